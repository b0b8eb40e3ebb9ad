import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock, sampleRecord, storeContract } from '../testing/index.ts'
import { createMemoryStore } from './memory.ts'

storeContract('memory', ({ clock }) => ({ store: createMemoryStore({ clock }) }), {
  skips: {
    'an acknowledged write is there when the store is opened again':
      'Memory is forgotten with the process, as it says.',
  },
})

test('two memory stores share nothing', async () => {
  const record = sampleRecord(Date.now())
  await createMemoryStore().create(record)
  assert.equal(await createMemoryStore().load(record.id), null)
})

test('sweeping forgotten sessions takes no living one', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock })
  const living = sampleRecord(clock(), { expiresAt: clock() + 2_000 })
  await store.create(living)
  for (let made = 0; made < 1_500; made += 1) await store.create(sampleRecord(clock(), { expiresAt: clock() + 1_000 }))
  clock.advance(1_000)
  for (let made = 0; made < 1_500; made += 1) await store.create(sampleRecord(clock()))
  assert.deepEqual(await store.load(living.id), living)
})
