import { openIovalkey, openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import type { SessionStore } from 'comanda/store'
import { createCachedStore } from 'comanda/store/cached'
import { createFileStore } from 'comanda/store/file'
import { createMemoryStore } from 'comanda/store/memory'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL, type PostgresStore } from 'comanda/store/postgres'
import { createRedisCache, createRedisClusterStore, createRedisStore } from 'comanda/store/redis'
import { openSessionFile, sqliteStoreOn } from 'comanda/store/sqlite'
import { createStoreWithUsers } from 'comanda/store/users'
import pg from 'pg'
import { needed } from './needed.ts'
import { signedIn } from './signed-in.ts'
import type { Durability, Place, StoreKind } from './stack.ts'

/** A store of Comanda's, opened as a shop would. */
export interface OpenStore {
  readonly store: SessionStore
  readonly durability: Durability
  close(): Promise<void>
}

/** Opens the store of that kind in `place`. */
export function openStore(kind: StoreKind, place: Place): Promise<OpenStore> | OpenStore {
  switch (kind) {
    case 'none':
      throw new Error('Comanda is timed with a store.')
    case 'memory':
      return { store: createMemoryStore(), durability: {}, close: async () => {} }
    case 'files':
      return { store: createFileStore({ folder: needed(place.path) }), durability: {}, close: async () => {} }
    case 'sqlite':
      return openSqlite(place, 'full')
    case 'sqlite-normal':
      return openSqlite(place, 'normal')
    case 'redis':
    case 'redis-always':
      return openRedis(place)
    case 'cluster':
      return openCluster(place)
    case 'cluster-users':
      return openClusterWithUsers(place)
    case 'postgres':
      return openPostgres(place)
    case 'cached':
      return openCached(place)
  }
}

function openSqlite({ path }: Place, synchronous: 'full' | 'normal'): OpenStore {
  const connection = openSessionFile({ path: needed(path), synchronous })
  const pragma = (name: string): string => String(connection.prepare(`pragma ${name}`).get()?.[name])
  const durability = { journal_mode: pragma('journal_mode'), synchronous: pragma('synchronous') }
  const store = sqliteStoreOn(connection)
  return { store, durability, close: () => store.close() }
}

async function openRedis({ redis }: Place): Promise<OpenStore> {
  const { client, close } = await openIovalkey(needed(redis))
  return { store: createRedisStore({ client }), durability: await durabilityOf(client), close: async () => close() }
}

async function openCluster({ cluster }: Place): Promise<OpenStore> {
  const { nodes, prefix } = needed(cluster)
  const { client, close } = await openIovalkeyCluster(nodes)
  const store = createRedisClusterStore({ client, prefix })
  return { store, durability: await durabilityOf(client), close: async () => close() }
}

interface Configured {
  config(subcommand: 'GET', name: string): Promise<unknown>
}

async function durabilityOf(client: Configured): Promise<Durability> {
  const setting = async (name: string): Promise<string> => {
    const answer = await client.config('GET', name)
    return String(Array.isArray(answer) ? answer[1] : answer)
  }
  return { appendonly: await setting('appendonly'), appendfsync: await setting('appendfsync') }
}

/** Everybody is signed in from the first moment: of what is nobody's there are no notes. */
async function openClusterWithUsers(place: Place): Promise<OpenStore> {
  const sessions = await openCluster(place)
  const users = await openPostgres(place)
  const store = createStoreWithUsers({ sessions: sessions.store, users: users.store })
  return {
    store: signedIn(store, 'visitor'),
    durability: { ...sessions.durability, ...users.durability },
    async close() {
      await sessions.close()
      await users.close()
    },
  }
}

async function openPostgres({ postgres }: Place): Promise<OpenStore & { readonly store: PostgresStore }> {
  const pool = new pg.Pool({ connectionString: needed(postgres), ...POSTGRES_POOL })
  await migratePostgresStore(pool)
  const setting = async (name: string): Promise<string> => (await pool.query(`show ${name}`)).rows[0]?.[name]
  const durability = { fsync: await setting('fsync'), synchronous_commit: await setting('synchronous_commit') }
  return { store: createPostgresStore({ pool }), durability, close: () => pool.end() }
}

async function openCached(place: Place): Promise<OpenStore> {
  const durable = await openPostgres(place)
  const { client, close } = await openIovalkey(needed(place.redis))
  const fast = createRedisCache({ client })
  return {
    store: createCachedStore({ fast, durable: durable.store, report: console.error }),
    durability: durable.durability,
    async close() {
      close()
      await durable.close()
    },
  }
}
