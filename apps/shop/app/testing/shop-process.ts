import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The shop in a process of its own, started as `npm start` does. */
export interface ShopProcess {
  /** What it has printed so far, on both channels. */
  output(): string
  /** Waits until its output has `pattern`. Rejects if it ends without, or after a minute. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Waits for its end: the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  signal(signal: NodeJS.Signals): void
  /** Reads no more of what it prints: its next line has nowhere to go. */
  stopReading(): void
}

const SERVER = join(import.meta.dirname, '..', '..', 'server.ts')
const PRINT_MS_MAX = 60_000

/** Starts the shop with these arguments and exactly this environment. */
export function startShopProcess(env: NodeJS.ProcessEnv, args: readonly string[]): ShopProcess {
  const child = spawn(process.execPath, [SERVER, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null)
  let output = ''
  for (const channel of [child.stdout, child.stderr]) {
    channel.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }

  async function printed(pattern: RegExp): Promise<RegExpExecArray> {
    const until = AbortSignal.timeout(PRINT_MS_MAX)
    while (true) {
      const match = pattern.exec(output)
      if (match !== null) return match
      if (child.exitCode !== null) throw new Error(`It ended before it printed ${pattern}:\n${output}`)
      await Promise.race([
        once(child.stdout, 'data', { signal: until }),
        once(child.stderr, 'data', { signal: until }),
        ended,
      ])
    }
  }

  return {
    output: () => output,
    printed,
    ended,
    signal: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
  }
}
