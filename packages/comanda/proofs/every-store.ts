import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { createCachedStore } from '../src/store/cached.ts'
import { createFileStore } from '../src/store/file.node.ts'
import { createMemoryStore } from '../src/store/memory.ts'
import { createPostgresStore, migratePostgresStore } from '../src/store/postgres.ts'
import { createRedisCache, createRedisStore } from '../src/store/redis.ts'
import { createSqliteStore } from '../src/store/sqlite.node.ts'
import type { Clock, SessionStore } from '../src/store/store.ts'
import { PATIENT, PATIENT_POOL } from '../src/testing/patience.ts'

/** A store that is open, on a place of its own. */
export interface OpenStore {
  readonly store: SessionStore
  close(): Promise<void>
}

/** A kind of store, for tests that are the same for all of them. */
export interface StoreKind {
  readonly name: string
  /** Why it is left out on this machine, or false. */
  readonly whyNot: string | false
  /** Opens an empty one that runs by `clock`. */
  open(clock: Clock): Promise<OpenStore>
}

/** Every kind that one process can open. A Redis cluster has a test file of its own: it takes seconds to start. */
export const everyStore: readonly StoreKind[] = [
  { name: 'memory', whyNot: false, open: async (clock) => ({ store: createMemoryStore({ clock }), async close() {} }) },
  { name: 'files', whyNot: false, open: openFiles },
  { name: 'SQLite', whyNot: false, open: openSqlite },
  { name: 'PostgreSQL', whyNot: whyNoPostgres(), open: openPostgres },
  { name: 'Redis', whyNot: whyNoRedis(), open: openRedis },
  { name: 'Redis in front of PostgreSQL', whyNot: whyNoPostgres() || whyNoRedis(), open: openCached },
]

async function openFiles(clock: Clock): Promise<OpenStore> {
  const { folder, remove } = newFolder()
  return { store: createFileStore({ folder: join(folder, 'sessions'), clock }), close: async () => remove() }
}

async function openSqlite(clock: Clock): Promise<OpenStore> {
  const { folder, remove } = newFolder()
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite'), clock })
  return { store, close: () => store.close().finally(remove) }
}

async function openPostgres(clock: Clock): Promise<OpenStore> {
  const pool = new pg.Pool({ connectionString: await newPostgresDatabase('every_store'), ...PATIENT_POOL })
  await migratePostgresStore(pool)
  return { store: createPostgresStore({ ...PATIENT, pool, clock }), close: () => pool.end() }
}

async function openRedis(clock: Clock): Promise<OpenStore> {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  return { store: createRedisStore({ ...PATIENT, client, clock }), close: async () => close() }
}

async function openCached(clock: Clock): Promise<OpenStore> {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  const durable = await openPostgres(clock)
  const report = (error: unknown): never => {
    throw error
  }
  const store = createCachedStore({
    ...PATIENT,
    fast: createRedisCache({ client }),
    durable: durable.store,
    report,
    clock,
  })
  return {
    store,
    async close() {
      close()
      await durable.close()
    },
  }
}

function newFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-every-store-'))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
