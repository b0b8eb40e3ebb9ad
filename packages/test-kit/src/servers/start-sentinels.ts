import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild } from '../child.ts'
import { redisPrograms } from './programs.ts'
import { newFolder, type Server, startServer } from './server.ts'
import { type RedisOptions, startRedis } from './start-redis.ts'

/** How a Redis with a replica and sentinels is started. */
export interface RedisSentinelsOptions extends RedisOptions {
  /**
   * The port at which the replica and the sentinels find the primary, handed its own: that of a proxy, for example.
   * Default: its own.
   */
  readonly portOfPrimary?: (port: number) => Promise<number> | number
}

/** A Redis primary with one replica, and three sentinels that have the replica take over. */
export interface RedisSentinels {
  /** What the sentinels call them together. */
  readonly name: string
  /** Of the sentinels. */
  readonly ports: readonly number[]
  /** At first. */
  readonly primary: Server
  readonly replica: Server
  /** The port of the primary as the sentinels say at this moment. */
  portOfPrimary(): Promise<number>
  /** Waits until the replica has all that the primary has at this moment. */
  replicated(): Promise<void>
  /** Ends all of them and removes their data. Doing so twice is fine. */
  stop(): Promise<void>
}

const NAME = 'comanda'
const SENTINELS = 3
/** The primary is taken for dead after so long, in milliseconds. */
const DOWN_AFTER_MS = 1_000
const FAILOVER_MS_MAX = 10_000
const TOGETHER_MS_MAX = 60_000
const PAUSE_MS = 50
const run = promisify(execFile)

/** Starts a primary, its replica and the sentinels, and waits until they know each other. */
export async function startRedisSentinels(options: RedisSentinelsOptions = {}): Promise<RedisSentinels> {
  const { portOfPrimary = (port) => port, settings = {}, ...rest } = options
  const servers: Server[] = []
  async function started(server: Promise<Server>): Promise<Server> {
    const one = await server
    servers.push(one)
    return one
  }
  const stop = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.stop())))
  try {
    // Copied at once: by default it waits for five seconds.
    const node = { ...rest, settings: { 'repl-diskless-sync-delay': '0', ...settings } }
    const [primary, replica] = [await started(startRedis(node)), await started(startRedis(node))]
    const port = await portOfPrimary(primary.port)
    await ask(replica.port, 'replicaof', '127.0.0.1', String(port))
    await until(replica.port, ['info', 'replication'], (answer) => answer.includes('master_link_status:up'))
    const ports: number[] = []
    for (let count = 0; count < SENTINELS; count += 1) ports.push((await started(startSentinel(port))).port)
    for (const sentinel of ports)
      await until(sentinel, ['info', 'sentinel'], (answer) => answer.includes('slaves=1,sentinels=3'))
    const asked = ports[0] ?? 0
    return {
      name: NAME,
      ports,
      primary,
      replica,
      portOfPrimary: async () => Number((await ask(asked, 'sentinel', 'get-master-addr-by-name', NAME)).split('\n')[1]),
      async replicated() {
        const at = offsetOf(await ask(primary.port, 'info', 'replication'))
        await until(replica.port, ['info', 'replication'], (answer) => offsetOf(answer) >= at)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function startSentinel(primary: number): Promise<Server> {
  const folder = newFolder('comanda-sentinel-')
  const settings = join(folder, 'sentinel.conf')
  const rules = [
    `sentinel monitor ${NAME} 127.0.0.1 ${primary} 2`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} ${FAILOVER_MS_MAX}`,
  ]
  return startServer({
    scheme: 'redis://',
    folder,
    ready: /\+monitor master/,
    endSignal: 'SIGTERM',
    async start(port) {
      // Sentinels keep what they find out in the file they were started with.
      writeFileSync(settings, rules.join('\n'))
      const where = ['--sentinel', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
      return startChild([join(redisPrograms(), 'redis-server'), settings, ...where], { PATH: process.env['PATH'] })
    },
  })
}

/** How far a primary has come, or what of it a replica has. */
function offsetOf(answer: string): number {
  return Number(/(?:master|slave)_repl_offset:(\d+)/.exec(answer)?.[1] ?? 0)
}

async function until(port: number, question: readonly string[], isSo: (answer: string) => boolean): Promise<void> {
  const deadline = performance.now() + TOGETHER_MS_MAX
  for (;;) {
    const answer = await ask(port, ...question)
    if (isSo(answer)) return
    if (performance.now() > deadline) throw new Error(`The sentinels do not come together:\n${answer}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

async function ask(port: number, ...question: readonly string[]): Promise<string> {
  const { stdout } = await run(join(redisPrograms(), 'redis-cli'), ['-p', String(port), ...question])
  return stdout
}
