import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createEnds } from '@comanda/test-kit/ends'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import {
  countingStore,
  historyContract,
  nextRecord,
  raceContract,
  restlessHome,
  sampleRecord,
  storeContract,
} from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { storeHome } from '../testing/races/engine-home.ts'
import { createCachedStore, createMemoryCache, type SessionCache } from './cached.ts'
import { createMemoryStore } from './memory.ts'
import { createRedisCache } from './redis.ts'
import { createSqliteStore } from './sqlite.node.ts'
import type { Clock, SessionStore } from './store.ts'

const atEnd = createEnds()

/** Failures of the fast stores, which are survived and would not show. */
const reports: unknown[] = []
const report = (error: unknown): void => void reports.push(error)

function onMemory(fast: SessionCache, clock: Clock) {
  const durable = createMemoryStore({ clock })
  const open = () => createCachedStore({ ...PATIENT, fast, durable, report, clock })
  return { store: open(), reopen: open }
}

/** Two cached stores, as two processes have them, on one fast store and one file. */
function twoOnOneFile(fast: SessionCache): readonly [SessionStore, SessionStore] {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-cached-'))
  atEnd(() => rmSync(folder, { recursive: true }))
  const open = () => {
    const durable = createSqliteStore({ path: join(folder, 'sessions.sqlite') })
    atEnd(() => durable.close())
    return createCachedStore({ ...PATIENT, fast, durable, report })
  }
  return [open(), open()]
}

function contracts(name: string, fast: SessionCache): void {
  storeContract(`${name} over memory`, ({ clock }) => onMemory(fast, clock))
  const stores = twoOnOneFile(fast)
  raceContract(`${name} over SQLite`, (context) => ({ home: storeHome(stores, context) }))
  historyContract(`${name} over SQLite`, (unrest) => ({ home: restlessHome(stores, unrest) }), {
    rounds: 4,
    operations: 300,
  })
}

test('S74 S89 a session that the fast store has costs no call of the durable one, until it changes', async () => {
  const durable = countingStore(createMemoryStore())
  const store = createCachedStore({ ...PATIENT, fast: createMemoryCache(), durable, report })
  const record = sampleRecord(Date.now())
  assert.equal(await store.create(record), true)
  for (let load = 0; load < 5; load += 1) assert.deepEqual(await store.load(record.id), record)
  assert.equal(durable.calls.load, 1)
  const next = nextRecord(record)
  assert.equal((await store.save(next, 1)).kind, 'saved')
  for (let load = 0; load < 5; load += 1) assert.deepEqual(await store.load(record.id), next)
  assert.deepEqual([durable.calls.load, durable.calls.save], [2, 1])
})

contracts('a cache in memory', createMemoryCache())

const reason = whyNoRedis()
if (reason !== false) test('a cache in Redis', { skip: reason }, () => {})
else {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  atEnd(close)
  contracts('a cache in Redis', createRedisCache({ client }))
}

test('no fast store had to be done without', () => assert.deepEqual(reports, []))
