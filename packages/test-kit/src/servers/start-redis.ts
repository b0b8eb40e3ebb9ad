import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild } from '../child.ts'
import { redisPrograms } from './programs.ts'
import { freePort, newFolder, type Server, startServer } from './server.ts'

/** How a Redis is started. */
export interface RedisOptions {
  /** Writes each change to its append-only file, and the file to the disk, before it answers. Default: false, keeps nothing. */
  readonly durable?: boolean
  /** Settings as of redis.conf, such as `{ maxmemory: '2mb' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** How a Redis cluster is started. */
export interface RedisClusterOptions extends RedisOptions {
  /** Nodes with slots of their own; three at least. Default: 3. */
  readonly primaries?: number
  /** Nodes that stand by for each of them. Default: 0. */
  readonly replicas?: number
}

/** A Redis cluster that runs beside the tests. */
export interface RedisCluster {
  /** Which of them are primaries, and of which slots, the cluster decides. */
  readonly nodes: readonly Server[]
  /** Ends all nodes and removes their data. Doing so twice is fine. */
  stop(): Promise<void>
}

const DATABASES_MAX = '10000'
const CLUSTER_MS_MAX = 30_000
const PAUSE_MS = 50
/** Replicas copy at once: by default they wait for five seconds, and until then they cannot take over. */
const CLUSTER_SETTINGS = { databases: '1', 'repl-diskless-sync-delay': '0' }
const run = promisify(execFile)

/** Starts a Redis of its own, empty, on a free port, with 10,000 databases. */
export async function startRedis({ durable = false, settings = {} }: RedisOptions = {}): Promise<Server> {
  const server = join(redisPrograms(), 'redis-server')
  const folder = newFolder('comanda-redis-')
  const keeping = { save: '', appendonly: durable ? 'yes' : 'no', appendfsync: 'always', databases: DATABASES_MAX }
  const flags = Object.entries({ ...keeping, ...settings }).flatMap(([name, value]) => [`--${name}`, value])
  return startServer({
    scheme: 'redis://',
    folder,
    ready: /Ready to accept connections/,
    endSignal: 'SIGTERM',
    async start(port) {
      const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
      return startChild([server, ...where, ...flags], { PATH: process.env['PATH'] })
    },
  })
}

/** Starts a Redis cluster of its own and waits until all its nodes know of all slots. */
export async function startRedisCluster(options: RedisClusterOptions = {}): Promise<RedisCluster> {
  const { primaries = 3, replicas = 0, settings = {}, ...rest } = options
  const nodes: Server[] = []
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())))
  try {
    for (let started = 0; started < primaries * (1 + replicas); started += 1) {
      const cluster = { 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()), ...CLUSTER_SETTINGS }
      nodes.push(await startRedis({ ...rest, settings: { ...cluster, ...settings } }))
    }
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
    const plan = ['--cluster-replicas', String(replicas), '--cluster-yes']
    await run(join(redisPrograms(), 'redis-cli'), ['--cluster', 'create', ...addresses, ...plan])
    await Promise.all(nodes.map(knowsAll))
    return { nodes, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** `create` returns when the first node is content; the others hear of it a little later, and replicas copy. */
async function knowsAll({ port }: Server): Promise<void> {
  const deadline = performance.now() + CLUSTER_MS_MAX
  for (;;) {
    const { stdout } = await run(join(redisPrograms(), 'redis-cli'), ['-p', String(port), 'cluster', 'info'])
    const knowsSlots = stdout.includes('cluster_state:ok') && stdout.includes('cluster_slots_ok:16384')
    const replication = await run(join(redisPrograms(), 'redis-cli'), ['-p', String(port), 'info', 'replication'])
    if (knowsSlots && /role:master|master_link_status:up/.test(replication.stdout)) return
    if (performance.now() > deadline) throw new Error(`The Redis cluster does not come together:\n${stdout}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
