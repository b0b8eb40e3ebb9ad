import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisTest, startRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { createGate, gatedStore, nextRecord, type StorePoint, sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createCachedStore, createMemoryCache, FAST_PAUSE_MS, type SessionCache } from './cached.ts'
import { createMemoryStore } from './memory.ts'
import { createRedisCache } from './redis.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable, type UserIndex } from './store.ts'

const ignore = (): void => {}
/** Failures of fast stores that have no reason to fail; they are survived and would not show. */
const unexpected: unknown[] = []
const fail = (error: unknown): void => void unexpected.push(error)

/** A cache as they are usually written: whoever missed fills in. */
function leaselessCache(): SessionCache {
  const records = new Map<string, SessionRecord>()
  return {
    async read(id) {
      const record = records.get(id)
      return record ? { kind: 'hit', record } : { kind: 'lease', lease: '' }
    },
    async fill(record) {
      records.set(record.id, record)
    },
    async drop(id) {
      records.delete(id)
    },
    async bar(id) {
      records.delete(id)
    },
  }
}

type Change = (store: SessionStore & UserIndex, record: SessionRecord) => Promise<unknown>

const changes: Readonly<Record<string, Change>> = {
  'signed out': (store, { id }) => store.destroy(id),
  'signed out everywhere': (store) => store.destroyByUser('ana'),
  saved: (store, record) => store.save(nextRecord(record, { data: '{"cart":["bread","milk"]}' }), 1),
  'given a new token': (store, record) => store.save(newToken(record), 1),
  touched: (store, { id, expiresAt }) => store.touch(id, expiresAt + 1_000),
}

function newToken(record: SessionRecord): SessionRecord {
  return nextRecord(record, { verifierHash: 'n'.repeat(43), generation: 2, rotatedAt: Date.now() })
}

/** Whether a reader that read the session before `change`, and fills it in afterwards, is without effect. */
async function withstandsSlowFill(fast: SessionCache, change: Change): Promise<boolean> {
  const durable = createMemoryStore()
  const gate = createGate<StorePoint>()
  const slow = createCachedStore({ ...PATIENT, fast, durable: gatedStore(durable, gate), report: fail })
  const other = createCachedStore({ ...PATIENT, fast, durable, report: fail })
  const record = sampleRecord(Date.now(), { userId: 'ana' })
  await durable.create(record)
  gate.hold('load:done')
  const reading = slow.load(record.id)
  await gate.reached('load:done')
  await change(other, record)
  gate.release('load:done')
  assert.deepEqual(await reading, record)
  const [cached, truth] = [await other.load(record.id), await durable.load(record.id)]
  return JSON.stringify(cached) === JSON.stringify(truth)
}

for (const [what, change] of Object.entries(changes)) {
  test(`S80 S81 a slow reader brings nothing back that was ${what} meanwhile`, async () => {
    assert.equal(
      await withstandsSlowFill(leaselessCache(), change),
      false,
      'the attack works where there are no leases',
    )
    assert.equal(await withstandsSlowFill(createMemoryCache(), change), true)
  })
}

/** Whether a reader that comes while the durable store is about to do the change leaves nothing behind. */
async function withstandsReader(fast: SessionCache): Promise<boolean> {
  const durable = createMemoryStore()
  const gate = createGate<StorePoint>()
  const slow = createCachedStore({ ...PATIENT, fast, durable: gatedStore(durable, gate), report: fail })
  const other = createCachedStore({ ...PATIENT, fast, durable, report: fail })
  const record = sampleRecord(Date.now())
  await durable.create(record)
  gate.hold('destroy')
  const ending = slow.destroy(record.id)
  await gate.reached('destroy')
  assert.deepEqual(await other.load(record.id), record)
  gate.release('destroy')
  await ending
  return (await other.load(record.id)) === null
}

/** Does it the first time, and nothing after that. */
function once(call: (id: string) => Promise<void>): (id: string) => Promise<void> {
  let calls = 0
  return async (id) => {
    calls += 1
    if (calls === 1) await call(id)
  }
}

test('a reader that comes in the middle of a sign-out does not keep the session', async () => {
  const inner = createMemoryCache()
  const barless: SessionCache = { ...inner, bar: once((id) => inner.drop(id)) }
  assert.equal(await withstandsReader(barless), false, 'the attack works where ids are not barred')
  assert.equal(await withstandsReader(createMemoryCache()), true)
})

/** A cache whose `failing`th call fails, before it was done or after. */
function faultyCache(inner: SessionCache, failing: number, moment: 'before' | 'after') {
  let calls = 0
  const around = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    calls += 1
    const fails = calls === failing
    if (fails && moment === 'before') throw new Error('A planned fault.')
    const answer = await call()
    if (fails) throw new Error('A planned fault.')
    return answer
  }
  const cache: SessionCache = {
    read: (id) => around(() => inner.read(id)),
    fill: (record, lease, keptMs) => around(() => inner.fill(record, lease, keptMs)),
    drop: (id) => around(() => inner.drop(id)),
    bar: (id, barredMs) => around(() => inner.bar(id, barredMs)),
  }
  return { cache, isBeyond: () => calls < failing }
}

