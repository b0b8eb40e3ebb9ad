import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { boundToThis, environmentOutsideTests } from '@comanda/test-kit/child'
import type { Role } from './roles.ts'

/** An app in a process of its own. It dies with this one. */
export interface App {
  /** What it has printed so far, without a line that is not whole yet. */
  readonly lines: readonly string[]
  isAlive(): boolean
  /** The code it ended with; null if it was killed. */
  readonly ended: Promise<number | null>
  /** Kills it (SIGKILL), if it still runs. */
  kill(): Promise<void>
}

/** What {@link startApp} needs. */
export interface AppOptions {
  readonly role: Role
  /** The name of its store, and where it finds the records. */
  readonly store: string
  readonly words: string
  /** The session that the role is about. */
  readonly id?: string
  /** The descriptor of a file that it prints to; then `lines` has nothing. */
  readonly output?: number
}

/** Starts an app. */
export function startApp({ role, store, words, id = '', output }: AppOptions): App {
  const [program, ...args] = boundToThis([process.execPath, join(import.meta.dirname, 'app.ts')])
  const child = spawn(program, [...args, role, store, words, id], {
    env: environmentOutsideTests(),
    stdio: ['ignore', output ?? 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n')
    rest += first
    for (const next of others) {
      lines.push(rest)
      rest = next
    }
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    lines,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const WAIT_MS_MAX = 60_000
const LOOK_MS = 5
const LINES_MORE = 50

/** Waits until `isSo`, as long as all the apps live. Rejects after a minute. */
export async function whileAlive(apps: readonly App[], isSo: () => boolean): Promise<void> {
  const started = performance.now()
  while (!isSo()) {
    if (apps.some((app) => !app.isAlive())) throw new Error('An app ended.')
    if (performance.now() - started > WAIT_MS_MAX) throw new Error('The apps do not write.')
    await pause(LOOK_MS)
  }
}

/** Waits until each app has had some fifty more writes acknowledged than it has now. */
export function writing(apps: readonly App[]): Promise<void> {
  const enough = apps.map((app) => app.lines.length + LINES_MORE)
  return whileAlive(apps, () => apps.every((app, index) => app.lines.length >= (enough[index] ?? 0)))
}
