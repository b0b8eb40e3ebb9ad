import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { createEngine } from '../session/engine.ts'
import { inTurn } from '../testing/in-turn.ts'
import { createFakeClock, nextRecord, sampleRecord, storeContract } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createSqliteStore, openSessionFile, type SqliteConnection, sqliteStoreOn } from './sqlite.node.ts'
import { StoreUnavailable } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-sqlite-'))
let files = 0
after(() => rmSync(folder, { recursive: true }))

function newPath(): string {
  files += 1
  return join(folder, `${files}.db`)
}

storeContract('SQLite', ({ clock }) => {
  const path = newPath()
  let store = createSqliteStore({ path, clock })
  return {
    store,
    async reopen() {
      await store.close()
      store = createSqliteStore({ path, clock })
      return store
    },
    cleanup: () => store.close(),
  }
})

storeContract('SQLite, synchronous normal, two connections in turn', ({ clock }) => {
  const path = newPath()
  const open = () => createSqliteStore({ path, clock, synchronous: 'normal' })
  const openTwo = () => [open(), open()] as const
  let stores = openTwo()
  const closeBoth = async () => {
    for (const store of stores) await store.close()
  }
  return {
    store: inTurn(stores),
    async reopen() {
      await closeBoth()
      stores = openTwo()
      return inTurn(stores)
    },
    cleanup: closeBoth,
  }
})

function setting(connection: DatabaseSync, name: string): unknown {
  return connection.prepare(`pragma ${name}`).get()?.[name]
}

test('durable unless told otherwise: WAL for everybody, synchronous FULL for us, no blocking wait', () => {
  const path = newPath()
  const connection = openSessionFile({ path })
  const second = new DatabaseSync(path)
  assert.equal(setting(second, 'journal_mode'), 'wal')
  assert.equal(setting(connection, 'synchronous'), 2)
  assert.equal(connection.prepare('pragma busy_timeout').get()?.['timeout'], 0)
  second.close()
  connection.close()
})

test('normal is what it says, and only if asked for', () => {
  const connection = openSessionFile({ path: newPath(), synchronous: 'normal' })
  assert.equal(setting(connection, 'synchronous'), 1)
  connection.close()
})

test('what is made is for its owner alone, and what others may read stays as they set it', async () => {
  const path = newPath()
  const store = createSqliteStore({ path })
  await store.create(sampleRecord(Date.now()))
  for (const file of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(file).mode & 0o777, 0o600, file)
  await store.close()
  chmodSync(path, 0o640)
  await createSqliteStore({ path }).close()
  assert.equal(statSync(path).mode & 0o777, 0o640)
})

test('a database that forgets is refused: acknowledged writes would be lost', () => {
  assert.throws(() => createSqliteStore({ path: ':memory:' }), {
    name: 'SqliteStoreError',
    code: 'store/sqlite-not-durable',
    message: /journal_mode=memory .* Use a file on a local disk, or the memory store\./,
  })
})

test('a file of a newer Comanda is refused and left alone', () => {
  const path = newPath()
  const newer = new DatabaseSync(path)
  newer.exec('pragma user_version = 99')
  assert.throws(() => createSqliteStore({ path }), {
    code: 'store/sqlite-too-new',
    message: /of schema 99; .* up to 4\./,
  })
  assert.equal(setting(newer, 'user_version'), 99)
  assert.equal(newer.prepare('select count(*) as tables from sqlite_schema').get()?.['tables'], 0)
  newer.close()
})

test('a place where no file can be is refused by its path, with the reason of SQLite', () => {
  for (const path of [folder, join(folder, 'nothing', 'here.db')]) {
    assert.throws(
      () => createSqliteStore({ path }),
      (error: Error) => {
        assert.ok(error.message.includes(path))
        assert.match((error.cause as Error).message, /unable to open database file/)
        return 'code' in error && error.code === 'store/sqlite-cannot-open'
      },
    )
  }
})

