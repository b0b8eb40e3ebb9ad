import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openNodeRedis } from '@comanda/test-kit/redis-clients'
import connectPgSimple from 'connect-pg-simple'
import { RedisStore } from 'connect-redis'
import session, { type Store } from 'express-session'
import pg from 'pg'
import createFileStore from 'session-file-store'
import type { Servers } from '../servers.ts'

/** A store and how to let go of what it stands on. */
interface OpenStore {
  readonly store: Store
  close(): Promise<void>
}

/** Opens a store for one shop. */
export type OpenExpressStore = (servers: Servers) => Promise<OpenStore>

/** The stores for express-session that many sites use, each as its README has it. @fastify/session takes them too. */
export const expressStores = {
  async files(): Promise<OpenStore> {
    const folder = mkdtempSync(join(tmpdir(), 'comanda-races-'))
    const FileStore = createFileStore(session)
    const store = new FileStore({ path: join(folder, 'sessions'), reapInterval: -1, logFn: () => {} })
    return { store, close: async () => rmSync(folder, { recursive: true, force: true }) }
  },
  async postgres(servers: Servers): Promise<OpenStore> {
    const pool = new pg.Pool({ connectionString: await servers.postgres() })
    const PgStore = connectPgSimple(session)
    const store = new PgStore({ pool, createTableIfMissing: true })
    return {
      store,
      async close() {
        store.close()
        await pool.end()
      },
    }
  },
  async redis(servers: Servers): Promise<OpenStore> {
    const { client, close } = await openNodeRedis(await servers.redis())
    return { store: new RedisStore({ client }), close: async () => close() }
  },
}
