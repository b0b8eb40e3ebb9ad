import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIovalkey, openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import type { SessionStore } from 'comanda/store'
import { createCachedStore } from 'comanda/store/cached'
import { createFileStore } from 'comanda/store/file'
import { createMemoryStore } from 'comanda/store/memory'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL, type PostgresStore } from 'comanda/store/postgres'
import { createRedisCache, createRedisClusterStore, createRedisStore } from 'comanda/store/redis'
import { createSqliteStore } from 'comanda/store/sqlite'
import { createStoreWithUsers } from 'comanda/store/users'
import pg from 'pg'
import { signedIn } from '../../stacks/signed-in.ts'
import type { Servers } from '../servers.ts'
import type { OpenShop } from '../shop.ts'
import { comandaShop } from './comanda.ts'

/** A store and how to let go of what it stands on. */
interface OpenStore {
  readonly store: SessionStore
  close(): Promise<void>
}

/** Comanda on each of its stores, opened as docs/stores.md has it. */
export const comandaOn = {
  memory: shopOn(async () => ({ store: createMemoryStore(), close: async () => {} })),
  files: shopOn(async () => {
    const folder = newFolder()
    return { store: createFileStore({ folder: join(folder, 'sessions') }), close: async () => remove(folder) }
  }),
  sqlite: shopOn(async () => {
    const folder = newFolder()
    const store = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
    return { store, close: () => store.close().then(() => remove(folder)) }
  }),
  postgres: shopOn(openPostgres),
  redis: shopOn(async (servers) => {
    const { client, close } = await openIovalkey(await servers.redis())
    return { store: createRedisStore({ client }), close: async () => close() }
  }),
  redisCluster: shopOn(openRedisCluster),
  redisClusterWithUsers: shopOn(async (servers) => {
    const sessions = await openRedisCluster(servers)
    const users = await openPostgres(servers)
    const store = createStoreWithUsers({ sessions: sessions.store, users: users.store })
    return { store: signedIn(store, 'user'), close: () => sessions.close().then(users.close) }
  }),
  cached: shopOn(async (servers) => {
    const durable = await openPostgres(servers)
    const { client, close } = await openIovalkey(await servers.redis())
    const report = (error: unknown): void => console.error(error)
    return {
      store: createCachedStore({ fast: createRedisCache({ client }), durable: durable.store, report }),
      async close() {
        close()
        await durable.close()
      },
    }
  }),
}

async function openRedisCluster(servers: Servers): Promise<OpenStore> {
  const { client, close } = await openIovalkeyCluster(await servers.redisCluster())
  return { store: createRedisClusterStore({ client }), close: async () => close() }
}

async function openPostgres(servers: Servers): Promise<OpenStore & { readonly store: PostgresStore }> {
  const pool = new pg.Pool({ connectionString: await servers.postgres(), ...POSTGRES_POOL })
  await migratePostgresStore(pool)
  return { store: createPostgresStore({ pool }), close: () => pool.end() }
}

function shopOn(open: (servers: Servers) => Promise<OpenStore>): OpenShop {
  return async (lookUp, servers) => {
    const { store, close } = await open(servers)
    return comandaShop({ store }, lookUp, close)
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'comanda-races-'))
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
