import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseSettings } from '../data/testing/new-database.ts'

/** The shop in a process of its own, started as `npm start` does. */
export interface ShopProcess {
  /** What it has printed so far, on both channels. */
  output(): string
  /** Waits until its output has `pattern`. Rejects if it ends without, or after a minute. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Waits for its end: the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** The same without what it printed last having been read. */
  readonly exited: Promise<number | NodeJS.Signals | null>
  signal(signal: NodeJS.Signals): void
  /** Reads no more of what it prints: its next line has nowhere to go. */
  stopReading(): void
  /** Leaves what it prints unread until {@link resumeReading}, as a program that hangs does. */
  pauseReading(): void
  resumeReading(): void
}

const SERVER = join(import.meta.dirname, '..', '..', 'server.ts')
const PRINT_MS_MAX = 60_000

/** Starts the shop with these arguments and exactly this environment. */
export function startShopProcess(env: NodeJS.ProcessEnv, args: readonly string[]): ShopProcess {
  const child = spawn(process.execPath, [SERVER, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null)
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null)
  let output = ''
  let more = Promise.withResolvers<void>()
  for (const channel of [child.stdout, child.stderr]) {
    channel.setEncoding('utf8').on('data', (text: string) => {
      output += text
      more.resolve()
      more = Promise.withResolvers()
    })
  }

  async function printed(pattern: RegExp): Promise<RegExpExecArray> {
    const over = new AbortController()
    const late = sleep(PRINT_MS_MAX, 'late', { signal: over.signal }).catch(() => 'late')
    try {
      while (true) {
        const match = pattern.exec(output)
        if (match !== null) return match
        if (child.exitCode !== null) throw new Error(`It ended before it printed ${pattern}:\n${output}`)
        if ((await Promise.race([more.promise, ended, late])) === 'late')
          throw new Error(`It has not printed ${pattern}:\n${output}`)
      }
    } finally {
      over.abort()
    }
  }

  return {
    output: () => output,
    printed,
    ended,
    exited,
    signal: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
    pauseReading: () => void child.stdout.pause(),
    resumeReading: () => void child.stdout.resume(),
  }
}

/** Processes of shops that a file of tests starts. */
export interface ShopProcesses {
  /** The shops' folders are in it. */
  readonly folder: string
  /** Settings of the shop `name`: its folder and, if the tests are not on SQLite, its databases. They stay its own. */
  settingsOf(name: string): Promise<Readonly<Record<string, string>>>
  /** Starts the shop `name` on a free port, with `env` on top of its settings. */
  start(name: string, env?: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<ShopProcess>
}

/** To be called as the tests are set up: what is started is killed, and the folder removed, when all of them have run. */
export function shopProcesses(): ShopProcesses {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-processes-'))
  const databases = new Map<string, ReturnType<typeof databaseSettings>>()
  const started: ShopProcess[] = []
  after(async () => {
    for (const shop of started) await end(shop, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  async function settingsOf(name: string): Promise<Readonly<Record<string, string>>> {
    const made = databases.get(name) ?? databaseSettings('empty')
    databases.set(name, made)
    return { DATA_DIR: join(folder, name), ...(await made) }
  }

  return {
    folder,
    settingsOf,
    async start(name, env = {}, ...args) {
      const shop = startShopProcess({ PORT: '0', ...(await settingsOf(name)), ...env }, args)
      started.push(shop)
      return shop
    },
  }
}

/** Sends a signal and waits for the end: the exit code, or the signal that ended it. */
export function end(shop: ShopProcess, signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  shop.signal(signal)
  return shop.ended
}

/** Where a shop is, once it says so. */
export async function addressOf(shop: ShopProcess): Promise<{ base: string; port: number }> {
  const [base, port] = await shop.printed(/http:\/\/localhost:(\d+)(?=\D)/)
  return { base, port: Number(port) }
}

/** Waits for the end of a shop that cannot start, and hands back what it said. */
export async function refusal(shop: ShopProcess): Promise<string> {
  assert.equal(await shop.ended, 1)
  assert.doesNotMatch(shop.output(), /\n\s+at /, 'a stack is for mistakes of ours')
  return shop.output()
}
