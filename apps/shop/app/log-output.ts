import { setTimeout as sleep } from 'node:timers/promises'

/** So much waits at most for a reader that is slow or hangs, in bytes. */
export const LOG_WAITING_BYTES_MAX = 1_048_576
/** How long the end of the process waits for a reader, in milliseconds. */
export const LAST_LINES_MS_MAX = 1_000

/** The part of a writable stream that the log needs. */
export interface LogStream {
  /** Bytes that wait. Files and some terminals have none to tell: there a write is done when it comes back. */
  readonly writableLength: number | undefined
  write(text: string, done?: (error?: Error | null) => void): boolean
  once(event: 'drain', listener: () => void): unknown
}

/**
 * Writes lines at once, and drops those that come while {@link LOG_WAITING_BYTES_MAX} wait already. When all that waits has
 * been read, lines are written again, and `tellDropped` hears how many are missing before them.
 */
export function createLogOutput(
  stream: LogStream,
  tellDropped: (lines: number) => void,
): { write(line: string): void } {
  let dropped = 0

  function drained(): void {
    const lines = dropped
    dropped = 0
    tellDropped(lines)
  }

  return {
    write(line) {
      if (dropped === 0 && (stream.writableLength ?? 0) <= LOG_WAITING_BYTES_MAX) return void stream.write(line)
      if (dropped === 0) stream.once('drain', drained)
      dropped += 1
    },
  }
}

/** Waits until all is read that was written, {@link LAST_LINES_MS_MAX} at most. */
export async function lastLinesRead(stream: LogStream, msMax = LAST_LINES_MS_MAX): Promise<void> {
  const over = new AbortController()
  const late = sleep(msMax, false, { signal: over.signal }).catch(() => false)
  // What is read may let a line follow that says how many were dropped.
  while ((stream.writableLength ?? 0) > 0 && (await Promise.race([allRead(stream), late])));
  over.abort()
}

/** False if nobody will ever read it. */
function allRead(stream: LogStream): Promise<boolean> {
  return new Promise((resolve) => void stream.write('', (error) => resolve(!error)))
}
