import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createEnds } from '@comanda/test-kit/ends'
import { startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import { modelContract } from '../../proofs/model-contract.ts'
import { ofSomebody } from '../../proofs/of-somebody.ts'
import { aroundStore } from '../testing/around-store.ts'
import {
  countingStore,
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
import { createMemoryStore } from './memory.ts'
import { createRedisClusterStore } from './redis.ts'
import { createSqliteStore } from './sqlite.node.ts'
import { RecordUnreadable, type SessionRecord, type SessionStore, StoreUnavailable } from './store.ts'
import { createStoreWithUsers } from './users.ts'

const atEnd = createEnds()

/** A store of each kind in memory, and the store of both. */
function inMemory(clock = Date.now) {
  const sessions = createMemoryStore({ clock })
  const users = createMemoryStore({ clock })
  return { sessions, users, store: createStoreWithUsers({ sessions, users, clock }) }
}

const ana = () => sampleRecord(Date.now(), { userId: 'ana' })

/** What a failover does: the store has an earlier state of the session again. */
async function bringBack(sessions: SessionStore, record: SessionRecord): Promise<void> {
  await sessions.destroy(record.id)
  await sessions.create(record)
}

const why = whyNoRedis()
if (why !== false) test('a Redis cluster with its users noted in SQLite', { skip: why }, () => {})
else {
  const name = 'a Redis cluster with its users noted in SQLite'
  const folder = mkdtempSync(join(tmpdir(), 'comanda-users-'))
  atEnd(() => rmSync(folder, { recursive: true }))
  const cluster = await startRedisCluster({ durable: true })
  atEnd(() => cluster.stop())
  const urls = cluster.nodes.map(({ url }) => url)
  const clients = [await openIovalkeyCluster(urls), await openIovalkeyCluster(urls)] as const
  for (const { close } of clients) atEnd(close)

  let files = 0
  const newFile = () => join(folder, `${++files}.sqlite`)
  function open(client: (typeof clients)[0]['client'], path: string, clock = Date.now): SessionStore {
    const users = createSqliteStore({ path, clock })
    atEnd(() => users.close())
    return createStoreWithUsers({ sessions: createRedisClusterStore({ ...PATIENT, client, clock }), users, clock })
  }

  storeContract(name, ({ clock }) => {
    const path = newFile()
    const make = () => open(clients[0].client, path, clock)
    return { store: make(), reopen: make }
  })
  const path = newFile()
  const pair = [ofSomebody(open(clients[0].client, path)), ofSomebody(open(clients[1].client, path))] as const
  raceContract(`${name}, two clients`, (context) => ({ home: storeHome(pair, context) }))
  historyContract(`${name}, two clients`, (unrest) => ({ home: restlessHome(pair, unrest) }), {
    rounds: 2,
    operations: 300,
  })
  const clock = createFakeClock()
  modelContract(name, { clock, runs: 20 }, () => open(clients[0].client, newFile(), clock))
}

storeContract('with users noted, in memory', ({ clock }) => {
  const [sessions, users] = [createMemoryStore({ clock }), createMemoryStore({ clock })]
  const open = () => createStoreWithUsers({ sessions, users, clock })
  return { store: open(), reopen: open }
})

test('a session that a failover brings back after its user signed out stays gone, and so after signing out everywhere', async () => {
  const { sessions, store } = inMemory()
  const [one, other] = [ana(), ana()]
  const kept: SessionRecord[] = []
  for (const record of [one, other]) {
    await store.create(record)
    kept.push((await sessions.load(record.id)) as SessionRecord)
  }
  await store.destroy(one.id)
  await store.destroyByUser('ana')
  for (const record of kept) {
    await bringBack(sessions, record)
    assert.equal(await store.load(record.id), null)
    assert.deepEqual(await store.save(nextRecord(record), record.version), { kind: 'gone' })
    assert.equal(await store.touch(record.id, record.expiresAt + 1), false)
  }
  assert.deepEqual(await store.listByUser('ana'), [])
})

test('a session from before its sign-out, brought back by a failover, opens nothing, not even once its user is in again', async () => {
  const { sessions, store } = inMemory()
  const signedIn = ana()
  await store.create(signedIn)
  const before = (await sessions.load(signedIn.id)) as SessionRecord
  const out = nextRecord(signedIn, { userId: null })
  await store.save(out, signedIn.version)
  await store.save(nextRecord(out, { userId: 'ana' }), out.version)
  await bringBack(sessions, before)
  assert.equal(await store.load(signedIn.id), null)
})

test('a user whose sign-in failed half-way does not end the session of nobody that it left, by signing out everywhere', async () => {
  const { sessions, users, store } = inMemory()
  const stranger = sampleRecord(Date.now())
  await store.create(stranger)
  const save = () => Promise.reject(new StoreUnavailable('The cluster is away.'))
  const failing = createStoreWithUsers({ sessions: { ...sessions, save }, users })
  await assert.rejects(failing.save(nextRecord(stranger, { userId: 'ana' }), stranger.version), StoreUnavailable)
  assert.deepEqual(await store.listByUser('ana'), [])
  await store.destroyByUser('ana')
  assert.deepEqual(await store.load(stranger.id), stranger)
})

test('a session that is given longer to live after its sign-in lives so long', async () => {
  const clock = createFakeClock()
  const { store } = inMemory(clock)
  const [soon, later] = [clock() + 1_000, clock() + 9_000]
  const signedIn = sampleRecord(clock(), { userId: 'ana', expiresAt: soon, absoluteExpiresAt: soon })
  await store.create(signedIn)
  const longer = nextRecord(signedIn, { expiresAt: later, absoluteExpiresAt: later })
  assert.deepEqual(await store.save(longer, signedIn.version), { kind: 'saved' })
  clock.advance(8_999)
  assert.deepEqual(await store.load(longer.id), longer)
  assert.deepEqual(await store.listByUser('ana'), [longer])
})

test('notes of sessions that have ended by themselves are swept with their store', async () => {
  const clock = createFakeClock()
  const { users, store } = inMemory(clock)
  const end = clock() + 1_000
  await store.create(sampleRecord(clock(), { userId: 'ana', expiresAt: end, absoluteExpiresAt: end }))
  clock.advance(1_000)
  assert.equal(await users.deleteExpired(clock(), 10), 1)
})

test('parallel sign-ins of one user are all noted, with the notes in a database too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-users-'))
  const users = createSqliteStore({ path: join(folder, 'users.sqlite') })
  const store = createStoreWithUsers({ sessions: createMemoryStore(), users })
  const records = Array.from({ length: 100 }, ana)
  await Promise.all(records.map((record) => store.create(record)))
  assert.equal((await store.listByUser('ana')).length, records.length)
  await users.close()
  rmSync(folder, { recursive: true })
})

