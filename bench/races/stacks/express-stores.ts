import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openNodeRedis } from '@comanda/test-kit/redis-clients'
import connectPgSimple from 'connect-pg-simple'
import { RedisStore } from 'connect-redis'
import connectSqlite3 from 'connect-sqlite3'
import session, { type Store } from 'express-session'
import pg from 'pg'
import createFileStore from 'session-file-store'
import { callbackDatabase } from '../../stacks/callback-database.ts'
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
    const folder = newFolder()
    const FileStore = createFileStore(session)
    const store = new FileStore({ path: join(folder, 'sessions'), reapInterval: -1, logFn: () => {} })
    return { store, close: async () => remove(folder) }
  },
  async sqlite(): Promise<OpenStore> {
    const folder = newFolder()
    const database = new DatabaseSync(join(folder, 'sessions.sqlite'))
    const SqliteStore = connectSqlite3(session)
    const store = new SqliteStore({ db: callbackDatabase(database) })
    return {
      store,
      async close() {
        database.close()
        remove(folder)
      },
    }
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

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'comanda-races-'))
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
