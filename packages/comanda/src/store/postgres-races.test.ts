import { after, before, describe } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { historyContract, raceContract, restlessHome, storeHome } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createPostgresStore, migratePostgresStore, type PostgresStore } from './postgres.ts'

describe('two pools to one PostgreSQL', { skip: whyNoPostgres() }, () => {
  const pools: pg.Pool[] = []
  const stores: PostgresStore[] = []
  before(async () => {
    const connectionString = await newPostgresDatabase('races')
    pools.push(...[1, 2].map(() => new pg.Pool({ connectionString, ...PATIENT_POOL })))
    await Promise.all(pools.map((pool) => migratePostgresStore(pool)))
    stores.push(...pools.map((pool) => createPostgresStore({ ...PATIENT, pool })))
  })
  after(() => Promise.all(pools.map((pool) => pool.end())))

  const pair = (): [PostgresStore, PostgresStore] => {
    const [one, other] = stores
    if (one === undefined || other === undefined) throw new Error('there are no stores yet')
    return [one, other]
  }
  raceContract('two pools to one PostgreSQL', ({ wait }) => ({ home: storeHome(pair(), { wait }) }))
  historyContract('two pools to one PostgreSQL', (unrest) => ({ home: restlessHome(pair(), unrest) }), { rounds: 3 })
})
