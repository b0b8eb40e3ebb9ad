import { test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey, openNodeRedis } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { OUTAGE_DEADLINE_MS, storeOutages } from '../testing/store-outages.ts'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from './postgres.ts'
import { createRedisStore } from './redis.ts'

/** `url` with another port: that of the proxy. */
function behind(url: string, port: number): string {
  const address = new URL(url)
  address.port = String(port)
  return address.href
}

const noPostgres = whyNoPostgres()
if (noPostgres !== false) test('outages: PostgreSQL', { skip: noPostgres }, () => {})
else {
  const url = await newPostgresDatabase('outages')
  const direct = new pg.Pool({ connectionString: url })
  await migratePostgresStore(direct)
  await direct.end()
  storeOutages('PostgreSQL', {
    connectionsMax: POSTGRES_POOL.max,
    serverPort: () => Number(new URL(url).port),
    async open(port) {
      const settings = { ...POSTGRES_POOL, connectionTimeoutMillis: OUTAGE_DEADLINE_MS }
      const pool = new pg.Pool({ connectionString: behind(url, port), ...settings })
      return { store: createPostgresStore({ pool, deadlineMs: OUTAGE_DEADLINE_MS }), close: () => pool.end() }
    },
  })
}

const noRedis = whyNoRedis()
if (noRedis !== false) test('outages: Redis', { skip: noRedis }, () => {})
else
  for (const [name, openClient] of [
    ['iovalkey', openIovalkey],
    ['redis', openNodeRedis],
  ] as const) {
    const url = await newRedisDatabase()
    storeOutages(`Redis by ${name}`, {
      connectionsMax: 1,
      serverPort: () => Number(new URL(url).port),
      async open(port) {
        const { client, close } = await openClient(behind(url, port))
        return { store: createRedisStore({ client, deadlineMs: OUTAGE_DEADLINE_MS }), close }
      },
    })
  }