async function outcomeOf(call: Promise<unknown>): Promise<'done' | 'unavailable'> {
  try {
    await call
    return 'done'
  } catch (error) {
    assert.ok(error instanceof StoreUnavailable)
    return 'unavailable'
  }
}

for (const moment of ['before', 'after'] as const) {
  test(`S77 S78 S79 whatever call of the fast store fails (${moment} it is done), nothing that ended comes back`, async () => {
    for (let failing = 1; ; failing += 1) {
      const [durable, shared] = [createMemoryStore(), createMemoryCache()]
      const { cache, isBeyond } = faultyCache(shared, failing, moment)
      const reports: unknown[] = []
      const store = createCachedStore({ ...PATIENT, fast: cache, durable, report: (error) => reports.push(error) })
      const other = createCachedStore({ ...PATIENT, fast: shared, durable, report: fail })
      const record = sampleRecord(Date.now())
      const next = nextRecord(record)
      assert.equal(await store.create(record), true)
      assert.deepEqual(await store.load(record.id), record)
      assert.deepEqual(await other.load(record.id), record)
      assert.equal((await store.save(next, 1)).kind, 'saved')
      assert.deepEqual(await durable.load(record.id), next)
      assert.equal(await store.touch(record.id, record.expiresAt + 1_000), true)
      await other.load(record.id)
      const [renewed, current] = [newToken(next), await durable.load(record.id)]
      if ((await outcomeOf(store.save(renewed, 2))) === 'done')
        for (const one of [store, other]) assert.equal((await one.load(record.id))?.generation, 2, `call ${failing}`)
      else assert.deepEqual(await durable.load(record.id), current, 'nothing was written that is not acknowledged')
      await other.load(record.id)
      if ((await outcomeOf(store.destroy(record.id))) === 'done')
        for (const one of [store, other]) assert.equal(await one.load(record.id), null, `call ${failing}`)
      else assert.notEqual(await durable.load(record.id), null)
      assert.equal(reports.length > 0, !isBeyond(), `call ${failing}: a failure was not told, or one was made up`)
      if (isBeyond()) break
    }
  })
}

test('a fast store that hangs slows one request down and not the next, and is used again afterwards', async () => {
  const [durable, inner] = [createMemoryStore(), createMemoryCache()]
  const asked = { count: 0, isHanging: true }
  const read: SessionCache['read'] = (id) => {
    asked.count += 1
    return asked.isHanging ? new Promise(ignore) : inner.read(id)
  }
  const hanging: SessionCache = { ...inner, read, bar: () => new Promise(ignore) }
  const reports: unknown[] = []
  const report = (error: unknown) => reports.push(error)
  const store = createCachedStore({ fast: hanging, durable, report, deadlineMs: 50 })
  const record = sampleRecord(Date.now())
  await store.create(record)
  for (let load = 0; load < 50; load += 1) assert.deepEqual(await store.load(record.id), record)
  assert.ok(asked.count < 25, `${asked.count} of 50 loads waited`)
  await assert.rejects(store.destroy(record.id), StoreUnavailable)
  assert.deepEqual(await durable.load(record.id), record)
  asked.isHanging = false
  await new Promise((resolve) => setTimeout(resolve, FAST_PAUSE_MS + 10))
  const before = asked.count
  assert.deepEqual(await store.load(record.id), record)
  assert.equal(asked.count, before + 1)
})

test('a report that throws makes nobody wait longer for a fast store that hangs', async () => {
  let asked = 0
  const read: SessionCache['read'] = () => {
    asked += 1
    return new Promise(ignore)
  }
  const fast: SessionCache = { ...createMemoryCache(), read }
  const report = (): never => {
    throw new Error('A log of a test is full.')
  }
  const store = createCachedStore({ fast, durable: createMemoryStore(), report, deadlineMs: 20 })
  for (let load = 0; load < 50; load += 1) assert.equal(await store.load('any'), null)
  assert.ok(asked < 25, `${asked} of 50 loads waited`)
})

redisTest('without its Redis, sessions are read and saved, and sign-out is refused until it is back', async () => {
  const server = await startRedis()
  const { client, close } = await openIovalkey(server.url)
  try {
    const durable = createMemoryStore()
    const fast = createRedisCache({ client })
    const store = createCachedStore({ ...PATIENT, fast, durable, report: ignore })
    const record = sampleRecord(Date.now())
    await store.create(record)
    assert.deepEqual(await store.load(record.id), record)
    await server.kill()
    assert.deepEqual(await store.load(record.id), record)
    assert.equal((await store.save(nextRecord(record), 1)).kind, 'saved')
    assert.equal((await store.load(record.id))?.version, 2)
    await assert.rejects(store.destroy(record.id), StoreUnavailable)
    await server.restart()
    for (let tries = 0; (await outcomeOf(store.destroy(record.id))) === 'unavailable'; tries += 1) {
      assert.ok(tries < 200)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    assert.equal(await store.load(record.id), null)
  } finally {
    close()
    await server.stop()
  }
})

test('no fast store failed but those that were to', () => assert.deepEqual(unexpected, []))