test('S58 S59 forgotten sessions do not pile up in the file, and living ones stay', async () => {
  const clock = createFakeClock()
  const path = newPath()
  const store = createSqliteStore({ path, clock })
  const create = (count: number, lifeMs: number) =>
    Promise.all(
      Array.from({ length: count }, () => store.create(sampleRecord(clock(), { expiresAt: clock() + lifeMs }))),
    )
  await create(100, 1_000)
  await create(10, 60_000)
  clock.advance(1_000)
  await create(50, 60_000)
  const second = new DatabaseSync(path)
  assert.equal(second.prepare('select count(*) as records from session').get()?.['records'], 60)
  second.close()
  await store.close()
})

test('S68 the data of a session is JSON that any program can read from its row', async () => {
  const path = newPath()
  const store = createSqliteStore({ path })
  await createVisitor(createEngine({ store })).visit((session) => session.set('dish', { name: 'paella' }))
  const second = new DatabaseSync(path)
  const row = second.prepare('select data from session').get()
  assert.deepEqual(JSON.parse(String(row?.['data'])), { dish: { name: 'paella' } })
  second.close()
  await store.close()
})

test('close answers the writes under way, may be called twice, and ends everything', async () => {
  const path = newPath()
  const store = createSqliteStore({ path })
  const record = sampleRecord(Date.now())
  const creating = store.create(record)
  await store.close()
  assert.equal(await creating, true)
  await store.close()
  await assert.rejects(store.load(record.id), StoreUnavailable)
  await assert.rejects(store.create(record), StoreUnavailable)
  const again = createSqliteStore({ path })
  assert.deepEqual(await again.load(record.id), record)
  await again.close()
})

/** The store on a real file, with `exec` in the hands of the test. */
function storeWith(path: string, exec: (real: DatabaseSync, sql: string) => void) {
  const real = openSessionFile({ path })
  const connection: SqliteConnection = {
    exec: (sql) => exec(real, sql),
    prepare: (sql) => real.prepare(sql),
    close: () => real.close(),
    get isTransaction() {
      return real.isTransaction
    },
    get isOpen() {
      return real.isOpen
    },
  }
  return sqliteStoreOn(connection)
}

test('a COMMIT that fails acknowledges nothing of its moment and keeps nothing of it', async () => {
  let failing = false
  const store = storeWith(newPath(), (real, sql) => {
    if (failing && sql === 'commit') throw new Error('disk I/O error')
    real.exec(sql)
  })
  const old = sampleRecord(Date.now())
  const fresh = sampleRecord(Date.now())
  await store.create(old)
  failing = true
  const results = await Promise.allSettled([
    store.create(fresh),
    store.save(nextRecord(old), 1),
    store.touch(old.id, old.expiresAt + 1_000),
    store.destroy(old.id),
  ])
  assert.ok(results.every((result) => result.status === 'rejected' && result.reason instanceof StoreUnavailable))
  failing = false
  assert.equal(await store.load(fresh.id), null)
  assert.deepEqual(await store.load(old.id), old)
  assert.deepEqual(await store.save(nextRecord(old), 1), { kind: 'saved' })
  await store.close()
})

test('a COMMIT whose answer is lost is told as an outage, and a retry finds its own write', async () => {
  let losing = true
  const store = storeWith(newPath(), (real, sql) => {
    real.exec(sql)
    if (losing && sql === 'commit') throw new Error('the answer was lost')
  })
  const record = sampleRecord(Date.now())
  await assert.rejects(store.create(record), StoreUnavailable)
  losing = false
  assert.equal((await store.load(record.id))?.writeId, record.writeId)
  await store.close()
})

test('many writes at once cost few commits', async () => {
  let commits = 0
  const store = storeWith(newPath(), (real, sql) => {
    if (sql === 'commit') commits += 1
    real.exec(sql)
  })
  await Promise.all(Array.from({ length: 200 }, () => store.create(sampleRecord(Date.now()))))
  assert.equal(commits, 1)
  await store.close()
})

