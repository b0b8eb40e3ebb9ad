import assert from 'node:assert/strict'

/** What a stopwatch shows, in milliseconds. */
export interface Took {
  readonly onTheClock: number
  /**
   * Without what a busy machine kept this process from: counted in turns of its event loop, each of which takes
   * {@link TURN_MS} at least. A timer of this process is never late by it, and what takes twice as long shows nearly twice.
   */
  readonly awake: number
}

const TURN_MS = 10

/** Starts a stopwatch. It is to be read once. */
export function startStopwatch(): () => Took {
  const started = performance.now()
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, TURN_MS)
  return () => {
    clearInterval(timer)
    return { onTheClock: performance.now() - started, awake: turns * TURN_MS }
  }
}

/**
 * Checks that what was measured ended at its deadline: not before, and well before twice as long. What else there was to do
 * may take half as long as the deadline, by the time this process was awake.
 */
export function assertAtDeadline(took: Took, deadlineMs: number): void {
  // Timers may be early by a part of a millisecond.
  assert.ok(took.onTheClock > deadlineMs - 2, `it ended after ${took.onTheClock} ms instead of ${deadlineMs} ms`)
  assertByDeadline(took, deadlineMs)
}

/** Checks that it ended well before twice its deadline. */
export function assertByDeadline({ awake }: Took, deadlineMs: number): void {
  assert.ok(awake < deadlineMs * 1.5, `it took ${awake} ms instead of ${deadlineMs} ms`)
}
