/** Two stores as one, with PostgreSQL as the durable one: the pairs for apps of several processes. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkeyCluster, redisClients } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { ofSomebody } from '../../proofs/of-somebody.ts'
import { historyContract, raceContract, restlessHome, storeContract, storeHome } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createCachedStore } from './cached.ts'
import { createPostgresStore, migratePostgresStore, type PostgresStore } from './postgres.ts'
import { createRedisCache, createRedisClusterStore, type RedisClient } from './redis.ts'
import type { Clock, SessionStore } from './store.ts'
import { createStoreWithUsers } from './users.ts'

const ends: (() => unknown)[] = []
after(async () => {
  for (const end of ends.toReversed()) await end()
})

/** Failures of the fast stores, which are survived and would not show. */
const reports: unknown[] = []
const report = (error: unknown): void => void reports.push(error)

/** Makes a store that runs by `clock`. */
type Make = (clock: Clock) => SessionStore
/** The same for each of two that share their records, with clients and pools of their own. */
type MakePair = readonly [Make, Make]
type MakePostgres = (clock: Clock) => PostgresStore

async function twoClients(open: () => Promise<{ readonly client: RedisClient; close(): void }>) {
  const [one, other] = [await open(), await open()]
  ends.push(one.close, other.close)
  return [one.client, other.client] as const
}

function contract(name: string, [one, other]: MakePair): void {
  storeContract(name, ({ clock }) => ({ store: one(clock), reopen: () => other(clock) }))
}

function racesAndHistories(name: string, [one, other]: MakePair): void {
  const stores = [one(Date.now), other(Date.now)] as const
  raceContract(`${name}, two stores`, (context) => ({ home: storeHome(stores, context) }))
  const few = { rounds: 2, operations: 300 }
  historyContract(`${name}, two stores`, (unrest) => ({ home: restlessHome(stores, unrest) }), few)
}

async function pairs(): Promise<void> {
  const connectionString = await newPostgresDatabase('pairs')
  const pools = [1, 2].map(() => new pg.Pool({ connectionString, ...PATIENT_POOL }).setMaxListeners(1_000))
  for (const pool of pools) ends.push(() => pool.end())
  await Promise.all(pools.map((pool) => migratePostgresStore(pool)))
  const redis = await newRedisDatabase()
  const cluster = await startRedisCluster()
  ends.push(() => cluster.stop())
  const nodes = cluster.nodes.map(({ url }) => url)

  /** Each with a pool and a client of its own. */
  function pairOf(
    clients: readonly RedisClient[],
    make: (client: RedisClient, durable: MakePostgres) => Make,
  ): MakePair {
    const [one, other] = clients.map((client, nth) => {
      const pool = pools[nth] as pg.Pool
      return make(client, (clock) => createPostgresStore({ ...PATIENT, pool, clock }))
    })
    return [one, other] as [Make, Make]
  }
  const cached = (client: RedisClient, durable: MakePostgres): Make => {
    const fast = createRedisCache({ client })
    return (clock) => createCachedStore({ ...PATIENT, fast, durable: durable(clock), report, clock })
  }
  const withUsers = (client: RedisClient, users: MakePostgres): Make => {
    const sessions = (clock: Clock) => createRedisClusterStore({ ...PATIENT, client, clock })
    return (clock) => createStoreWithUsers({ sessions: sessions(clock), users: users(clock), clock })
  }

  for (const { name, open } of redisClients) {
    const pair = pairOf(await twoClients(() => open(redis)), cached)
    contract(`Redis by ${name} over PostgreSQL`, pair)
    if (name === 'iovalkey') racesAndHistories(`Redis by ${name} over PostgreSQL`, pair)
  }
  const clients = await twoClients(() => openIovalkeyCluster(nodes))
  const cachedInCluster = pairOf(clients, cached)
  contract('a Redis cluster over PostgreSQL', cachedInCluster)
  racesAndHistories('a Redis cluster over PostgreSQL', cachedInCluster)

  const name = 'a Redis cluster with its users noted in PostgreSQL'
  const users = pairOf(clients, withUsers)
  contract(name, users)
  const noted = pairOf(clients, (client, durable) => (clock) => ofSomebody(withUsers(client, durable)(clock)))
  contract(`${name}, every session somebody's`, noted)
  racesAndHistories(`${name}, every session somebody's`, noted)
}

const why = whyNoPostgres() || whyNoRedis()
if (why !== false) test('pairs of stores over PostgreSQL', { skip: why }, () => {})
else {
  await pairs()
  test('no fast store had to be done without', () => assert.deepEqual(reports, []))
}
