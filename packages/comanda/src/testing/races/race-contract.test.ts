import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStore } from '../../store/memory.ts'
import type { SessionStore } from '../../store/store.ts'
import { upsertingStore, versionBlindStore } from '../broken-stores.ts'
import { failuresIn } from '../failures.ts'
import { storeHome } from './engine-home.ts'
import { type MakeHome, raceContract, raceScenarios, runRaceScenarios } from './race-contract.ts'

const homeOn =
  (makeStore: () => SessionStore): MakeHome =>
  ({ wait }) => {
    const store = makeStore()
    return { home: storeHome([store, store], { wait }) }
  }

/** The races that are lost, each with what the author is told. */
async function lostRaces(make: MakeHome): Promise<Map<string, string>> {
  return failuresIn(await runRaceScenarios(make))
}

const SLOW_WRITER = 'a sign-out during a slow writer is final: the old cookie is a stranger and the record is gone'

test('a right store loses no race', async () => {
  assert.deepEqual(await lostRaces(homeOn(createMemoryStore)), new Map())
})

test('a store that upserts is caught: the visitor who signed out is signed in again', async () => {
  const lost = await lostRaces(homeOn(() => upsertingStore(Date.now)))
  assert.deepEqual(
    [...lost],
    [[SLOW_WRITER, 'The cookie from before the sign-out still opens the session. Expected false, found true.']],
  )
})

test('a store that ignores the version is caught: changes are lost', async () => {
  const lost = await lostRaces(homeOn(() => versionBlindStore(Date.now)))
  assert.deepEqual(
    [...lost.keys()],
    [
      'two requests that add to one list both keep their item',
      'two requests that set different keys both keep theirs',
      '100 updates at once, spread over two engines, make 100',
      '200 parallel adds to the cart, 16 at a time, make one line of 200',
      'a value pulled by two requests at once is given to one of them',
    ],
  )
  assert.equal(
    lost.get('two requests that add to one list both keep their item'),
    'An item whose adding was answered OK is lost. Expected ["fast","slow"], found ["slow"].',
  )
})

test('a sign-out that leaves the record behind is caught, though the cookie opens nothing', async () => {
  const lost = await lostRaces((context) => {
    const store = createMemoryStore()
    return { home: { ...storeHome([store, store], context), isKept: async () => true } }
  })
  assert.equal(
    lost.get(SLOW_WRITER),
    'The record of the session is still there after a sign-out. Expected false, found true.',
  )
})

test('a slow request that never comes to its step ends the race with a sentence, not with a hanging test', async () => {
  const lost = await lostRaces((context) => {
    const store = createMemoryStore()
    return { home: storeHome([store, store], { ...context, wait: async () => {} }) }
  })
  assert.match(
    lost.get('a slow reader undoes nothing') ?? '',
    /^The slow request was answered before it came to its step `wait`: \{"kind":"ok"/,
  )
})

test('every race cleans up, also when it is lost', async () => {
  let open = 0
  await runRaceScenarios((context) => {
    open += 1
    return {
      ...(homeOn(() => versionBlindStore(Date.now))(context) as Awaited<ReturnType<MakeHome>>),
      cleanup: () => {
        open -= 1
      },
    }
  })
  assert.equal(open, 0)
})

test('no two races share a title, and a skip must name one and give a reason', () => {
  const titles = raceScenarios.map(({ title }) => title)
  assert.equal(new Set(titles).size, titles.length)
  const make = homeOn(createMemoryStore)
  assert.throws(() => raceContract('wrong', make, { skips: { 'no such race': 'because' } }), {
    code: 'testing/bad-skip',
  })
  assert.throws(() => raceContract('wrong', make, { skips: { [SLOW_WRITER]: '' } }), { code: 'testing/bad-skip' })
})
