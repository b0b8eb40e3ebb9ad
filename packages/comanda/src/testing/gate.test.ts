import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { createGate, gatedStore, type StorePoint } from './gate.ts'
import { nextRecord, sampleRecord } from './sample-record.ts'

test('what is not held passes at once', async () => {
  const gate = createGate()
  await gate.pass('anywhere')
})

test('a held call stands still until it is released, and later ones pass', async () => {
  const gate = createGate()
  const seen: string[] = []
  gate.hold('door')
  const walk = gate.pass('door').then(() => seen.push('through'))
  await gate.reached('door')
  seen.push('released')
  gate.release('door')
  await walk
  assert.deepEqual(seen, ['released', 'through'])
  await gate.pass('door')
})

test('a test can wait for several calls to stand at one point', async () => {
  const gate = createGate()
  gate.hold('door')
  let arrived = false
  const both = gate.reached('door', 2).then(() => {
    arrived = true
  })
  const walks = [gate.pass('door')]
  await gate.reached('door', 1)
  assert.equal(arrived, false)
  walks.push(gate.pass('door'))
  await both
  gate.release('door')
  await Promise.all(walks)
})

test('waiting for a point that nobody holds is a mistake of the test, said at once', async () => {
  const gate = createGate()
  await assert.rejects(gate.reached('door'), /call hold\('door'\) first/)
  assert.throws(() => gate.release('door'), /call hold\('door'\) first/)
})

test('sign-out between load and save happens every time, not just sometimes', async () => {
  const inner = createMemoryStore()
  const gate = createGate<StorePoint>()
  const store = gatedStore(inner, gate)
  const record = sampleRecord(Date.now())
  await inner.create(record)
  gate.hold('save')
  const saving = store.save(nextRecord(record), record.version)
  await gate.reached('save')
  await inner.destroy(record.id)
  gate.release('save')
  assert.deepEqual(await saving, { kind: 'gone' })
})

test('a call held before its answer has done its work', async () => {
  const inner = createMemoryStore()
  const gate = createGate<StorePoint>()
  const record = sampleRecord(Date.now())
  gate.hold('create:done')
  const creating = gatedStore(inner, gate).create(record)
  await gate.reached('create:done')
  assert.deepEqual(await inner.load(record.id), record)
  gate.release('create:done')
  assert.equal(await creating, true)
})
