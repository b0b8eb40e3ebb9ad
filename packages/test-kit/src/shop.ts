import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'

/** How a shop is started. */
export interface ShopOptions {
  /** Where it keeps its data, so that another shop can go on with it. Default: a new folder, removed at the end. */
  readonly dataDir?: string
  /** Settings on top of PORT, HOST and DATA_DIR. Nothing else of this process's environment reaches the shop. */
  readonly env?: Readonly<Record<string, string>>
  /** Arguments of the program, as in `['--catalogue', 'products.csv']`. */
  readonly args?: readonly string[]
}

/** A shop that runs in a process of its own. */
export interface Shop {
  /** Such as `http://localhost:40123`, without a slash at the end. */
  readonly baseUrl: string
  readonly pid: number
  /** What it has printed so far. */
  output(): string
  /** Asks it to stop (SIGTERM) and waits. Rejects unless it ends with exit code 0 in {@link STOP_MS_MAX} milliseconds. */
  stop(): Promise<void>
  /** Kills it in the middle of whatever it does (SIGKILL), as a crash would, and waits until it is gone. */
  kill(): Promise<void>
}

/** The first start fills a new database, which takes a while on a slow machine. Milliseconds. */
export const START_MS_MAX = 60_000
/** How long a shop may go on with requests under way after it was asked to stop. Milliseconds. */
export const STOP_MS_MAX = 20_000

const server = join(import.meta.dirname, '..', '..', '..', 'apps', 'shop', 'server.ts')
const address = /http:\/\/localhost:\d+(?=\D)/

/**
 * Starts the shop on a free port and hands it back when it serves. Rejects, with what it printed, if it does not come up.
 * Stop or kill it in `after`: calling either when it has ended is fine.
 */
export async function startShop({ dataDir, env = {}, args = [] }: ShopOptions = {}): Promise<Shop> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'comanda-shop-'))
  const settings = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...env }
  const child = startChild([process.execPath, server, ...args], { ...necessary(), ...settings })

  function cleanUp(): void {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
  }
  async function kill(): Promise<void> {
    await child.end('SIGKILL', STOP_MS_MAX)
    cleanUp()
  }

  try {
    const [baseUrl] = await child.printed(address, START_MS_MAX)
    return { baseUrl, pid: child.pid, output: child.output, stop: () => stop(child).finally(cleanUp), kill }
  } catch (error) {
    await kill()
    throw error
  }
}

async function stop(child: Child): Promise<void> {
  const { code, signal } = await child.end('SIGTERM', STOP_MS_MAX)
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`the shop should end with exit code 0 after SIGTERM, not ${code ?? signal}:\n${child.output()}`)
}

/** A shop on a developer's machine must not pick up that developer's settings. */
function necessary(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS', 'NODE_V8_COVERAGE']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}
