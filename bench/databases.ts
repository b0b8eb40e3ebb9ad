import { join } from 'node:path'
import {
  createPostgresDatabase,
  type RedisCluster,
  type Server,
  startPostgres,
  startRedis,
  startRedisCluster,
} from '@comanda/test-kit/servers'
import { cpuOfTree } from './process-cpu.ts'
import type { Cluster, Place, StoreKind } from './stacks/stack.ts'

/**
 * The database servers of a run, each started when it is first needed and shared by everybody who has sessions in one of
 * its kind. They run where this process runs.
 */
export interface Databases {
  /** An empty place for sessions: a file or folder, or a database of its own. */
  newPlace(store: StoreKind): Promise<Place>
  /** What all of them have used of the processors so far, in microseconds. */
  cpuMicroseconds(): number
  /** Ends them and removes what they kept. */
  stop(): Promise<void>
}

const NOWHERE: Place = { path: null, postgres: null, redis: null, cluster: null }

/**
 * PostgreSQL writes to the disk before it acknowledges, as it does by default (fsync and synchronous_commit). Redis is without
 * a disk, as the peers are used to it, but for `redis-always`. Files are made in `folder`.
 */
export function createDatabases(folder: string): Databases {
  const postgres = createOnce(() => startPostgres({ durable: true }), alone)
  const redis = createOnce(() => startRedis(), alone)
  const redisAlways = createOnce(() => startRedis({ durable: true }), alone)
  const cluster = createOnce(
    () => startRedisCluster(),
    ({ nodes }) => nodes,
  )
  const all = [postgres, redis, redisAlways, cluster]
  let count = 0

  async function newPostgresDatabase(): Promise<string> {
    return createPostgresDatabase((await postgres.started()).url, 'bench')
  }

  return {
    async newPlace(store) {
      count += 1
      switch (store) {
        case 'none':
        case 'memory':
          return NOWHERE
        case 'files':
        case 'sqlite':
        case 'sqlite-normal':
          return { ...NOWHERE, path: join(folder, `sessions-${count}`) }
        case 'redis':
          return { ...NOWHERE, redis: `${(await redis.started()).url}/${count}` }
        case 'redis-always':
          return { ...NOWHERE, redis: `${(await redisAlways.started()).url}/${count}` }
        case 'cluster':
          return { ...NOWHERE, cluster: partOf(await cluster.started(), count) }
        case 'cluster-users':
          return {
            ...NOWHERE,
            cluster: partOf(await cluster.started(), count),
            postgres: await newPostgresDatabase(),
          }
        case 'postgres':
          return { ...NOWHERE, postgres: await newPostgresDatabase() }
        case 'cached': {
          const redisUrl = `${(await redis.started()).url}/${count}`
          return { ...NOWHERE, postgres: await newPostgresDatabase(), redis: redisUrl }
        }
      }
    },
    cpuMicroseconds: () => all.reduce((sum, { cpuMicroseconds }) => sum + cpuMicroseconds(), 0),
    async stop() {
      await Promise.all(all.map(({ stop }) => stop()))
    },
  }
}

interface Once<Started> {
  /** What runs, started at the first call. */
  started(): Promise<Started>
  cpuMicroseconds(): number
  /** Ends it if it was started. */
  stop(): Promise<void>
}

function createOnce<Started extends { stop(): Promise<void> }>(
  start: () => Promise<Started>,
  serversOf: (started: Started) => readonly Server[],
): Once<Started> {
  let starting: Promise<Started> | null = null
  let running: Started | null = null
  return {
    async started() {
      starting ??= start()
      running = await starting
      return running
    },
    cpuMicroseconds() {
      const servers = running === null ? [] : serversOf(running)
      return servers.reduce((sum, server) => sum + cpuOfTree(server.pid()), 0)
    },
    stop: async () => running?.stop(),
  }
}

const alone = (server: Server): readonly Server[] => [server]

function partOf({ nodes }: RedisCluster, count: number): Cluster {
  return { nodes: nodes.map(({ url }) => url), prefix: `bench-${count}:` }
}
