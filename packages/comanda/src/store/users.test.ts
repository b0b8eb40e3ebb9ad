import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkeyCluster } from '@comanda/test-kit/redis-clients'
import { modelContract } from '../../proofs/model-contract.ts'
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
import { RecordUnreadable, type SessionStore, StoreUnavailable } from './store.ts'
import { createStoreWithUsers, SESSIONS_OF_USER_MAX } from './users.ts'

const ends: (() => unknown)[] = []
after(async () => {
  for (const end of ends.toReversed()) await end()
})

/** A store of each kind in memory, and the store of both. */
function inMemory(clock = Date.now) {
  const sessions = countingStore(createMemoryStore({ clock }))
  const users = countingStore(createMemoryStore({ clock }))
  return { sessions, users, store: createStoreWithUsers({ sessions, users, clock }) }
}

const ana = () => sampleRecord(Date.now(), { userId: 'ana' })

const why = whyNoRedis()
if (why !== false) test('a Redis cluster with its users noted in SQLite', { skip: why }, () => {})
else {
  const name = 'a Redis cluster with its users noted in SQLite'
  const folder = mkdtempSync(join(tmpdir(), 'comanda-users-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  const cluster = await startRedisCluster({ durable: true })
  ends.push(() => cluster.stop())
  const urls = cluster.nodes.map(({ url }) => url)
  const clients = [await openIovalkeyCluster(urls), await openIovalkeyCluster(urls)] as const
  for (const { close } of clients) ends.push(close)

  let files = 0
  const newFile = () => join(folder, `${++files}.sqlite`)
  function open(client: (typeof clients)[0]['client'], path: string, clock = Date.now): SessionStore {
    const users = createSqliteStore({ path, clock })
    ends.push(() => users.close())
    return createStoreWithUsers({ sessions: createRedisClusterStore({ ...PATIENT, client, clock }), users, clock })
  }

  storeContract(name, ({ clock }) => {
    const path = newFile()
    const make = () => open(clients[0].client, path, clock)
    return { store: make(), reopen: make }
  })
  const path = newFile()
  const pair: readonly [SessionStore, SessionStore] = [open(clients[0].client, path), open(clients[1].client, path)]
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
  for (const record of [one, other]) await store.create(record)
  await store.destroy(one.id)
  await store.destroyByUser('ana')
  for (const record of [one, other]) {
    await sessions.create(record)
    assert.equal(await store.load(record.id), null)
    assert.deepEqual(await store.save(nextRecord(record), record.version), { kind: 'gone' })
    assert.equal(await store.touch(record.id, record.expiresAt + 1), false)
  }
  assert.deepEqual(await store.listByUser('ana'), [])
})

test('a session from before its sign-out, brought back by a failover, opens nothing to its user', async () => {
  const { sessions, store } = inMemory()
  const signedIn = ana()
  await store.create(signedIn)
  await store.save(nextRecord(signedIn, { userId: null }), signedIn.version)
  await sessions.destroy(signedIn.id)
  await sessions.create(signedIn)
  assert.equal(await store.load(signedIn.id), null)
})

test('a session that was signed out and in again stays, however late the note of the sign-out comes', async () => {
  const { sessions, users, store } = inMemory()
  const first = ana()
  await store.create(first)
  const out = nextRecord(first, { userId: null })
  const again = nextRecord(out, { userId: 'ana' })
  // The sign-out is saved, and before it is noted the same browser signs in again.
  const late = createStoreWithUsers({
    users,
    sessions: {
      ...sessions,
      async save(record, ifVersion) {
        const saved = await sessions.save(record, ifVersion)
        await store.save(again, out.version)
        return saved
      },
    },
  })
  assert.deepEqual(await late.save(out, first.version), { kind: 'saved' })
  assert.deepEqual(await store.load(first.id), again)
})

test('parallel sign-ins of one user are all noted', async () => {
  const { store } = inMemory()
  const records = Array.from({ length: 20 }, ana)
  await Promise.all(records.map((record) => store.create(record)))
  assert.equal((await store.listByUser('ana')).length, records.length)
})

test('sessions of nobody cost no note', async () => {
  const { sessions, users, store } = inMemory()
  const record = sampleRecord(Date.now())
  await store.create(record)
  await store.save(nextRecord(record), record.version)
  await store.load(record.id)
  await store.destroy(record.id)
  assert.deepEqual(
    Object.values(users.calls).filter((calls) => calls > 0),
    [],
  )
  assert.equal(await sessions.load(record.id), null)
})

test('while the notes are away, sessions of users are an outage and not gone, and those of nobody go on', async () => {
  const { sessions, users, store } = inMemory()
  const [signedIn, stranger] = [ana(), sampleRecord(Date.now())]
  for (const record of [signedIn, stranger]) await store.create(record)
  const away = () => Promise.reject(new StoreUnavailable('The database is away.'))
  const without = createStoreWithUsers({ sessions, users: { ...users, load: away, save: away, create: away } })
  await assert.rejects(without.load(signedIn.id), StoreUnavailable)
  await assert.rejects(without.save(nextRecord(signedIn), signedIn.version), StoreUnavailable)
  await assert.rejects(without.save(nextRecord(stranger, { userId: 'ana' }), stranger.version), StoreUnavailable)
  await assert.rejects(without.destroy(signedIn.id), StoreUnavailable)
  await assert.rejects(without.destroyByUser('ana'), StoreUnavailable)
  assert.deepEqual(await without.load(stranger.id), stranger)
  assert.deepEqual(await store.load(signedIn.id), signedIn)
})

test('who signs in a thousand and one times ends the oldest session, and its row goes', async () => {
  const { sessions, store } = inMemory()
  const records = Array.from({ length: SESSIONS_OF_USER_MAX + 1 }, ana)
  for (const record of records) await store.create(record)
  const [oldest, second] = records
  assert.equal(await sessions.load(oldest?.id ?? ''), null)
  assert.deepEqual(await store.load(second?.id ?? ''), second)
})

test('a note lives as long as any session it names, and those that ended fall out of it', async () => {
  const clock = createFakeClock()
  const { users, store } = inMemory(clock)
  const record = (life: number) =>
    sampleRecord(clock(), { userId: 'ana', expiresAt: clock() + life, absoluteExpiresAt: clock() + life })
  const [short, long] = [record(1_000), record(9_000)]
  await store.create(long)
  await store.create(short)
  clock.advance(8_999)
  assert.deepEqual(await store.load(long.id), long)
  const last = record(1_000)
  await store.create(last)
  assert.deepEqual((await store.listByUser('ana')).map(({ id }) => id).sort(), [long.id, last.id].sort())
  assert.ok(users.calls.save > 0)
})

test('a note that cannot be read is an error, never a user without sessions', async () => {
  const { sessions, users, store } = inMemory()
  const signedIn = ana()
  await store.create(signedIn)
  const damaged: SessionStore = {
    ...users,
    async load(id) {
      const record = await users.load(id)
      return record === null ? null : { ...record, data: '[' }
    },
  }
  await assert.rejects(createStoreWithUsers({ sessions, users: damaged }).load(signedIn.id), RecordUnreadable)
})
