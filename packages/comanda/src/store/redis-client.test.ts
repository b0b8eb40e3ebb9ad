import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEnds } from '@comanda/test-kit/ends'
import { newRedisDatabase, redisTest } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster, createSentinel } from 'redis'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisClusterStore, createRedisStore, KEPT_AFTER_END_MS, type RedisClient } from './redis.ts'
import { RecordUnreadable, type SessionRecord, StoreUnavailable } from './store.ts'

const atEnd = createEnds()

const ONCE = { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0, lazyConnect: true }

const SENTINELS = { name: 'any', sentinels: [{ port: 1 }] }

test('a client that would send a command twice, or be lost after an outage, is refused with the option to set', () => {
  const single: [RedisClient, RegExp][] = [
    [new Redis({ lazyConnect: true }), /Set enableOfflineQueue: false/],
    [new Redis({ lazyConnect: true, enableOfflineQueue: false }), /Set autoResendUnfulfilledCommands: false/],
    [new Redis({ ...ONCE, enableOfflineQueue: false, maxRetriesPerRequest: 1 }), /Set maxRetriesPerRequest: 0/],
    [createClient(), /Set disableOfflineQueue: true/],
    [
      createClient({ disableOfflineQueue: true, socket: { socketTimeout: 5_000 } }),
      /Set socket\.reconnectStrategy: .*: otherwise socket\.socketTimeout closes it for ever/,
    ],
    [
      createClient({ url: 'redis://any', disableOfflineQueue: true, socket: { reconnectStrategy: false } }),
      /Set socket\.reconnectStrategy: .*: otherwise the first cut closes it for ever/,
    ],
    [new Cluster([{ port: 1 }], { lazyConnect: true }), /the client of a cluster: use createRedisClusterStore/],
    [createCluster({ rootNodes: [] }), /the client of a cluster: use createRedisClusterStore/],
    [createSentinel({ name: 'any', sentinelRootNodes: [] }), /use that of iovalkey or ioredis/],
    [new Redis({ ...SENTINELS, lazyConnect: true }), /Set enableOfflineQueue: false/],
    [new Redis({ ...SENTINELS, ...ONCE, enableOfflineQueue: false, maxRetriesPerRequest: 1 }), /Set maxRetriesPer/],
  ]
  for (const [client, message] of single)
    assert.throws(() => createRedisStore({ client }), { code: 'store/redis-client', message })
  const clusters: [RedisClient, RegExp][] = [
    [new Cluster([{ port: 1 }], { lazyConnect: true }), /Set retryDelayOnFailover: 0/],
    [new Cluster([{ port: 1 }], { lazyConnect: true, retryDelayOnFailover: 0 }), /Set redisOptions\.autoResend/],
    [
      new Cluster([{ port: 1 }], { lazyConnect: true, retryDelayOnFailover: 0, redisOptions: ONCE }),
      /Set slotsRefreshInterval: 1000/,
    ],
    [createCluster({ rootNodes: [] }), /Set defaults\.disableOfflineQueue: true/],
    [
      createCluster({ rootNodes: [], defaults: { disableOfflineQueue: true, socket: { socketTimeout: 5_000 } } }),
      /Set defaults\.socket\.reconnectStrategy: .*: otherwise defaults\.socket\.socketTimeout closes it for ever/,
    ],
    [new Redis({ ...ONCE, enableOfflineQueue: false }), /the client of a single server: use createRedisStore/],
  ]
  for (const [client, message] of clusters)
    assert.throws(() => createRedisClusterStore({ client }), { code: 'store/redis-client', message })
  assert.throws(() => createRedisStore({ client: {} as RedisClient }), /no client that Comanda knows/)
})

test('a client that connects again after everything is taken, with socketTimeout or without', () => {
  for (const reconnectStrategy of [500, () => 500])
    for (const socket of [{}, { socketTimeout: 5_000, reconnectStrategy }, { reconnectStrategy }]) {
      const settings = { disableOfflineQueue: true, socket }
      createRedisStore({ client: createClient({ ...settings, url: 'redis://any' }) })
      createRedisClusterStore({ client: createCluster({ rootNodes: [], defaults: settings }) })
    }
})

test('a server before Redis 7 is refused by its version, and odd answers are an outage', async () => {
  const clientThat = (answer: () => Promise<unknown>): RedisClient => ({
    isCluster: false,
    options: { ...ONCE, enableOfflineQueue: false },
    evalsha: answer,
    eval: answer,
  })
  const old = clientThat(async () => {
    throw new Error("ERR Error compiling script (new function): user_script:1: unexpected symbol near '#'")
  })
  const odd = [null, 'OK', 1, [null], [Buffer.from('live')]].map((answer) => clientThat(async () => answer))
  await assert.rejects(createRedisStore({ client: old }).load('any'), /Redis 7 or newer is needed/)
  for (const client of odd) await assert.rejects(createRedisStore({ client }).load('any'), StoreUnavailable)
})

async function opened() {
  const { client, close } = await openIovalkey(await newRedisDatabase())
  atEnd(close)
  return { client, store: createRedisStore({ ...PATIENT, client, prefix: 'shop:' }) }
}

