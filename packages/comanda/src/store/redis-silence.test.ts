/**
 * Clients of Redis with the settings of `docs/stores.md`, and no other: while nobody asks, and when nobody answers. What is
 * waited for is longer than their `socketTimeout`.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import {
  type RedisCluster,
  redisTest,
  type Server,
  startRedis,
  startRedisCluster,
  whyNoRedis,
} from '@comanda/test-kit/redis'
import { redisClients, SILENCE_MS_MAX } from '@comanda/test-kit/redis-clients'
import { createClient } from 'redis'
import { sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisClusterStore, createRedisStore } from './redis.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'

const IDLE_MS = SILENCE_MS_MAX + 1_000
const RECOVERY_MS_MAX = 60_000
/** So many that each of three nodes has some. */
const SESSIONS = 24

async function eventually(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const started = performance.now()
  while (!(await isSo())) {
    assert.ok(performance.now() - started < RECOVERY_MS_MAX, what)
    await sleep(20)
  }
}

async function created(store: SessionStore, count: number): Promise<readonly SessionRecord[]> {
  const records = Array.from({ length: count }, () => sampleRecord(Date.now()))
  for (const record of records) assert.equal(await store.create(record), true)
  return records
}

/** Whether all are there. Throws if one is there no more; fails of the store are none of that. */
async function areServed(store: SessionStore, records: readonly SessionRecord[]): Promise<boolean> {
  const loads = await Promise.allSettled(records.map(({ id }) => store.load(id)))
  return loads.every((load, nth) => {
    if (load.status === 'fulfilled') assert.deepEqual(load.value, records[nth])
    else assert.ok(load.reason instanceof StoreUnavailable, String(load.reason))
    return load.status === 'fulfilled'
  })
}

/** What each of the clients begins a connection with. */
const SIGNING_IN = /hello|info/i

describe('silence, with the documented settings', { skip: whyNoRedis(), concurrency: true }, () => {
  for (const { name, open, openCluster } of redisClients) {
    describe(`${name}, one server`, { concurrency: false }, () => {
      let server: Server
      let proxy: FaultProxy
      let close: () => void
      let store: SessionStore
      before(async () => {
        server = await startRedis()
        proxy = await startFaultProxy(server.port)
        const opened = await open(proxy.through(server.url), 'documented')
        close = opened.close
        store = createRedisStore({ ...PATIENT, client: opened.client })
      })
      after(async () => {
        close?.()
        await proxy?.close()
        await server?.stop()
      })

      test('whoever comes after a long while in which nobody asked is answered, on the same connection', async () => {
        const records = await created(store, 1)
        await eventually(async () => {
          proxy.heard()
          await sleep(IDLE_MS)
          return (await areServed(store, records)) && !SIGNING_IN.test(proxy.heard())
        }, 'it connects anew whenever nobody has asked for long')
      })

      test('a server that hangs: its connection is given up, and the same client serves when it goes on', async () => {
        const records = await created(store, 1)
        await server.freeze()
        proxy.heard()
        await assert.rejects(store.load('any'), StoreUnavailable)
        let heard = ''
        await eventually(() => {
          heard += proxy.heard()
          return SIGNING_IN.test(heard)
        }, 'it holds on to its connection')
        await server.thaw()
        await eventually(() => areServed(store, records), 'it does not recover')
      })
    })

    describe(`${name}, a cluster`, { concurrency: false }, () => {
      let cluster: RedisCluster
      let close: () => void
      let store: SessionStore
      before(async () => {
        cluster = await startRedisCluster()
        const opened = await openCluster(
          cluster.nodes.map(({ url }) => url),
          'documented',
        )
        close = opened.close
        store = createRedisClusterStore({ ...PATIENT, client: opened.client })
      })
      after(async () => {
        close?.()
        await cluster?.stop()
      })

      test('nobody asks for long, and then one node hangs for long: the same client serves all sessions again', async () => {
        const records = await created(store, SESSIONS)
        await eventually(async () => {
          await sleep(IDLE_MS)
          return areServed(store, records)
        }, 'somebody is refused whenever nobody has asked for long')
        await cluster.nodes[0]?.freeze()
        assert.equal(await areServed(store, records), false)
        await cluster.nodes[0]?.thaw()
        await eventually(() => areServed(store, records), 'it does not recover')
      })
    })
  }
})

redisTest('the settings of redis that are refused end the client for ever (what the check stops)', async () => {
  const server = await startRedis()
  const client = createClient({ url: server.url, disableOfflineQueue: true, socket: { socketTimeout: 100 } })
  try {
    client.on('error', () => {})
    // On a busy machine it may be closed before it is connected.
    await client.connect().catch(() => {})
    await eventually(() => !client.isOpen, 'it is still open')
    await assert.rejects(client.get('any'), /The client is closed/)
  } finally {
    client.destroy()
    await server.stop()
  }
})
