import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createMemoryStore } from '../../store/memory.ts'
import { createSqliteStore } from '../../store/sqlite.node.ts'
import type { SessionRecord, SessionStore } from '../../store/store.ts'
import { liveObjectStore, lookThenWriteStore, upsertingStore, versionBlindStore } from '../broken-stores.ts'
import { checkHistory, ONE_ORDER } from './check-history.ts'
import { historyContract, type MakeRestlessHome } from './history-contract.ts'
import { recordHistory } from './record-history.ts'
import { restlessHome } from './restless-home.ts'

type Pair = readonly [SessionStore, SessionStore]

const onMemory: MakeRestlessHome = (unrest) => {
  const store = createMemoryStore()
  return { home: restlessHome([store, store], unrest) }
}
historyContract('memory', onMemory, { rounds: 12 })

historyContract(
  'two connections to one SQLite file',
  (unrest) => {
    const folder = mkdtempSync(join(tmpdir(), 'comanda-histories-'))
    const path = join(folder, 'sessions.sqlite')
    const connections = [createSqliteStore({ path }), createSqliteStore({ path })] as const
    return {
      home: restlessHome(connections, unrest),
      async cleanup() {
        for (const connection of connections) await connection.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
  { rounds: 3 },
)

test('the same seed makes the same history again, so a failure can be had again', async () => {
  const record = async (seed: number) => {
    const { home } = await onMemory({ seed, faultShare: 0.1 })
    return recordHistory(home, { seed, operations: 300 })
  }
  assert.deepEqual(await record(7), await record(7))
  assert.notDeepEqual(await record(7), await record(8))
})

/** Seeds to try until a mistake shows. */
const SEEDS_MAX = 100

/** What histories on stores that `pair` makes are rejected for, by check; until `wanted` is among it. */
async function rejections(pair: () => Pair, wanted: string | null, seeds = SEEDS_MAX): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let seed = 1; seed <= seeds && !found.has(wanted ?? ''); seed += 1) {
    const home = restlessHome(pair(), { seed, faultShare: seed % 2 === 1 ? 0.1 : 0 })
    const verdict = checkHistory(await recordHistory(home, { seed, operations: 300 }))
    if (verdict.kind === 'broken') found.set(verdict.check, verdict.message)
  }
  return found
}

function twice(makeStore: (clock: () => number) => SessionStore): () => Pair {
  return () => {
    const store = makeStore(Date.now)
    return [store, store]
  }
}

/** Says "saved" to every seventh save and keeps nothing of it. */
function forgetfulStore(): SessionStore {
  const inner = createMemoryStore()
  let saves = 0
  return {
    ...inner,
    async save(record, ifVersion) {
      saves += 1
      return saves % 7 === 0 ? { kind: 'saved' } : inner.save(record, ifVersion)
    },
  }
}

/** Says that the session is ended, and ends it some time later. */
function lazyStore(): SessionStore {
  const inner = createMemoryStore()
  const ending: { readonly id: string; after: number }[] = []
  return {
    ...inner,
    async load(id) {
      for (const one of ending) {
        one.after -= 1
        if (one.after === 0) await inner.destroy(one.id)
      }
      return inner.load(id)
    },
    async destroy(id) {
      ending.push({ id, after: 20 })
    },
  }
}

/** Two stores that each answer from what they have seen last, and write through to one. */
function cachingPair(): Pair {
  const inner = createMemoryStore()
  function caching(): SessionStore {
    const seen = new Map<string, SessionRecord>()
    return {
      ...inner,
      async load(id) {
        const record = seen.get(id) ?? (await inner.load(id))
        if (record !== null) seen.set(id, record)
        return record
      },
      async save(record, ifVersion) {
        const saved = await inner.save(record, ifVersion)
        if (saved.kind === 'saved') seen.set(record.id, record)
        return saved
      },
      async destroy(id) {
        seen.delete(id)
        await inner.destroy(id)
      },
    }
  }
  return [caching(), caching()]
}

describe('a history gives away', () => {
  const cases: readonly (readonly [what: string, pair: () => Pair, check: string, message: RegExp])[] = [
    [
      'a store that upserts',
      twice(upsertingStore),
      'nothing after a sign-out',
      /^Seed \d+: A \S+ was done after a sign-out was answered OK\.$/,
    ],
    [
      'a store that ignores the version',
      twice(versionBlindStore),
      'no acknowledged item lost',
      /^Seed \d+: i\d+ was appended and answered OK, and a later \S+ does not see it\.$/,
    ],
    [
      'a store that ignores the version, and with it a new token',
      twice(versionBlindStore),
      'nothing with an old token',
      /^Seed \d+: A \S+ was done with a token that had been replaced\.$/,
    ],
    [
      'a store that looks first and writes afterwards',
      twice(lookThenWriteStore),
      'no acknowledged item lost',
      /^Seed \d+: i\d+ was appended and answered OK, and a later \S+ does not see it\.$/,
    ],
    [
      'a store that forgets what it has acknowledged',
      twice(forgetfulStore),
      'no acknowledged item lost',
      /^Seed \d+: i\d+ was appended and answered OK, and a later \S+ does not see it\.$/,
    ],
    [
      'a store that ends sessions later than it says',
      twice(lazyStore),
      'nothing after a sign-out',
      /^Seed \d+: A \S+ was done after a sign-out was answered OK\.$/,
    ],
    [
      'a cache in each of two stores that the other does not refresh',
      cachingPair,
      'no acknowledged item lost',
      /^Seed \d+: i\d+ was appended and answered OK, and a later \S+ does not see it\.$/,
    ],
    [
      'a cache, also where only an order of all operations shows it',
      cachingPair,
      ONE_ORDER,
      /^Seed \d+: No order explains a \S+ that was answered .+; the search came as far as: .+\.$/,
    ],
  ]
  for (const [what, pair, check, message] of cases) {
    test(`${what}: ${check}`, async () => {
      const found = await rejections(pair, check)
      assert.match(found.get(check) ?? `only found: ${[...found.keys()].join(', ')}`, message)
    })
  }
})

test('live objects do no harm to the engine, which changes none: it is the store contract that refuses them', async () => {
  assert.deepEqual(await rejections(twice(liveObjectStore), null, 8), new Map())
})
