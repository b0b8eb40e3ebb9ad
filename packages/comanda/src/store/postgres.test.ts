import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { createEngine } from '../session/engine.ts'
import { inTurn } from '../testing/in-turn.ts'
import { sampleRecord, storeContract } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createPostgresStore, migratePostgresStore, type PostgresStore } from './postgres.ts'
import type { Clock } from './store.ts'

describe('PostgreSQL', { skip: whyNoPostgres() }, () => {
  let url = ''
  const pools: pg.Pool[] = []
  before(async () => {
    url = await newPostgresDatabase('store')
    await migratePostgresStore(newPool())
  })
  after(() => Promise.all(pools.map((pool) => pool.end())))

  function newPool(settings: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ connectionString: url, ...PATIENT_POOL, ...settings })
    pools.push(pool)
    return pool
  }
  /** Makes stores on one pool, which is opened for the first of them. */
  function storesOn(settings: pg.PoolConfig = {}): (clock?: Clock) => PostgresStore {
    let pool: pg.Pool | null = null
    return (clock = Date.now) => {
      pool ??= newPool(settings).setMaxListeners(200)
      return createPostgresStore({ ...PATIENT, pool, clock })
    }
  }

  const [one, other] = [storesOn(), storesOn()]
  storeContract('PostgreSQL', ({ clock }) => ({ store: one(clock), reopen: () => other(clock) }))
  storeContract('PostgreSQL, two pools in turn', ({ clock }) => ({
    store: inTurn([one(clock), other(clock)]),
    reopen: () => one(clock),
  }))
  const strict = storesOn({ options: '-c default_transaction_isolation=serializable' })
  storeContract('PostgreSQL, where the default is serializable', ({ clock }) => ({
    store: strict(clock),
    reopen: () => strict(clock),
  }))
  storeContract('PostgreSQL, without named statements', ({ clock }) => ({
    store: createPostgresStore({ ...PATIENT, pool: newPool({ max: 4 }), clock, namedStatements: false }),
    reopen: () => one(clock),
  }))

  test('U+0000 in a value, and a million characters, come back as they were', async () => {
    const visitor = createVisitor(createEngine({ store: one() }))
    const text = `\u0000 ${'ñ🍞'.repeat(10_000)}`
    await visitor.visit((session) => session.set('note', text))
    assert.equal(await visitor.visit((session) => session.get('note')), text)
    const long = sampleRecord(Date.now(), { data: JSON.stringify('x'.repeat(1_000_000)) })
    assert.equal(await one().create(long), true)
    assert.deepEqual(await one().load(long.id), long)
  })
})