test('a user with thousands of sessions is listed and ended in pieces: nobody else waits behind thousands of calls', async () => {
  const { sessions, users, store } = inMemory()
  const records = Array.from({ length: 2_000 }, ana)
  for (const record of records) await store.create(record)
  let [now, most] = [0, 0]
  const counted = aroundStore(sessions, async (_, call) => {
    now += 1
    most = Math.max(most, now)
    return call().finally(() => {
      now -= 1
    })
  })
  const counting = createStoreWithUsers({ sessions: counted, users })
  assert.equal((await counting.listByUser('ana')).length, records.length)
  await counting.destroyByUser('ana')
  assert.ok(most < 200, `${most} calls at once`)
  assert.deepEqual(await store.listByUser('ana'), [])
  for (const { id } of records) assert.equal(await sessions.load(id), null, 'its row is gone')
})

test('sessions of nobody cost no note', async () => {
  const { sessions, users } = inMemory()
  const notes = countingStore(users)
  const store = createStoreWithUsers({ sessions, users: { ...users, ...notes } })
  const record = sampleRecord(Date.now())
  await store.create(record)
  await store.save(nextRecord(record), record.version)
  await store.load(record.id)
  await store.destroy(record.id)
  assert.equal(notes.calls.total, 0)
  assert.equal(await sessions.load(record.id), null)
})

test('sessions from before there were notes: those of nobody go on, those of users have to sign in again', async () => {
  const { sessions, store } = inMemory()
  const [stranger, signedIn] = [sampleRecord(Date.now(), { meta: '@. ' }), ana()]
  for (const record of [{ ...stranger, meta: '' }, signedIn]) await sessions.create(record)
  assert.deepEqual(await store.load(stranger.id), { ...stranger, meta: '' })
  assert.equal(await store.load(signedIn.id), null)
})

test('whatever stands in the meta of a session comes back as it was', async () => {
  const { store } = inMemory()
  for (const meta of ['', '{"expiry":1}', '@. ', '!a.b {}', '@@. @. ']) {
    for (const userId of ['ana', null]) {
      const record = sampleRecord(Date.now(), { userId, meta })
      await store.create(record)
      assert.deepEqual(await store.load(record.id), record)
    }
  }
})

test('sessions that stand beside the notes in one store are no notes', async () => {
  const { users, store } = inMemory()
  const beside = ana()
  await users.create(beside)
  assert.deepEqual(await store.listByUser('ana'), [])
  await store.destroyByUser('ana')
  assert.deepEqual(await users.load(beside.id), beside)
})

test('while the notes are away, sessions of users are an outage and not gone, and those of nobody go on', async () => {
  const { sessions, users, store } = inMemory()
  const [signedIn, stranger] = [ana(), sampleRecord(Date.now())]
  for (const record of [signedIn, stranger]) await store.create(record)
  const away = () => Promise.reject(new StoreUnavailable('The database is away.'))
  const gone = {
    load: away,
    save: away,
    create: away,
    touch: away,
    destroy: away,
    listByUser: away,
    destroyByUser: away,
  }
  const without = createStoreWithUsers({ sessions, users: { ...users, ...gone } })
  await assert.rejects(without.load(signedIn.id), StoreUnavailable)
  await assert.rejects(without.save(nextRecord(signedIn), signedIn.version), StoreUnavailable)
  await assert.rejects(without.save(nextRecord(stranger, { userId: 'ana' }), stranger.version), StoreUnavailable)
  await assert.rejects(without.destroyByUser('ana'), StoreUnavailable)
  assert.deepEqual(await without.load(stranger.id), stranger)
  assert.deepEqual(await store.load(signedIn.id), signedIn)
  await assert.rejects(without.destroy(signedIn.id), StoreUnavailable)
})

test('a session that cannot be read can be ended, and its user can sign out everywhere', async () => {
  const { sessions, users, store } = inMemory()
  const [signedIn, other] = [ana(), ana()]
  for (const record of [signedIn, other]) await store.create(record)
  const load = async (id: string) => {
    if (id === signedIn.id) throw new RecordUnreadable('A record of a test cannot be read.')
    return sessions.load(id)
  }
  const damaged = createStoreWithUsers({ sessions: { ...sessions, load }, users })
  assert.deepEqual(await damaged.listByUser('ana'), [other])
  await damaged.destroyByUser('ana')
  assert.equal(await store.load(signedIn.id), null)
  assert.equal(await store.load(other.id), null)
  await damaged.destroy(signedIn.id)
  assert.equal(await sessions.load(signedIn.id), null, 'its row is gone')
})
