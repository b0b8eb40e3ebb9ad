import assert from 'node:assert/strict'
import { createEnds } from '@comanda/test-kit/ends'
import { startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { redisTest, type Server, startRedis } from '@comanda/test-kit/redis'
import { openIoredis, openIovalkey, redisClients } from '@comanda/test-kit/redis-clients'
import { assertAtDeadline, assertByDeadline, startStopwatch } from '@comanda/test-kit/stopwatch'
import { Redis } from 'ioredis'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { PATIENT } from '../testing/patience.ts'
import { createRedisStore, REDIS_CALLS_MAX } from './redis.ts'
import { type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'

const SHORT_MS = 400

const atEnd = createEnds()

async function serverWith(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const server = await startRedis({ settings })
  atEnd(() => server.stop())
  return server
}

/** Waits until the store answers again, for two seconds at most. */
async function recovered(store: SessionStore): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await store.load('any')
      return
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

for (const { name, open } of redisClients) {
  redisTest(`a save whose answer was cut is told as unknown and never sent again: ${name}`, async () => {
    const server = await serverWith()
    const proxy = await startFaultProxy(server.port)
    atEnd(() => proxy.close())
    const { client, close } = await open(`redis://127.0.0.1:${proxy.port}`)
    atEnd(close)
    const store = createRedisStore({ ...PATIENT, client })
    const record = sampleRecord(Date.now())
    await store.create(record)
    await store.save(nextRecord(record), 1)
    const next = nextRecord(record, { version: 3, data: '{"cart":["bread","milk"]}' })

    proxy.heard()
    proxy.set('cut answers')
    const started = performance.now()
    await assert.rejects(store.save(next, 2), StoreUnavailable)
    assert.ok(performance.now() - started < PATIENT.deadlineMs / 2, 'a cut connection is told at once')
    proxy.set('pass')
    await recovered(store)
    assert.equal(proxy.heard().split(next.writeId).length - 1, 1, 'it was sent once')
    assert.deepEqual(await store.load(record.id), next, 'it had been done, and its writeId tells')

    proxy.set('refuse')
    await assert.rejects(store.load(record.id), StoreUnavailable)
    proxy.set('pass')
    await recovered(store)
    assert.deepEqual(await store.load(record.id), next)
  })

  redisTest(`a server that hangs costs a bounded time, and serves again when it goes on: ${name}`, async () => {
    const server = await serverWith()
    const { client, close } = await open(server.url)
    atEnd(close)
    const store = createRedisStore({ client, deadlineMs: SHORT_MS })
    const record = sampleRecord(Date.now())
    await store.create(record)
    process.kill(server.pid(), 'SIGSTOP')
    try {
      const read = startStopwatch()
      const calls = Array.from({ length: REDIS_CALLS_MAX + 50 }, () => store.load(record.id))
      const outcomes = await Promise.allSettled(calls)
      assert.ok(
        outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable),
      )
      assertAtDeadline(read(), SHORT_MS)
      const readAgain = startStopwatch()
      await assert.rejects(store.load(record.id), /no answer yet/)
      assertByDeadline(readAgain(), SHORT_MS / 2)
    } finally {
      process.kill(server.pid(), 'SIGCONT')
    }
    await recovered(store)
    assert.deepEqual(await store.load(record.id), record)
  })
}

redisTest('the settings that are refused would do a command twice (what the check stops)', async () => {
  const server = await serverWith()
  const proxy = await startFaultProxy(server.port)
  atEnd(() => proxy.close())
  const resending = new Redis(proxy.port, '127.0.0.1', { retryStrategy: () => 20 })
  resending.on('error', () => {})
  atEnd(() => resending.disconnect())
  assert.equal(await resending.incr('adds'), 1)
  proxy.set('cut answers')
  const twice = resending.incr('adds')
  await new Promise((resolve) => setTimeout(resolve, 10))
  proxy.set('pass')
  assert.ok((await twice) > 2)
})

redisTest('a full memory refuses writes and loses nothing; sign-out and reading go on', async () => {
  const server = await serverWith({ maxmemory: '8mb', 'maxmemory-policy': 'noeviction' })
  const { client, close } = await openIovalkey(server.url)
  atEnd(close)
  const store = createRedisStore({ ...PATIENT, client })
  const kept: SessionRecord[] = []
  for (;;) {
    const record = sampleRecord(Date.now(), { data: 'x'.repeat(30_000) })
    try {
      await store.create(record)
      kept.push(record)
    } catch (error) {
      assert.ok(error instanceof StoreUnavailable)
      assert.match(error.message, /OOM/)
      break
    }
  }
  const [first, second] = kept
  assert.ok(first && second)
  // A buffer given back could make room for one write more.
  await client.config('SET', 'maxmemory', '1mb')
  await assert.rejects(store.save(nextRecord(first), 1), StoreUnavailable)
  await assert.rejects(store.touch(first.id, first.expiresAt + 1), StoreUnavailable)
  for (const record of kept) assert.deepEqual(await store.load(record.id), record)
  for (const { id } of kept.slice(1)) await store.destroy(id)
  assert.equal(await store.load(second.id), null)
  await client.config('SET', 'maxmemory', '8mb')
  assert.equal((await store.save(nextRecord(first), 1)).kind, 'saved')
})

redisTest('a server that drops sessions when its memory is full is not used, unless it may', async () => {
  const server = await serverWith({ maxmemory: '50mb', 'maxmemory-policy': 'volatile-lru' })
  const { client, close } = await openIoredis(server.url)
  atEnd(close)
  await assert.rejects(createRedisStore({ ...PATIENT, client }).load('any'), (error: Error) => {
    assert.match(error.message, /maxmemory-policy is volatile-lru.*noeviction/)
    return error instanceof StoreUnavailable
  })
  assert.equal(await createRedisStore({ ...PATIENT, client, mayEvict: true }).load('any'), null)
})

redisTest('a replica is never taken for an answer: it may not know yet who signed out', async () => {
  const primary = await serverWith()
  const replica = await serverWith({ replicaof: `127.0.0.1 ${primary.port}` })
  const { client, close } = await openIovalkey(replica.url)
  atEnd(close)
  const store = createRedisStore({ ...PATIENT, client })
  const record = sampleRecord(Date.now())
  const calls = [() => store.load(record.id), () => store.create(record), () => store.destroy(record.id)]
  for (const call of calls) await assert.rejects(call, StoreUnavailable)
})
