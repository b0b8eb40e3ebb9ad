import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEnds } from '@comanda/test-kit/ends'
import { type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { redisClients } from '@comanda/test-kit/redis-clients'
import { modelContract } from '../../proofs/model-contract.ts'
import {
  createFakeClock,
  historyContract,
  nextRecord,
  raceContract,
  restlessHome,
  sampleRecord,
  storeContract,
  storeHome,
} from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisClusterStore } from './redis.ts'
import { hasUserIndex, type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'

const SESSIONS = 48
const MODEL_RUNS = 20
/** Nobody waits for the deadline of a call: the client knows that the node is gone. */
const BOUND_MS = 10_000
/** A node is taken for dead after so long; what is left goes on without it. */
const SETTINGS = { 'cluster-node-timeout': '1000', 'cluster-require-full-coverage': 'no' }

const atEnd = createEnds()

async function newCluster(): Promise<RedisCluster> {
  const cluster = await startRedisCluster({ durable: true, settings: SETTINGS })
  atEnd(() => cluster.stop())
  return cluster
}

/** What each session was acknowledged as last. */
type Sessions = Map<string, SessionRecord>

async function createMany(store: SessionStore): Promise<Sessions> {
  const records = Array.from({ length: SESSIONS }, () => sampleRecord(Date.now(), { data: '0' }))
  await Promise.all(records.map((record) => store.create(record)))
  return new Map(records.map((record) => [record.id, record]))
}

/** Saves each session once, and answers how many were refused. */
async function saveAll(store: SessionStore, sessions: Sessions): Promise<number> {
  const saves = [...sessions.values()].map(async (record) => {
    const next = nextRecord(record, { data: String(Number(record.data) + 1) })
    const saved = await store.save(next, record.version)
    if (saved.kind === 'saved') sessions.set(record.id, next)
    // A save before it was refused and had been done.
    else if (saved.kind === 'conflict') sessions.set(record.id, saved.current)
    else assert.fail(`${record.id} is gone`)
  })
  const outcomes = await Promise.allSettled(saves)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason)
  for (const reason of refused) assert.ok(reason instanceof StoreUnavailable, String(reason))
  return refused.length
}

async function untilNobodyIsRefused(store: SessionStore, sessions: Sessions): Promise<number> {
  const started = performance.now()
  while ((await saveAll(store, sessions)) > 0) {
    assert.ok(performance.now() - started < 20_000, 'the cluster does not serve all slots again')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return Math.round(performance.now() - started)
}

const why = whyNoRedis()
if (why !== false) test('Redis clusters', { skip: why }, () => {})
else {
  const cluster = await newCluster()
  const urls = cluster.nodes.map(({ url }) => url)
  for (const { name, openCluster } of redisClients) {
    const { client, close } = await openCluster(urls)
    atEnd(close)
    storeContract(`a Redis cluster by ${name}`, ({ clock }) => {
      const make = () => createRedisClusterStore({ ...PATIENT, client, clock })
      return { store: make(), reopen: make }
    })
    const another = await openCluster(urls)
    atEnd(another.close)
    const pair: readonly [SessionStore, SessionStore] = [
      createRedisClusterStore({ ...PATIENT, client }),
      createRedisClusterStore({ ...PATIENT, client: another.client }),
    ]
    raceContract(`a Redis cluster by ${name}, two clients`, (context) => ({ home: storeHome(pair, context) }))
    historyContract(`a Redis cluster by ${name}, two clients`, (unrest) => ({ home: restlessHome(pair, unrest) }), {
      rounds: 2,
      operations: 300,
    })
    const clock = createFakeClock()
    modelContract(`a Redis cluster by ${name}`, { clock, runs: MODEL_RUNS }, () =>
      createRedisClusterStore({ ...PATIENT, client, clock }),
    )

    test(`a cluster without one of its nodes refuses that node's sessions and serves the others: ${name}`, async () => {
      const store = createRedisClusterStore({ ...PATIENT, client })
      assert.equal(hasUserIndex(store), false)
      const sessions = await createMany(store)
      const [node] = cluster.nodes
      await node?.kill()
      const started = performance.now()
      const refused = await saveAll(store, sessions)
      assert.ok(performance.now() - started < BOUND_MS, 'a refusal costs a bounded time')
      assert.ok(refused > 0 && refused < SESSIONS, `${refused} of ${SESSIONS} are refused`)
      await node?.restart()
      await untilNobodyIsRefused(store, sessions)
      for (const record of sessions.values()) assert.deepEqual(await store.load(record.id), record)
    })
  }
}
