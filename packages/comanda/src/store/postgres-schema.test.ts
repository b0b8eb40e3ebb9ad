import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { sampleRecord } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createPostgresStore, migratePostgresStore } from './postgres.ts'
import { StoreUnavailable } from './store.ts'

const PROCESSES = 8

describe('the tables of a PostgreSQL store', { skip: whyNoPostgres() }, () => {
  const pools: pg.Pool[] = []
  after(() => Promise.all(pools.map((pool) => pool.end())))

  function poolOf(connectionString: string, settings: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ connectionString, ...PATIENT_POOL, ...settings })
    pools.push(pool)
    return pool
  }

  test('processes that start at once on an empty database all start', async () => {
    const url = await newPostgresDatabase('schema')
    const starting = Array.from({ length: PROCESSES }, () => poolOf(url))
    await Promise.all(starting.map((pool) => migratePostgresStore(pool)))
    for (const pool of starting)
      assert.equal(await createPostgresStore({ ...PATIENT, pool }).create(sampleRecord(Date.now())), true)
    assert.deepEqual((await starting[0]?.query('select * from comanda_schema'))?.rows, [{ version: 1 }])
  })

  test('tables that are up to date need no right to make any', async () => {
    const url = await newPostgresDatabase('schema')
    const owner = poolOf(url)
    await migratePostgresStore(owner)
    const name = `clerk_${Date.now()}`
    await owner.query(`create role ${name} login`)
    await owner.query(`grant select, insert, update, delete on comanda_session, comanda_schema to ${name}`)
    const clerk = poolOf(url, { user: name, connectionString: url.replace('comanda@', `${name}@`) })
    await assert.rejects(clerk.query('create table other (a text)'), { code: '42501' })
    await migratePostgresStore(clerk)
    assert.equal(await createPostgresStore({ ...PATIENT, pool: clerk }).create(sampleRecord(Date.now())), true)
  })

  test('tables of a newer Comanda are refused and left alone', async () => {
    const pool = poolOf(await newPostgresDatabase('schema'))
    await migratePostgresStore(pool)
    await pool.query('insert into comanda_schema values (99)')
    await assert.rejects(migratePostgresStore(pool), {
      code: 'store/postgres-too-new',
      message: /schema 99; .* up to 1\./,
    })
  })

  test('a user whose commits are not durable is refused: acknowledged changes would be lost', async () => {
    const pool = poolOf(await newPostgresDatabase('schema'), { options: '-c synchronous_commit=off' })
    await assert.rejects(migratePostgresStore(pool), { name: 'PostgresStoreError', code: 'store/postgres-not-durable' })
  })

  test('a migration that fails leaves nothing half done, and says why', async () => {
    const pool = poolOf(await newPostgresDatabase('schema'))
    await pool.query('create view comanda_session as select 1 as one')
    await assert.rejects(migratePostgresStore(pool), {
      code: 'store/postgres-cannot-migrate',
      message: /relation "comanda_session" already exists/,
    })
    assert.deepEqual((await pool.query(`select to_regclass('comanda_schema') as found`)).rows, [{ found: null }])
  })

  test('a store without its tables says what to call, and is an outage, not an empty session', async () => {
    const store = createPostgresStore({ ...PATIENT, pool: poolOf(await newPostgresDatabase('schema')) })
    await assert.rejects(store.load('AAAAAAAAAAAAAAAAAAAAAA'), (error: Error) => {
      assert.ok(error instanceof StoreUnavailable)
      return error.message === 'There is no table of sessions. Call migratePostgresStore before.'
    })
  })

  test('neither a call nor a sweep nor a list of sessions reads the whole table', async () => {
    const pool = poolOf(await newPostgresDatabase('schema'), { options: '-c enable_seqscan=off', max: 1 })
    await migratePostgresStore(pool)
    const store = createPostgresStore({ ...PATIENT, pool })
    await store.load('AAAAAAAAAAAAAAAAAAAAAA')
    await store.deleteExpired(1, 1)
    await store.listByUser('ana')
    await store.destroyByUser('ana')
    await store.touch('AAAAAAAAAAAAAAAAAAAAAA', 1)
    const client = await pool.connect()
    const { rows } = await client.query<{ name: string; types: string[] }>(
      'select name, parameter_types::text[] as types from pg_prepared_statements order by name',
    )
    assert.equal(rows.length, 5)
    for (const { name, types } of rows) {
      const values = types.map((type) => (type.endsWith('[]') ? "'{1}'" : "'1'")).join(', ')
      const plan = await client.query({
        text: `explain execute ${client.escapeIdentifier(name)}(${values})`,
        rowMode: 'array',
      })
      assert.doesNotMatch(plan.rows.flat().join('\n'), /Seq Scan/, name)
    }
    client.release()
  })
})
