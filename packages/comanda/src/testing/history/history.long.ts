/**
 * Random histories, long: 100,000 operations a store. Every run has other seeds; to have one again, put the seed that the
 * run printed, or the one a failure names, into the environment: `SEED=17 npm run test:long`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey, openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { ofSomebody } from '../../../proofs/of-somebody.ts'
import { createCachedStore } from '../../store/cached.ts'
import { createFileStore } from '../../store/file.node.ts'
import { createMemoryStore } from '../../store/memory.ts'
import { createPostgresStore, migratePostgresStore } from '../../store/postgres.ts'
import { createRedisCache, createRedisClusterStore, createRedisStore } from '../../store/redis.ts'
import { createSqliteStore } from '../../store/sqlite.node.ts'
import type { SessionStore } from '../../store/store.ts'
import { createStoreWithUsers } from '../../store/users.ts'
import { PATIENT, PATIENT_POOL } from '../patience.ts'
import { historyContract } from './history-contract.ts'
import { restlessHome } from './restless-home.ts'

const SEEDS = 1_000_000_000
const options = { seed: Number(process.env['SEED'] ?? Date.now() % SEEDS), rounds: 100, operations: 1_000 }

/** One of two stores that share their records. */
interface Opened {
  readonly store: SessionStore
  close(): unknown
}

/** Histories of two stores in this process: `place` makes what they share, once a round. */
function histories<Place>(name: string, place: () => Promise<Place> | Place, open: (place: Place) => Promise<Opened>) {
  historyContract(
    name,
    async (unrest) => {
      const shared = await place()
      const [one, other] = [await open(shared), await open(shared)]
      return {
        home: restlessHome([one.store, other.store], unrest),
        cleanup: async () => void (await Promise.all([one.close(), other.close()])),
      }
    },
    options,
  )
}

const ends: (() => unknown)[] = []
after(async () => {
  for (const end of ends.toReversed()) await end()
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-histories-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  return folder
}

const openSqlite = async (folder: string) => {
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
  return { store, close: () => store.close() }
}

histories('memory', createMemoryStore, async (store) => ({ store, close() {} }))
histories('two connections to one SQLite file', newFolder, openSqlite)
histories('two stores on one folder', newFolder, async (folder) => ({ store: createFileStore({ folder }), close() {} }))

const openPostgres = async (connectionString: string) => {
  const pool = new pg.Pool({ connectionString, ...PATIENT_POOL })
  return { store: createPostgresStore({ ...PATIENT, pool }), close: () => pool.end() }
}
/** Made when it is first asked for, and then the same for all. */
function shared<Thing>(make: () => Promise<Thing>): () => Promise<Thing> {
  let made: Promise<Thing> | null = null
  return () => {
    made ??= make()
    return made
  }
}

const postgresUrl = shared(async () => {
  const connectionString = await newPostgresDatabase('histories')
  const pool = new pg.Pool({ connectionString })
  await migratePostgresStore(pool)
  await pool.end()
  return connectionString
})
const redisUrl = shared(newRedisDatabase)
const redisCluster = shared(async () => {
  const cluster = await startRedisCluster()
  ends.push(() => cluster.stop())
  return cluster
})

const openCache = async () => {
  const { client, close } = await openIovalkey(await redisUrl())
  return { fast: createRedisCache({ client }), close }
}
const openCluster = async ({ nodes }: RedisCluster) => {
  const { client, close } = await openIovalkeyCluster(nodes.map(({ url }) => url))
  return { store: createRedisClusterStore({ ...PATIENT, client }), close }
}

describe('PostgreSQL', { skip: whyNoPostgres() }, () => {
  histories('two pools to one PostgreSQL', postgresUrl, openPostgres)
})

describe('Redis', { skip: whyNoRedis() }, () => {
  histories('two clients of one Redis', redisUrl, async (address) => {
    const { client, close } = await openIovalkey(address)
    return { store: createRedisStore({ ...PATIENT, client }), close }
  })
  histories('two stores with Redis in front of SQLite', newFolder, async (folder) => {
    const [{ fast, close }, durable] = [await openCache(), await openSqlite(folder)]
    const store = createCachedStore({ ...PATIENT, fast, durable: durable.store, report() {} })
    return { store, close: () => Promise.all([close(), durable.close()]) }
  })
})

describe('Redis cluster', { skip: whyNoRedis() }, () => {
  histories('two clients of one Redis cluster', redisCluster, openCluster)
  describe('over PostgreSQL', { skip: whyNoPostgres() }, () => {
    histories('two stores with Redis in front of PostgreSQL', postgresUrl, async (url) => {
      const [{ fast, close }, durable] = [await openCache(), await openPostgres(url)]
      const store = createCachedStore({ ...PATIENT, fast, durable: durable.store, report() {} })
      return { store, close: () => Promise.all([close(), durable.close()]) }
    })
    histories('two stores on a Redis cluster with users noted in PostgreSQL', redisCluster, async (cluster) => {
      const [sessions, users] = [await openCluster(cluster), await openPostgres(await postgresUrl())]
      const store = ofSomebody(createStoreWithUsers({ sessions: sessions.store, users: users.store }))
      return { store, close: () => Promise.all([sessions.close(), users.close()]) }
    })
  })
})
