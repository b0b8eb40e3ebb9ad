import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, afterEach, test } from 'node:test'
import type { Transactional } from './group-commit.node.ts'
import { createGroupRead } from './group-read.node.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-read-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const open: DatabaseSync[] = []
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

let files = 0
/** A file with a count in it, on one connection that reads and another that writes, with what the first executed. */
function counted() {
  files += 1
  const path = join(folder, `${files}.sqlite`)
  const writer = new DatabaseSync(path)
  const reader = new DatabaseSync(path, { timeout: 0 })
  open.push(writer, reader)
  writer.exec('pragma journal_mode = wal; create table t (count integer not null) strict; insert into t values (0)')
  const select = reader.prepare('select count from t')
  const executed: string[] = []
  const connection: Transactional = {
    exec(sql) {
      executed.push(sql)
      reader.exec(sql)
    },
    get isTransaction() {
      return reader.isTransaction
    },
  }
  return {
    connection,
    executed,
    count: () => select.get()?.['count'],
    increase: () => writer.exec('update t set count = count + 1'),
  }
}

const busy = () => Object.assign(new Error('database is locked'), { errcode: 5 })

test('the reads of one moment share one transaction, which ends with them', async () => {
  const { connection, executed, count } = counted()
  const reads = createGroupRead(connection)
  assert.deepEqual(await Promise.all([reads.run(count), reads.run(count), reads.run(count)]), [0, 0, 0])
  assert.deepEqual(executed, ['begin', 'commit'])
  assert.equal(connection.isTransaction, false)
})

test('a read that is alone needs no transaction', async () => {
  const { connection, executed, count } = counted()
  assert.equal(await createGroupRead(connection).run(count), 0)
  assert.deepEqual(executed, [])
})

test('a read sees what was acknowledged before it was asked for, also when others of its moment were asked earlier', async () => {
  const { connection, count, increase } = counted()
  const reads = createGroupRead(connection)
  const earlier = reads.run(count)
  increase()
  assert.equal(await reads.run(count), 1)
  await earlier
  increase()
  assert.equal(await reads.run(count), 2)
})

test('a read that fails fails alone', async () => {
  const { connection, count } = counted()
  const reads = createGroupRead(connection)
  const broken = reads.run(() => {
    throw new Error('malformed row')
  })
  const others = [reads.run(count), reads.run(count)]
  await assert.rejects(broken, /malformed row/)
  assert.deepEqual(await Promise.all(others), [0, 0])
})

test('a lock in the way is waited for, and every read then answered once', async () => {
  const { connection, count } = counted()
  const reads = createGroupRead(connection)
  let locked = 2
  const meetsLock = () => {
    locked -= 1
    if (locked >= 0) throw busy()
    return count()
  }
  assert.deepEqual(await Promise.all([reads.run(count), reads.run(meetsLock)]), [0, 0])
  assert.equal(connection.isTransaction, false)
})

test('waiting for a lock has an end, and the next read works', async () => {
  const { connection, count } = counted()
  const reads = createGroupRead(connection, 5)
  const locked = () => {
    throw busy()
  }
  const results = await Promise.allSettled([reads.run(count), reads.run(locked)])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await reads.run(count), 0)
})
