import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openNodeRedis } from '@comanda/test-kit/redis-clients'
import { POSTGRES_POOL } from 'comanda/store/postgres'
import connectPgSimple from 'connect-pg-simple'
import { RedisStore } from 'connect-redis'
import session, { type Store } from 'express-session'
import pg from 'pg'
import { needed } from './needed.ts'
import type { Place, StoreKind } from './stack.ts'

/** A store of Express, which `@fastify/session` takes too; null is each library's own memory. */
export interface PeerStore {
  readonly store: Store | null
  close(): Promise<void>
}

/**
 * Opens the store that peers use there: `connect-redis` or `connect-pg-simple`. They do as little as they can: no touch
 * after a read, no sweeping, no look whether the table is there.
 */
export async function openPeerStore(kind: StoreKind, place: Place): Promise<PeerStore> {
  switch (kind) {
    case 'memory':
      return { store: null, close: async () => {} }
    case 'redis':
      return openRedis(needed(place.redis))
    case 'postgres':
      return openPostgres(needed(place.postgres))
    default:
      throw new Error(`The peers are not timed with ${kind}.`)
  }
}

async function openRedis(url: string): Promise<PeerStore> {
  const { client, close } = await openNodeRedis(url)
  return { store: new RedisStore({ client, disableTouch: true }), close: async () => close() }
}

async function openPostgres(url: string): Promise<PeerStore> {
  const pool = new pg.Pool({ connectionString: url, max: POSTGRES_POOL.max })
  await pool.query(readFileSync(fileURLToPath(import.meta.resolve('connect-pg-simple/table.sql')), 'utf8'))
  const PgStore = connectPgSimple(session)
  const store = new PgStore({ pool, disableTouch: true, pruneSessionInterval: false })
  return { store, close: () => pool.end() }
}
