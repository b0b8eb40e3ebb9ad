import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import type { Redis } from 'iovalkey'
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
  /** All that is kept there, as it stands on the disk or in the server's answers. Absent where nothing leaves the process. */
  readonly raw?: () => Promise<string>
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
  const store = createFileStore({ folder: join(folder, 'sessions'), clock })
  return { store, raw: async () => filesIn(folder), close: async () => remove() }
}

async function openSqlite(clock: Clock): Promise<OpenStore> {
  const { folder, remove } = newFolder()
  const store = createSqliteStore({ path: join(folder, 'sessions.sqlite'), clock })
  return { store, raw: async () => filesIn(folder), close: () => store.close().finally(remove) }
}

async function openPostgres(clock: Clock): Promise<OpenStore> {
  const pool = new pg.Pool({ connectionString: await newPostgresDatabase('every_store'), ...PATIENT_POOL })
  await migratePostgresStore(pool)
  return {
    store: createPostgresStore({ ...PATIENT, pool, clock }),
    raw: async () => JSON.stringify((await pool.query('select * from comanda_session')).rows),
    close: () => pool.end(),
  }
}

async function openRedis(clock: Clock): Promise<OpenStore> {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  const store = createRedisStore({ ...PATIENT, client, clock })
  return { store, raw: () => valuesIn(client), close: async () => close() }
}

async function openCached(clock: Clock): Promise<OpenStore> {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  const durable = await openPostgres(clock)
  // They are survived and would not show.
  const failures: unknown[] = []
  const report = (error: unknown): void => void failures.push(error)
  const store = createCachedStore({
    ...PATIENT,
    fast: createRedisCache({ client }),
    durable: durable.store,
    report,
    clock,
  })
  return {
    store,
    raw: async () => `${await valuesIn(client)} ${await durable.raw?.()}`,
    async close() {
      close()
      await durable.close()
      assert.deepEqual(failures, [])
    },
  }
}

/** Sessions are hashes, and their copies in a cache are strings. */
async function valuesIn(client: Redis): Promise<string> {
  const values = (await client.keys('*')).map(async (key) => {
    const type = await client.type(key)
    if (type === 'string') return client.get(key)
    return type === 'hash' ? client.hgetall(key) : key
  })
  return JSON.stringify(await Promise.all(values))
}

function filesIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return found.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join()
}

function newFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-every-store-'))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
