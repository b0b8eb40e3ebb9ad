/** The stores that two servers may share, on a PostgreSQL and a Redis that other tests use too: here nobody kills them. */
import assert from 'node:assert/strict'
import { newPostgresDatabase } from '@comanda/test-kit/postgres'
import { newRedisDatabase } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { createCachedStore } from '../src/store/cached.ts'
import { migratePostgresStore } from '../src/store/postgres.ts'
import { createRedisCache } from '../src/store/redis.ts'
import { hasUserIndex, type SessionStore, type UserIndex } from '../src/store/store.ts'
import { createStoreWithUsers } from '../src/store/users.ts'
import { PATIENT, PATIENT_POOL } from '../src/testing/patience.ts'
import { ofSomebody, SOMEBODY } from './of-somebody.ts'
import type { ClosableStore } from './roles.ts'
import { inCluster, type Place, type StoreOfProcesses, stores } from './stores.ts'

/** Where something of a session may be kept: its row, a copy of that, and the note of its sign-in. */
export type Kept = 'row' | 'copy' | 'note'

/** Looks below a store: what it has of a session, also what it would not show any more. */
export interface Look {
  keptOf(id: string): Promise<Kept[]>
  close(): Promise<void>
}

/** A store that two servers share. */
export interface SharedStore extends StoreOfProcesses {
  /** What is kept of a session that was read a moment ago. */
  readonly keeps: readonly Kept[]
  look(words: string): Promise<Look>
}

/** A store with nothing below it. */
function plain(store: StoreOfProcesses): SharedStore {
  return {
    ...store,
    keeps: ['row'],
    async look(words) {
      const opened = await store.open(words, true)
      return {
        keptOf: async (id) => ((await opened.load(id)) === null ? [] : ['row']),
        close: async () => opened.close?.(),
      }
    },
  }
}

async function newDatabase(): Promise<Place> {
  const url = await newPostgresDatabase('shared')
  const pool = new pg.Pool({ connectionString: url, ...PATIENT_POOL })
  await migratePostgresStore(pool)
  await pool.end()
  return { words: url, async remove() {} }
}

const inPostgres = plain({ ...stores.PostgreSQL, newPlace: newDatabase })
const inRedis = plain({
  ...stores.Redis,
  newPlace: async () => ({ words: await newRedisDatabase(), async remove() {} }),
})

/** Two places as one. */
async function bothOf(one: StoreOfProcesses, other: StoreOfProcesses): Promise<Place> {
  const places = [await one.newPlace(), await other.newPlace()]
  const remove = async () => void (await Promise.all(places.map((place) => place.remove())))
  return { words: JSON.stringify(places.map(({ words }) => words)), remove }
}

async function openUsers(words: string): Promise<SessionStore & UserIndex & { close?(): Promise<void> }> {
  const users = await inPostgres.open(words, true)
  assert.ok(hasUserIndex(users))
  return users
}

function closingBoth(store: SessionStore, ...below: readonly ClosableStore[]): ClosableStore {
  return { ...store, close: async () => void (await Promise.all(below.map((one) => one.close?.()))) }
}

const cached: SharedStore = {
  needs: ['PostgreSQL', 'Redis'],
  keeps: ['row', 'copy'],
  newPlace: () => bothOf(inRedis, inPostgres),
  async open(words) {
    const [fastWords = '', durableWords = ''] = JSON.parse(words)
    const { client, close } = await openIovalkey(fastWords)
    const durable = await inPostgres.open(durableWords, true)
    // What goes wrong shows in what the servers find.
    const report = (): void => {}
    const store = createCachedStore({ ...PATIENT, fast: createRedisCache({ client }), durable, report })
    return closingBoth(store, durable, { ...durable, close: async () => close() })
  },
  async look(words) {
    const [fastWords = '', durableWords = ''] = JSON.parse(words)
    const { client, close } = await openIovalkey(fastWords)
    const fast = createRedisCache({ client })
    const durable = await inPostgres.look(durableWords)
    return {
      async keptOf(id) {
        const copy: Kept[] = (await fast.read(id)).kind === 'hit' ? ['copy'] : []
        return [...(await durable.keptOf(id)), ...copy]
      },
      async close() {
        close()
        await durable.close()
      },
    }
  },
}

const withUsers: SharedStore = {
  needs: ['PostgreSQL', 'Redis'],
  keeps: ['row', 'note'],
  newPlace: () => bothOf(inCluster, inPostgres),
  async open(words) {
    const [sessionsWords = '', usersWords = ''] = JSON.parse(words)
    const [sessions, users] = [await inCluster.open(sessionsWords, true), await openUsers(usersWords)]
    return closingBoth(ofSomebody(createStoreWithUsers({ sessions, users })), sessions, users)
  },
  async look(words) {
    const [sessionsWords = '', usersWords = ''] = JSON.parse(words)
    const [sessions, users] = [await plain(inCluster).look(sessionsWords), await openUsers(usersWords)]
    return {
      async keptOf(id) {
        const notes = (await users.listByUser(SOMEBODY)).filter(({ data }) => data === id)
        return [...(await sessions.keptOf(id)), ...notes.map((): Kept => 'note')]
      },
      close: async () => void (await Promise.all([sessions.close(), users.close?.()])),
    }
  },
}

/** All of them, by name. */
export const sharedStores: Readonly<Record<string, SharedStore>> = {
  files: plain(stores.files),
  SQLite: plain(stores.SQLite),
  PostgreSQL: inPostgres,
  Redis: inRedis,
  'a Redis cluster': plain(inCluster),
  'Redis in front of PostgreSQL': cached,
  'a Redis cluster with its users noted in PostgreSQL': withUsers,
}
