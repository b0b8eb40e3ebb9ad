import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { StoreUnavailable } from '../store/store.ts'
import { countingStore } from './counting-store.ts'
import { faultyStore } from './faulty-store.ts'
import { nextRecord, sampleRecord } from './sample-record.ts'

test('a counting store counts every call by name and passes it on', async () => {
  const store = countingStore(createMemoryStore())
  assert.deepEqual(store.calls, { load: 0, create: 0, save: 0, touch: 0, destroy: 0, total: 0 })
  const record = sampleRecord(Date.now())
  assert.equal(await store.create(record), true)
  assert.deepEqual(await store.load(record.id), record)
  assert.deepEqual(await store.save(nextRecord(record), 1), { kind: 'saved' })
  assert.equal(await store.touch(record.id, record.expiresAt), true)
  await store.load(record.id)
  await store.destroy(record.id)
  assert.deepEqual(store.calls, { load: 2, create: 1, save: 1, touch: 1, destroy: 1, total: 6 })
})

test('a fault before: nothing was done, once, at the planned call', async () => {
  const inner = createMemoryStore()
  const store = faultyStore(inner, { methods: ['create'], call: 2, span: 'once', moment: 'before' })
  const [first, second, third] = [sampleRecord(Date.now()), sampleRecord(Date.now()), sampleRecord(Date.now())]
  await store.create(first)
  await store.load(first.id)
  await assert.rejects(store.create(second), StoreUnavailable)
  await store.create(third)
  assert.equal(await inner.load(second.id), null)
  assert.deepEqual(await inner.load(third.id), third)
  assert.equal(store.failures, 1)
  assert.equal(store.calls.create, 3)
})

test('a fault after: it was done and the answer was lost', async () => {
  const inner = createMemoryStore()
  const store = faultyStore(inner, { methods: ['create'], call: 1, span: 'once', moment: 'after' })
  const record = sampleRecord(Date.now())
  await assert.rejects(store.create(record), {
    name: 'StoreUnavailable',
    code: 'store/unavailable',
    message: 'A planned fault: create failed, it was done and the answer was lost.',
  })
  assert.deepEqual(await inner.load(record.id), record)
  assert.equal(await store.create(record), false)
})

test('an outage: from the planned call on every call fails', async () => {
  const store = faultyStore(createMemoryStore(), { call: 3, span: 'from-then-on', moment: 'before' })
  const record = sampleRecord(Date.now())
  await store.create(record)
  await store.load(record.id)
  await assert.rejects(store.load(record.id), StoreUnavailable)
  await assert.rejects(store.touch(record.id, record.expiresAt), StoreUnavailable)
  await assert.rejects(store.destroy(record.id), StoreUnavailable)
  assert.equal(store.failures, 3)
})

test('a plan beyond the calls a test makes shows in failures', async () => {
  const store = faultyStore(createMemoryStore(), { call: 2, span: 'once', moment: 'before' })
  await store.load('AAAAAAAAAAAAAAAAAAAAAA')
  assert.equal(store.failures, 0)
})
