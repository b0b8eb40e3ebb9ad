import assert from 'node:assert/strict'
import { type MockTimers, test } from 'node:test'
import { createFakeClock, sampleRecord } from '../testing/index.ts'
import { createMemoryStore } from './memory.ts'
import { type ExpirySweeping, StoreUnavailable } from './store.ts'
import { createSweeper, SWEEP_EVERY_SECONDS, SWEEP_PIECE, type Sweeper, sweep } from './sweeper.ts'

const EVERY_MS = SWEEP_EVERY_SECONDS * 1_000

/** Lets time go by in steps, and everything that became due run in between. */
async function pass(timers: MockTimers, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    timers.tick(1_000)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A store that notes how it was asked, and answers from `counts`, one after the other, then 0. */
function notingStore(...counts: (number | Error)[]): ExpirySweeping & { readonly asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    async deleteExpired(before) {
      asked.push(before)
      const count = counts.shift() ?? 0
      if (count instanceof Error) throw count
      return count
    },
  }
}

function sweeperOn(store: ExpirySweeping, errors: unknown[] = []): Sweeper {
  return createSweeper({ store, report: (error) => errors.push(error) })
}

test('a sweep removes all there is in pieces, and lets others in between', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout'] })
  const clock = createFakeClock()
  const store = createMemoryStore({ clock })
  const records = Array.from({ length: 2 * SWEEP_PIECE + 3 }, () => sampleRecord(clock()))
  for (const record of records) await store.create(record)
  const living = sampleRecord(clock(), { expiresAt: clock() + 7_200_000 })
  await store.create(living)
  clock.advance(3_600_000)
  const sizes: number[] = []
  const noting: ExpirySweeping = {
    async deleteExpired(before, limit) {
      const count = await store.deleteExpired(before, limit)
      sizes.push(count)
      return count
    },
  }
  const sweeping = sweep(noting, { clock })
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(sizes.length, 1, 'the next piece comes after a pause')
  await pass(timers, 3_000)
  assert.equal(await sweeping, records.length)
  assert.deepEqual(sizes, [SWEEP_PIECE, SWEEP_PIECE, 3])
  assert.deepEqual(await store.load(living.id), living)
})

test('a sweep pauses for longer than it works, so that most requests do not meet it', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  let now = 0
  mock.method(performance, 'now', () => now)
  let pieces = 0
  const slow: ExpirySweeping = {
    async deleteExpired() {
      pieces += 1
      now += pieces === 1 ? 40 : 1_000
      return pieces < 3 ? SWEEP_PIECE : 0
    },
  }
  const tick = async (milliseconds: number) => {
    mock.timers.tick(milliseconds)
    await new Promise((resolve) => setImmediate(resolve))
    return pieces
  }
  const sweeping = sweep(slow)
  assert.equal(await tick(0), 1)
  assert.equal(await tick(119), 1)
  assert.equal(await tick(1), 2)
  assert.equal(await tick(249), 2, 'a stop waits for no more than this')
  assert.equal(await tick(1), 3)
  assert.equal(await sweeping, 2 * SWEEP_PIECE)
})

test('a sweeper sweeps again and again, about as often as it is told', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout'] })
  const store = notingStore()
  const sweeper = sweeperOn(store)
  await pass(timers, EVERY_MS / 2 - 1_000)
  assert.equal(store.asked.length, 0, 'not at once: a start is busy enough')
  await pass(timers, EVERY_MS + 2_000)
  assert.ok(store.asked.length >= 1)
  await pass(timers, 100 * EVERY_MS)
  assert.ok(store.asked.length > 60 && store.asked.length < 160, `${store.asked.length} sweeps`)
  await sweeper.stop()
})

test('processes that start together do not sweep together', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout'] })
  const stores = Array.from({ length: 8 }, () => notingStore())
  const sweepers = stores.map((store) => sweeperOn(store))
  const firsts = new Set<number>()
  for (let second = 0; second < 1.5 * SWEEP_EVERY_SECONDS + 1; second += 1) {
    await pass(timers, 1_000)
    for (const store of stores) if (store.asked.splice(0).length > 0) firsts.add(second)
  }
  assert.ok(firsts.size > 2, `they swept at ${firsts.size} different seconds`)
  for (const sweeper of sweepers) await sweeper.stop()
})

test('a sweep that fails is told, and the next one comes', async ({ mock: { timers } }) => {
  timers.enable({ apis: ['setTimeout'] })
  const outage = new StoreUnavailable('no answer')
  const store = notingStore(outage)
  const errors: unknown[] = []
  const sweeper = sweeperOn(store, errors)
  await pass(timers, 4 * EVERY_MS)
  assert.deepEqual(errors, [outage])
  assert.ok(store.asked.length > 1)
  await sweeper.stop()
})

test('a stopped sweeper finishes its piece, begins no other, and may be stopped twice', async ({
  mock: { timers },
}) => {
  timers.enable({ apis: ['setTimeout'] })
  const piece = Promise.withResolvers<number>()
  let asked = 0
  const store: ExpirySweeping = {
    deleteExpired() {
      asked += 1
      return piece.promise
    },
  }
  const sweeper = sweeperOn(store)
  await pass(timers, 2 * EVERY_MS)
  let isStopped = false
  const stopping = sweeper.stop().then(() => {
    isStopped = true
  })
  await pass(timers, 1_000)
  assert.equal(isStopped, false)
  piece.resolve(SWEEP_PIECE)
  await pass(timers, 1_000)
  await stopping
  await pass(timers, 4 * EVERY_MS)
  assert.equal(asked, 1)
  await sweeper.stop()
})

test('a sweeper that waits does not keep the process alive', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const sweeper = sweeperOn(notingStore())
  assert.equal(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length, before)
  await sweeper.stop()
})

test('an interval that a timer cannot keep is refused', () => {
  for (const everySeconds of [0, -1, 0.5, Number.NaN, 86_401, Number.POSITIVE_INFINITY])
    assert.throws(() => createSweeper({ store: notingStore(), everySeconds, report: () => {} }), {
      code: 'store/bad-interval',
    })
})