test('a full disk: what is refused is not stored, what is acknowledged is, and the store works on', async () => {
  const real = openSessionFile({ path: newPath() })
  const store = sqliteStoreOn(real)
  const small = sampleRecord(Date.now())
  await store.create(small)
  real.exec(`pragma max_page_count = ${Number(setting(real, 'page_count')) + 8}`)
  const records = Array.from({ length: 40 }, (_, index) =>
    sampleRecord(Date.now(), { data: 'x'.repeat(index % 2 === 0 ? 16_000 : 20) }),
  )
  const results = await Promise.allSettled(records.map((record) => store.create(record)))
  assert.ok(results.some(({ status }) => status === 'rejected'))
  for (const [index, result] of results.entries()) {
    const record = records[index]
    assert.ok(record)
    if (result.status === 'rejected') assert.ok(result.reason instanceof StoreUnavailable)
    assert.deepEqual(await store.load(record.id), result.status === 'fulfilled' ? record : null)
  }
  await store.destroy(small.id)
  assert.equal(await store.load(small.id), null)
  real.exec('pragma max_page_count = 100000')
  assert.equal(await store.create(sampleRecord(Date.now(), { data: 'x'.repeat(60_000) })), true)
  await store.close()
})

test('a read that fails is an outage, never "no session": the next save would overwrite it', async () => {
  const path = newPath()
  const store = createSqliteStore({ path })
  const record = sampleRecord(Date.now())
  await store.create(record)
  const vandal = new DatabaseSync(path)
  vandal.exec('alter table session rename to elsewhere')
  await assert.rejects(store.load(record.id), {
    code: 'store/unavailable',
    message: 'SQLite could not read the session.',
  })
  await assert.rejects(store.create(sampleRecord(Date.now())), StoreUnavailable)
  vandal.exec('alter table elsewhere rename to session')
  vandal.close()
  assert.deepEqual(await store.load(record.id), record)
  await store.close()
})

test('a lock held by another process delays a write and blocks nothing else', async (context) => {
  const path = newPath()
  const store = createSqliteStore({ path })
  const holder = new DatabaseSync(path)
  holder.exec('begin immediate')
  const record = sampleRecord(Date.now())
  let ticks = 0
  let ticksAtAnswer = 0
  // Only these ticks let go of the lock: were the event loop blocked, the write could not succeed.
  const ticking = setInterval(() => {
    ticks += 1
    if (ticks === 20) holder.exec('rollback')
  }, 5)
  context.after(() => clearInterval(ticking))
  const creating = store.create(record).then((created) => {
    ticksAtAnswer = ticks
    return created
  })
  assert.equal(await store.load(record.id), null)
  assert.ok(ticks < 20, 'a read does not wait for a writer')
  assert.equal(await creating, true)
  assert.ok(ticksAtAnswer >= 20)
  holder.close()
  await store.close()
})

test('a lock that is not let go in time ends in StoreUnavailable, and then all works on', async () => {
  const path = newPath()
  const store = sqliteStoreOn(openSessionFile({ path }), Date.now, 40)
  const record = sampleRecord(Date.now())
  await store.create(record)
  const writer = new DatabaseSync(path)
  writer.exec('begin immediate')
  const results = await Promise.allSettled([store.touch(record.id, record.expiresAt + 1), store.destroy(record.id)])
  for (const result of results) {
    assert.ok(result.status === 'rejected' && result.reason instanceof StoreUnavailable)
    assert.equal(result.reason.message, "Another process has held SQLite's write lock for 40 ms.")
  }
  writer.exec('rollback')
  writer.close()
  assert.deepEqual(await store.load(record.id), record)
  assert.equal(await store.touch(record.id, record.expiresAt + 1), true)
  await store.close()
})
