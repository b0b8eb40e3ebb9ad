import { join } from 'node:path'
import { createPostgresDatabase, type Server, startPostgres, startRedis } from '@comanda/test-kit/servers'
import { cpuOfTree } from './process-cpu.ts'
import type { Place, StoreKind } from './stacks/stack.ts'

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

const NOWHERE: Place = { path: null, postgres: null, redis: null }

/**
 * PostgreSQL writes to the disk before it acknowledges, as it does by default (fsync and synchronous_commit). Redis is without
 * a disk, as the peers are used to it, but for `redis-always`. Files are made in `folder`.
 */
export function createDatabases(folder: string): Databases {
  const postgres = createOnce(() => startPostgres({ durable: true }))
  const redis = createOnce(() => startRedis())
  const redisAlways = createOnce(() => startRedis({ durable: true }))
  const all = [postgres, redis, redisAlways]
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
          return { ...NOWHERE, path: join(folder, `sessions-${count}`) }
        case 'redis':
          return { ...NOWHERE, redis: `${(await redis.started()).url}/${count}` }
        case 'redis-always':
          return { ...NOWHERE, redis: `${(await redisAlways.started()).url}/${count}` }
        case 'postgres':
          return { ...NOWHERE, postgres: await newPostgresDatabase() }
        case 'cached': {
          const redisUrl = `${(await redis.started()).url}/${count}`
          return { path: null, postgres: await newPostgresDatabase(), redis: redisUrl }
        }
      }
    },
    cpuMicroseconds: () => all.reduce((sum, { server }) => sum + cpuOf(server()), 0),
    async stop() {
      await Promise.all(all.map(({ server }) => server()?.stop()))
    },
  }
}

interface Once {
  /** The server, started at the first call. */
  started(): Promise<Server>
  /** The server if it runs. */
  server(): Server | null
}

function createOnce(start: () => Promise<Server>): Once {
  let starting: Promise<Server> | null = null
  let running: Server | null = null
  return {
    async started() {
      starting ??= start()
      running = await starting
      return running
    },
    server: () => running,
  }
}

function cpuOf(server: Server | null): number {
  return server === null ? 0 : cpuOfTree(server.pid())
}
