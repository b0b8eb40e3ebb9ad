/**
 * Random histories, long: 100,000 operations a store. Every run has other seeds; to have one again, put the seed that the
 * run printed, or the one a failure names, into the environment: `SEED=17 npm run test:long`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey, openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { createCachedStore } from '../../store/cached.ts'
import { createFileStore } from '../../store/file.node.ts'
import { createMemoryStore } from '../../store/memory.ts'
import { createPostgresStore, migratePostgresStore } from '../../store/postgres.ts'
import { createRedisCache, createRedisClusterStore, createRedisStore } from '../../store/redis.ts'
import { createSqliteStore } from '../../store/sqlite.node.ts'
import type { SessionStore } from '../../store/store.ts'
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

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-histories-'))
  folders.push(folder)
  return folder
}

const openSqlite = async (folder: string) => {
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
  return { store, close: () => store.close() }
}

histories('memory', createMemoryStore, async (store) => ({ store, close() {} }))
histories('two connections to one SQLite file', newFolder, openSqlite)
histories('two stores on one folder', newFolder, async (folder) => ({ store: createFileStore({ folder }), close() {} }))

describe('PostgreSQL', { skip: whyNoPostgres() }, () => {
  const url = Promise.withResolvers<string>()
  before(async () => {
    const connectionString = await newPostgresDatabase('histories')
    const pool = new pg.Pool({ connectionString })
    await migratePostgresStore(pool)
    await pool.end()
    url.resolve(connectionString)
  })
  histories(
    'two pools to one PostgreSQL',
    () => url.promise,
    async (connectionString) => {
      const pool = new pg.Pool({ connectionString, ...PATIENT_POOL })
      return { store: createPostgresStore({ ...PATIENT, pool }), close: () => pool.end() }
    },
  )
})

describe('Redis', { skip: whyNoRedis() }, () => {
  const url = Promise.withResolvers<string>()
  before(async () => url.resolve(await newRedisDatabase()))
  histories(
    'two clients of one Redis',
    () => url.promise,
    async (address) => {
      const { client, close } = await openIovalkey(address)
      return { store: createRedisStore({ ...PATIENT, client }), close }
    },
  )
  histories('two stores with Redis in front of SQLite', newFolder, async (folder) => {
    const { client, close } = await openIovalkey(await url.promise)
    const { store: durable, close: closeDurable } = await openSqlite(folder)
    const fast = createRedisCache({ client })
    const store = createCachedStore({ ...PATIENT, fast, durable, report() {} })
    return { store, close: () => Promise.all([close(), closeDurable()]) }
  })
})

describe('Redis cluster', { skip: whyNoRedis() }, () => {
  const cluster = Promise.withResolvers<RedisCluster>()
  before(async () => cluster.resolve(await startRedisCluster()))
  after(async () => (await cluster.promise).stop())
  histories(
    'two clients of one Redis cluster',
    () => cluster.promise,
    async ({ nodes }) => {
      const { client, close } = await openIovalkeyCluster(nodes.map(({ url }) => url))
      return { store: createRedisClusterStore({ ...PATIENT, client }), close }
    },
  )
})
