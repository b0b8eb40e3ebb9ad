import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisClusterStore } from './redis.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'

const SESSIONS = 48
const ROUNDS_BEFORE = 20
const FAILOVER_MS_MAX = 60_000
/** A node is taken for dead after so long, in milliseconds. */
const SETTINGS = { 'cluster-node-timeout': '1000', 'cluster-require-full-coverage': 'no' }

/** The version that was acknowledged last, of each session. */
type Acknowledged = Map<string, number>

/** Saves each session once on what it is now, and answers how many calls were refused. */
async function saveAll(store: SessionStore, acknowledged: Acknowledged): Promise<number> {
  const saves = [...acknowledged.keys()].map(async (id) => {
    const record: SessionRecord | null = await store.load(id)
    assert.ok(record !== null, `${id} is gone`)
    const saved = await store.save(nextRecord(record), record.version)
    if (saved.kind === 'saved') acknowledged.set(id, record.version + 1)
  })
  const outcomes = await Promise.allSettled(saves)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason)
  for (const reason of refused) assert.ok(reason instanceof StoreUnavailable, String(reason))
  return refused.length
}

const title = 'a replica takes over for a killed node, and the sessions of the other nodes lose nothing'
test(title, { skip: whyNoRedis() }, async (context) => {
  const { nodes, stop } = await startRedisCluster({ replicas: 1, durable: true, settings: SETTINGS })
  const { client, close } = await openIovalkeyCluster(nodes.map(({ url }) => url))
  try {
    const store = createRedisClusterStore({ ...PATIENT, client })
    const records = Array.from({ length: SESSIONS }, () => sampleRecord(Date.now()))
    await Promise.all(records.map((record) => store.create(record)))
    const acknowledged: Acknowledged = new Map(records.map(({ id }) => [id, 1]))
    for (let round = 0; round < ROUNDS_BEFORE; round += 1) assert.equal(await saveAll(store, acknowledged), 0)

    // In the middle of the saves of one round.
    const saving = saveAll(store, acknowledged)
    await nodes[0]?.kill()
    await saving
    const atKill = new Map(acknowledged)
    const started = performance.now()
    const versionsOf = async (): Promise<Map<string, number | null>> => {
      const loads = records.map(
        async ({ id }) => [id, (await store.load(id).catch(() => null))?.version ?? null] as const,
      )
      return new Map(await Promise.all(loads))
    }
    let found = await versionsOf()
    const missing = new Set([...found].filter(([, version]) => version === null).map(([id]) => id))
    assert.ok(missing.size < SESSIONS, 'the other nodes go on')
    while ([...found.values()].includes(null)) {
      assert.ok(performance.now() - started < FAILOVER_MS_MAX, 'no replica took over')
      await new Promise((resolve) => setTimeout(resolve, 50))
      found = await versionsOf()
    }
    const ms = Math.round(performance.now() - started)
    const lost = [...atKill].filter(([id, version]) => (found.get(id) ?? 0) < version)
    context.diagnostic(
      `${missing.size} of ${SESSIONS} sessions not to be had for ${ms} ms; ${lost.length} lost an acknowledged save`,
    )
    for (const [id] of lost) assert.ok(missing.has(id), `${id} lost a save though its node lives`)
    assert.equal(await saveAll(store, new Map([...found].map(([id]) => [id, 0]))), 0)
  } finally {
    close()
    await stop()
  }
})