redisTest('what somebody else put there is an error, never an empty session', async () => {
  const { client, store } = await opened()
  const record = sampleRecord(Date.now())
  const key = `shop:{${record.id}}`
  await store.create(record)
  const whole = await client.hgetall(key)
  const damages = [
    () => client.hset(key, 'text', String(whole['text']).replace('bread', 'breed')),
    () => client.hdel(key, 'text'),
    () => client.hset(key, 'expiresAt', String(record.expiresAt - 1)),
    () => client.hset(key, 'expiresAt', 'soon'),
    () => client.hdel(key, 'version'),
    () => client.set(key, 'garbage'),
    () => client.lpush(key, 'garbage'),
  ]
  for (const damage of damages) {
    await client.del(key)
    await client.hset(key, whole)
    assert.deepEqual(await store.load(record.id), record)
    if (damage.toString().includes('push')) await client.del(key)
    await damage()
    await assert.rejects(store.load(record.id), RecordUnreadable)
  }
  for (const write of [
    () => store.save(nextRecord(record), 1),
    () => store.create(record),
    () => store.touch(record.id, 1),
  ])
    await assert.rejects(write, RecordUnreadable)
  await store.destroy(record.id)
  assert.equal(await store.load(record.id), null)
})

redisTest('a session that somebody damaged spoils nobody else’s who is asked for at the same moment', async () => {
  const { client, store } = await opened()
  const [damaged, whole] = [sampleRecord(Date.now()), sampleRecord(Date.now())]
  await store.create(damaged)
  await store.create(whole)
  await client.set(`shop:{${damaged.id}}`, 'garbage')
  const [failed, found, none] = await Promise.allSettled([damaged.id, whole.id, 'unknown'].map((id) => store.load(id)))
  assert.ok(failed?.status === 'rejected' && failed.reason instanceof RecordUnreadable)
  assert.deepEqual(found, { status: 'fulfilled', value: whole })
  assert.deepEqual(none, { status: 'fulfilled', value: null })
})

redisTest(
  'a session that somebody damaged keeps nobody signed in: the user’s others are listed, and all are ended',
  async () => {
    const { client, store } = await opened()
    const key = (record: SessionRecord) => `shop:{${record.id}}`
    const damages: ((record: SessionRecord) => Promise<unknown>)[] = [
      (record) => client.hset(key(record), 'text', 'garbage'),
      (record) => client.hset(key(record), 'expiresAt', 'soon'),
      (record) => client.hdel(key(record), 'version'),
      (record) => client.set(key(record), 'garbage'),
    ]
    for (const damage of damages) {
      const [damaged, whole, other] = ['ana', 'ana', 'bob'].map((userId) => sampleRecord(Date.now(), { userId }))
      assert.ok(damaged && whole && other)
      for (const record of [damaged, whole, other]) await store.create(record)
      await damage(damaged)
      assert.deepEqual(await store.listByUser('ana'), [whole])
      await store.destroyByUser('ana')
      assert.equal(await store.load(damaged.id), null)
      assert.equal(await store.load(whole.id), null)
      assert.deepEqual(await store.load(other.id), other)
    }
  },
)

redisTest('Redis clears away by itself, and later than the session ends', async () => {
  const { client, store } = await opened()
  const hour = 3_600_000
  const record = sampleRecord(Date.now(), { userId: 'ana', expiresAt: Date.now() + hour })
  const keys = [`shop:{${record.id}}`, 'shop:user:ana']
  async function checkKept(ms: number): Promise<void> {
    for (const key of keys) {
      const ttl = await client.pttl(key)
      assert.ok(ttl <= ms + KEPT_AFTER_END_MS && ttl > ms + KEPT_AFTER_END_MS - 60_000, `${key} is kept ${ttl} ms`)
    }
  }
  await store.create(record)
  await checkKept(hour)
  await store.touch(record.id, record.expiresAt + hour)
  await checkKept(2 * hour)
  await store.save(nextRecord(record, { expiresAt: record.expiresAt + 2 * hour }), 1)
  await checkKept(3 * hour)
})

redisTest('nothing is left of a session that ended, and of the ends of others in the list of a user', async () => {
  const { client, store } = await opened()
  const now = Date.now()
  const short = sampleRecord(now, { userId: 'ana', expiresAt: now + 1_000 })
  const long = sampleRecord(now, { userId: 'ana' })
  await store.create(short)
  await store.create(long)
  const later = createRedisStore({ ...PATIENT, client, prefix: 'shop:', clock: () => now + 2 * 3_600_000 })
  await later.create(sampleRecord(now + 2 * 3_600_000, { userId: 'ana' }))
  assert.equal(await client.zcard('shop:user:ana'), 2)
  await store.destroyByUser('ana')
  await store.destroy(short.id)
  assert.deepEqual(await client.keys('*'), [])
})

redisTest('a server that forgot the scripts is told them again', async () => {
  const { client, store } = await opened()
  const record = sampleRecord(Date.now())
  await store.create(record)
  await client.script('FLUSH')
  assert.equal((await store.save(nextRecord(record), 1)).kind, 'saved')
})
