import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { newPostgresDatabase, startPostgres, whyNoPostgres } from '@comanda/test-kit/postgres'
import { assertAtDeadline, startStopwatch } from '@comanda/test-kit/stopwatch'
import pg from 'pg'
import { createEngine } from '../session/engine.ts'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createPostgresStore, migratePostgresStore, type PostgresPool } from './postgres.ts'
import { StoreUnavailable } from './store.ts'

const SHORT_MS = 400

describe('a PostgreSQL that fails', { skip: whyNoPostgres() }, () => {
  let url = ''
  let direct: pg.Pool
  const pools: pg.Pool[] = []
  before(async () => {
    url = await newPostgresDatabase('faults')
    direct = newPool({ connectionString: url })
    await migratePostgresStore(direct)
  })
  after(() => Promise.all(pools.map((pool) => pool.end())))

  function newPool(settings: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ connectionString: url, ...PATIENT_POOL, ...settings })
    pools.push(pool)
    return pool
  }
  /** A connection that holds a lock until it is told to let go. */
  async function holding(
    sql: string,
    values: unknown[] = [],
  ): Promise<{ client: pg.PoolClient; letGo(): Promise<void> }> {
    const client = await direct.connect()
    await client.query('begin')
    await client.query(sql, values)
    return {
      client,
      async letGo() {
        await client.query('rollback')
        client.release()
      },
    }
  }
  /** Waits until a connection of `application` waits for a lock, and ends it as an administrator would. */
  async function terminateWaiting(application: string): Promise<void> {
    const sql = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = $1 and wait_event_type = 'Lock'`
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await direct.query(sql, [application])).rowCount !== 0) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error('nobody waited for a lock')
  }
  const rejectsAtDeadline = async (call: () => Promise<unknown>, message: RegExp): Promise<void> => {
    const read = startStopwatch()
    await assert.rejects(call, (error) => error instanceof StoreUnavailable && message.test(error.message))
    assertAtDeadline(read(), SHORT_MS)
  }

  test('a save whose connection is ended while it waits is an outage, and changes nothing', async () => {
    const store = createPostgresStore({ ...PATIENT, pool: newPool({ application_name: 'ended' }) })
    const record = sampleRecord(Date.now())
    await store.create(record)
    const { letGo } = await holding('select * from comanda_session where id = $1 for update', [record.id])
    const saving = assert.rejects(store.save(nextRecord(record), 1), StoreUnavailable)
    await terminateWaiting('ended')
    await saving
    await letGo()
    assert.deepEqual(await store.load(record.id), record)
    assert.deepEqual(await store.save(nextRecord(record), 1), { kind: 'saved' })
  })

  test('a request whose connection is ended is carried out once, by itself', async () => {
    const store = createPostgresStore({ ...PATIENT, pool: newPool({ application_name: 'once' }) })
    const visitor = createVisitor(createEngine({ store }))
    await visitor.visit((session) => session.set('count', 0))
    const { letGo } = await holding('select * from comanda_session for update')
    const visiting = visitor.visit((session) => session.update('count', (count) => Number(count) + 1))
    await terminateWaiting('once')
    await letGo()
    await visiting
    assert.equal(await visitor.visit((session) => session.get('count')), 1)
  })

  test('an answer that is lost after the change is no second change', async () => {
    const pool = newPool()
    let losing = false
    const lossy: PostgresPool = {
      on: (event, listener) => pool.on(event, listener),
      async connect() {
        const client = await pool.connect()
        return {
          on: (event, listener) => client.on(event, listener),
          removeListener: (event, listener) => client.removeListener(event, listener),
          release: (destroy) => client.release(destroy),
          async query(query) {
            const answer = await client.query<unknown[], unknown[]>(query)
            if (!losing || !query.text.includes('update')) return answer
            losing = false
            throw new Error('Connection terminated unexpectedly')
          },
        }
      },
    }
    const store = createPostgresStore({ ...PATIENT, pool: lossy })
    const visitor = createVisitor(createEngine({ store }))
    await visitor.visit((session) => session.set('count', 0))
    losing = true
    await visitor.visit((session) => session.update('count', (count) => Number(count) + 1))
    assert.equal(losing, false)
    assert.equal(await visitor.visit((session) => session.get('count')), 1)
  })

  test('a server that does not answer costs a call its deadline, and nobody gets the late answer', async () => {
    const pool = newPool({ max: 1, statement_timeout: 0 })
    const store = createPostgresStore({ pool, deadlineMs: SHORT_MS })
    const [one, other] = [sampleRecord(Date.now()), sampleRecord(Date.now())]
    await store.create(one)
    await store.create(other)
    const { letGo } = await holding('lock table comanda_session in access exclusive mode')
    await rejectsAtDeadline(() => store.load(one.id), /did not answer/)
    assert.equal(pool.totalCount, 0, 'the connection is closed')
    const next = store.load(other.id)
    await letGo()
    assert.deepEqual(await next, other)
  })

  test('a pool that has no connection left costs a call its deadline, and loses none by it', async () => {
    const pool = newPool({ max: 1, connectionTimeoutMillis: 0 })
    const store = createPostgresStore({ pool, deadlineMs: SHORT_MS })
    const taken = await pool.connect()
    await rejectsAtDeadline(() => store.load('AAAAAAAAAAAAAAAAAAAAAA'), /did not answer/)
    taken.release()
    assert.equal(await store.load('AAAAAAAAAAAAAAAAAAAAAA'), null)
    assert.deepEqual([pool.totalCount, pool.idleCount], [1, 1])
  })

  test('idle connections that are ended are replaced, and end nothing else', async () => {
    const pool = newPool({ application_name: 'idle' })
    const store = createPostgresStore({ ...PATIENT, pool })
    await Promise.all([1, 2, 3].map(() => store.create(sampleRecord(Date.now()))))
    await direct.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle'`)
    for (let tries = 0; tries < 200 && pool.totalCount > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(await store.create(sampleRecord(Date.now())), true)
  })

  test('a call that is undone by a deadlock is tried again', async () => {
    const pool = newPool({ application_name: 'deadlock', options: '-c deadlock_timeout=20ms' })
    const store = createPostgresStore({ ...PATIENT, pool })
    const records = [1, 2].map(() => sampleRecord(Date.now(), { userId: 'deadlocked' }))
    for (const record of records) await store.create(record)
    const lock = 'select * from comanda_session where id = $1 for update'
    // The store takes one of the two and waits for this one, which then wants that one.
    const [first, last] = records.map(({ id }) => id).sort()
    const { client, letGo } = await holding(lock, [last])
    await client.query(`set local deadlock_timeout = '1min'`)
    const ending = store.destroyByUser('deadlocked')
    await client.query(lock, [first])
    await client.query('select pg_sleep(0.1)')
    await letGo()
    await ending
    assert.deepEqual(await Promise.all(records.map(({ id }) => store.load(id))), [null, null])
  })

  test('a read-only server is told from one that is away, and is not made ready', async () => {
    const pool = newPool({ options: '-c default_transaction_read_only=on' })
    const store = createPostgresStore({ ...PATIENT, pool })
    const record = sampleRecord(Date.now())
    const writes = [
      () => store.create(record),
      () => store.save(record, 1),
      () => store.touch(record.id, 1),
      () => store.destroy(record.id),
      () => store.deleteExpired(1, 1),
      () => store.destroyByUser('ana'),
    ]
    for (const write of writes)
      await assert.rejects(write, { message: 'This PostgreSQL is a standby, or read-only. Connect to the primary.' })
    await assert.rejects(migratePostgresStore(pool), { code: 'store/postgres-read-only' })
  })

  test('a standby is refused, also for reading: it may not know yet who has signed out', async (context) => {
    const server = await startPostgres({ settings: { primary_conninfo: 'host=127.0.0.1 port=1' } })
    const pool = new pg.Pool({ connectionString: server.url, ...PATIENT_POOL })
    context.after(async () => {
      await pool.end()
      await server.stop()
    })
    const store = createPostgresStore({ ...PATIENT, pool })
    await migratePostgresStore(pool)
    const record = sampleRecord(Date.now(), { userId: 'ana' })
    await store.create(record)
    const folder = (await pool.query('show data_directory')).rows[0]?.data_directory
    await server.kill()
    await assert.rejects(store.load(record.id), StoreUnavailable)
    writeFileSync(join(String(folder), 'standby.signal'), '')
    await server.restart()
    assert.equal((await pool.query('select pg_is_in_recovery() as standby')).rows[0]?.standby, true)
    const refused = { name: 'StoreUnavailable', message: /is a standby/ }
    await assert.rejects(store.load(record.id), refused)
    await assert.rejects(store.load('AAAAAAAAAAAAAAAAAAAAAA'), refused)
    await assert.rejects(store.listByUser('ana'), refused)
    await assert.rejects(store.destroy(record.id), refused)
  })
})
