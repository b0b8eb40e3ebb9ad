import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from '../child.ts'

/** A database server that runs beside the tests, with a folder of its own. */
export interface Server {
  /** Where clients reach it. */
  readonly url: string
  readonly port: number
  /** Its process, the first of them if it has several. Another one after `restart`. */
  pid(): number
  /** What it has printed so far since it was started last. */
  output(): string
  /** Ends it and removes its data. Doing so twice is fine. */
  stop(): Promise<void>
  /**
   * Kills it in the middle of whatever it does (SIGKILL), as a crash would: on Linux with its helper processes, which would
   * finish their work first elsewhere. Its data stay.
   */
  kill(): Promise<void>
  /** Stops all its processes where they are (SIGSTOP): connections are still taken, by the system, and nothing is answered. */
  freeze(): Promise<void>
  /** Lets them go on (SIGCONT). */
  thaw(): Promise<void>
  /** Starts it again after `kill` or a crash of its own, with its data and on its port. Resolves when it takes connections. */
  restart(): Promise<void>
}

/** How a server is started and ended. */
export interface ServerPlan {
  readonly scheme: string
  /** The folder for its data; removed by `stop`. */
  readonly folder: string
  /** Starts the program. It may have been started in the same folder before. */
  start(port: number): Promise<Child>
  /** What it prints when it takes connections. */
  readonly ready: RegExp
  /** What asks it to end in good order. */
  readonly endSignal: NodeJS.Signals
}

/** How long a server may take to start, or to be gone once it is killed. Milliseconds. */
export const SERVER_MS_MAX = 30_000
/** How long it may take to end in good order before it is killed. Milliseconds. */
const END_MS_MAX = 3_000
const PORTS_TRIED_MAX = 5
const RESTARTS_MAX = 50
const RESTART_PAUSE_MS = 100

/** Starts a server on a free port. Rejects, with what it printed, if it does not come up. */
export async function startServer(plan: ServerPlan): Promise<Server> {
  const { port, child: first } = await onFreePort(plan).catch((error) => {
    rmSync(plan.folder, { recursive: true, force: true })
    throw error
  })
  let child = first
  let isFrozen = false

  /** Who is frozen hears nothing, and the processes below a killed one would stay for ever. */
  async function thaw(): Promise<void> {
    if (isFrozen) signalAll(child.pid, 'SIGCONT')
    isFrozen = false
  }

  return {
    url: `${plan.scheme}127.0.0.1:${port}`,
    port,
    pid: () => child.pid,
    output: () => child.output(),
    async freeze() {
      isFrozen = true
      signalAll(child.pid, 'SIGSTOP')
    },
    thaw,
    async stop() {
      await thaw()
      await child.end(plan.endSignal, END_MS_MAX).catch(() => child.end('SIGKILL', SERVER_MS_MAX))
      // Helper processes of a killed server may still write for a moment.
      rmSync(plan.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
    async kill() {
      await thaw()
      const helpers = childrenOf(child.pid)
      const ended = child.end('SIGKILL', SERVER_MS_MAX)
      for (const helper of helpers) signalled(helper, 'SIGKILL')
      await ended
    },
    async restart() {
      child = await again(plan, port)
    },
  }
}

/** The first process before those it has started: a frozen one starts no more. */
function signalAll(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  if (!signalled(pid, signal)) return
  for (const helper of childrenOf(pid)) signalled(helper, signal)
}

/** The processes that a process has started and that still run. Empty where the system does not tell. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').map(Number).filter(Boolean) : []
}

/** False if there is no such process any more. */
function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/** A port that was free may be taken by another program before the server has it. */
async function onFreePort(plan: ServerPlan): Promise<{ port: number; child: Child }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      return { port, child: await listening(plan, port) }
    } catch (error) {
      if (attempt === PORTS_TRIED_MAX || !/in use/i.test(String(error))) throw error
    }
  }
}

/** What a killed server leaves behind (helper processes, shared memory) is in the way of the next for a moment. */
async function again(plan: ServerPlan, port: number): Promise<Child> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listening(plan, port)
    } catch (error) {
      if (attempt === RESTARTS_MAX || !/in use/i.test(String(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS))
    }
  }
}

async function listening(plan: ServerPlan, port: number): Promise<Child> {
  const child = await plan.start(port)
  try {
    await child.printed(plan.ready, SERVER_MS_MAX)
    return child
  } catch (error) {
    await child.end('SIGKILL', SERVER_MS_MAX)
    throw error
  }
}

/** A port of this machine that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Who a server runs as. Empty: as this process does. */
export interface Owner {
  readonly uid?: number
  readonly gid?: number
}

/** The user `name`, if this process may become somebody else (root). Throws where there is no such user. */
export function ownerFor(name: string): Owner {
  if (process.getuid?.() !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined)
    throw new Error(`PostgreSQL does not run as root, and there is no user '${name}' on this machine.`)
  return { uid: Number(uid), gid: Number(gid) }
}

/** A new folder in the temporary one, which every user may enter, unlike root's home. */
export function newFolder(prefix: string, { uid, gid }: Owner = {}): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}
