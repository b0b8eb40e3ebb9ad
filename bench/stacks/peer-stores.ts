import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { openNodeRedis, openNodeRedisCluster } from '@comanda/test-kit/redis-clients'
import { POSTGRES_POOL } from 'comanda/store/postgres'
import connectPgSimple from 'connect-pg-simple'
import { RedisStore } from 'connect-redis'
import connectSqlite3 from 'connect-sqlite3'
import session, { type Store } from 'express-session'
import pg from 'pg'
import createFileStore from 'session-file-store'
import { callbackDatabase } from './callback-database.ts'
import { needed } from './needed.ts'
import type { Cluster, Durability, Place, StoreKind } from './stack.ts'

/** A store of Express, which `@fastify/session` takes too; null is each library's own memory. */
export interface PeerStore {
  readonly store: Store | null
  readonly durability: Durability
  close(): Promise<void>
}

/**
 * Opens the store that peers use there: `session-file-store`, `connect-sqlite3`, `connect-redis` or `connect-pg-simple`. They
 * do as little as they can: no touch after a read, no sweeping, no look whether the table is there.
 */
export async function openPeerStore(kind: StoreKind, place: Place): Promise<PeerStore> {
  switch (kind) {
    case 'memory':
      return { store: null, durability: {}, close: async () => {} }
    case 'files':
      return openFiles(needed(place.path))
    case 'sqlite':
      return openSqlite(needed(place.path))
    case 'redis':
      return openRedis(needed(place.redis))
    case 'cluster':
      return openCluster(needed(place.cluster))
    case 'postgres':
      return openPostgres(needed(place.postgres))
    default:
      throw new Error(`The peers are not timed with ${kind}.`)
  }
}

function openFiles(path: string): PeerStore {
  const FileStore = createFileStore(session)
  const store = new FileStore({ path, reapInterval: -1, logFn: () => {} })
  return { store: withoutTouch(store), durability: {}, close: async () => {} }
}

/** WAL, synchronous=FULL, as Comanda has it. */
function openSqlite(path: string): PeerStore {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const pragma = (name: string): string => String(database.prepare(`pragma ${name}`).get()?.[name])
  const durability = { journal_mode: pragma('journal_mode'), synchronous: pragma('synchronous') }
  const SqliteStore = connectSqlite3(session)
  const store = new SqliteStore({ db: callbackDatabase(database) })
  return { store: withoutTouch(store), durability, close: async () => database.close() }
}

/** Neither has a setting for it. */
function withoutTouch(store: Store): Store {
  return Object.assign(store, { touch: undefined })
}

async function openRedis(url: string): Promise<PeerStore> {
  const { client, close } = await openNodeRedis(url)
  return { store: new RedisStore({ client, disableTouch: true }), durability: {}, close: async () => close() }
}

async function openCluster({ nodes, prefix }: Cluster): Promise<PeerStore> {
  const { client, close } = await openNodeRedisCluster(nodes)
  const store = new RedisStore({ client, prefix, disableTouch: true })
  return { store, durability: {}, close: async () => close() }
}

async function openPostgres(url: string): Promise<PeerStore> {
  const pool = new pg.Pool({ connectionString: url, max: POSTGRES_POOL.max })
  await pool.query(readFileSync(fileURLToPath(import.meta.resolve('connect-pg-simple/table.sql')), 'utf8'))
  const PgStore = connectPgSimple(session)
  const store = new PgStore({ pool, disableTouch: true, pruneSessionInterval: false })
  return { store, durability: {}, close: () => pool.end() }
}
