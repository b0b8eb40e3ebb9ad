import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { newPostgresDatabase, postgresTest } from '@comanda/test-kit/postgres'
import { createSqliteStore } from 'comanda/store/sqlite'
import { ownCpu } from './cpu.ts'
import { type Contestant, openPostgres, openSqlite } from './homes.ts'
import { idOf, isShort, LATER, madeSession, NOW } from './made-session.ts'
import { type Figures, measure, type Plan } from './measure.ts'
import type { AbleStore } from './operations.ts'
import { besideTable, costTable, missed } from './verdict.ts'

const SMALL = 1_500
const LARGE = 3_000
const PLAN: Plan = {
  warmUpRounds: 0,
  rounds: 2,
  readsAlone: 4,
  writesAlone: 4,
  readsTogether: 32,
  writesTogether: 32,
  beside: { seconds: 0.2, turns: 2 },
  checked: LARGE,
}

const folder = mkdtempSync(join(tmpdir(), 'comanda-bench-sessions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function run(open: (count: number) => Promise<Contestant>, change: (store: AbleStore) => AbleStore) {
  const [small, large] = [await open(SMALL), await open(LARGE)]
  try {
    return await measure('x', { small, large: { ...large, store: change(large.store) } }, ownCpu, PLAN, () => {})
  } finally {
    await small.close()
    await large.close()
  }
}

const onSqlite = (change: (store: AbleStore) => AbleStore) => run((count) => openSqlite(folder, count), change)

function assertWhole({ calls, requests, beside }: Figures): void {
  assert.deepEqual([calls.length, requests.length], [12, 5])
  for (const { name, rounds } of [...calls, ...requests]) {
    assert.ok(rounds.length > 0, name)
    for (const { small, large } of rounds) assert.ok(small.wall > 0 && large.wall > 0, name)
  }
  assert.equal(beside.without.requests, 200)
  assert.equal(beside.beside.requests, 200)
}

test('SQLite gives every answer it is timed for', async () => {
  assertWhole(await onSqlite((store) => store))
})

postgresTest('PostgreSQL gives every answer it is timed for', async () => {
  const url = await newPostgresDatabase('bench')
  assertWhole(
    await run(
      (count) => openPostgres(url, count),
      (store) => store,
    ),
  )
})

test('a file is filled with rows just as the store writes them', async () => {
  await (await openSqlite(folder, SMALL)).close()
  const path = join(folder, 'by-store.sqlite')
  const store = createSqliteStore({ path, clock: () => NOW })
  await store.create(madeSession(7))
  await store.close()
  const rowIn = (file: string) => {
    const connection = new DatabaseSync(file)
    const row = connection.prepare('select * from session where id = ?').get(idOf(7))
    connection.close()
    return row
  }
  assert.deepEqual(rowIn(join(folder, `${SMALL}-sessions.sqlite`)), rowIn(path))
})

test('a store that loses a save is caught', async () => {
  let saves = 0
  await assert.rejects(
    onSqlite((store) => ({
      ...store,
      async save(record, ifVersion) {
        saves += 1
        return saves === 50 ? { kind: 'saved' } : store.save(record, ifVersion)
      },
    })),
    /session \d+/,
  )
})

test('a store that sweeps a living session is caught, even if it does not count it', async () => {
  let sweeps = 0
  await assert.rejects(
    onSqlite((store) => ({
      ...store,
      async deleteExpired(before, limit) {
        sweeps += 1
        if (sweeps === 2) await store.destroy(idOf(1_234))
        return store.deleteExpired(before, limit)
      },
    })),
    /session 1234/,
  )
})

test('a store that leaves expired sessions, and says there are no more, is caught', async () => {
  let sweeps = 0
  await assert.rejects(
    onSqlite((store) => ({
      ...store,
      async deleteExpired(before, limit) {
        sweeps += 1
        return sweeps > PLAN.rounds ? 0 : store.deleteExpired(before, limit)
      },
    })),
    /sessions that were swept/,
  )
})

test('a fifth of the sessions expires, and no other', () => {
  for (let number = 0; number < 1_000; number += 1) {
    const { expiresAt } = madeSession(number)
    assert.ok(expiresAt > NOW)
    assert.equal(expiresAt <= LATER, isShort(number))
  }
})

test('what costs too much is told, by the middle of the rounds', () => {
  const timing = (name: string, ...ratios: number[]) => ({
    name,
    atOnce: 1,
    rounds: ratios.map((ratio) => ({ small: { cpu: 10, wall: 10 }, large: { cpu: 10 * ratio, wall: 10 } })),
  })
  const waiting = (median: number) => ({ requests: 9, median, p99: 9, max: 9, loopMedian: 1, loopP99: 2 })
  const figures: Figures[] = [
    {
      store: 'SQLite',
      requests: [timing('a request that reads', 1.5, 9, 1), timing('a request that adds', 1.6, 1, 9)],
      calls: [timing('load', 1.7), { ...timing('save', 1.8), atOnce: 32 }, timing('listByUser', 1.9)],
      beside: { without: waiting(1), beside: waiting(4.1), removed: 300, seconds: 2 },
    },
  ]
  assert.deepEqual(missed(figures), [
    'SQLite: a request that adds, 1 at once, 1.60',
    'SQLite: load, 1 at once, 1.70',
    'SQLite: a sweep makes requests wait 3.1 ms longer',
  ])
  assert.match(
    costTable(figures, 'requests', 10, 20),
    /\| SQLite: a request that adds +\| 1 +\| 10\.0 +\| 16\.0 +\| 1\.60 /,
  )
  assert.match(besideTable(figures), /\| SQLite: beside a sweep +\| 4\.1 ms .*\| 150 /)
})
