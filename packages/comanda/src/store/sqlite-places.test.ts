import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createFakeClock, nextRecord, sampleRecord } from '../testing/index.ts'
import { createSqliteStore } from './sqlite.node.ts'
import type { SessionRecord } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-places-'))
let files = 0
after(() => rmSync(folder, { recursive: true }))

function newPath(): string {
  files += 1
  return join(folder, `${files}.db`)
}

test('a session whose place in the file another has is made, found, changed, listed, swept and ended like any other', async () => {
  const clock = createFakeClock()
  const store = createSqliteStore({ path: newPath(), clock })
  const [first, second] = ['SamePlaceAAAAAAAAAAAAA', 'SamePlaceBBBBBBBBBBBBA'].map((id) =>
    sampleRecord(clock(), { id, userId: 'ana' }),
  ) as [SessionRecord, SessionRecord]
  for (const record of [first, second]) assert.equal(await store.create(record), true)
  for (const record of [first, second]) assert.equal(await store.create(record), false, 'now its id is taken')
  const changed = nextRecord(second, { data: '{"cart":["milk"]}' })
  assert.deepEqual(await store.save(changed, second.version), { kind: 'saved' })
  assert.deepEqual(await store.save(changed, second.version), { kind: 'conflict', current: changed })
  assert.equal(await store.touch(second.id, second.expiresAt + 1), true)
  assert.equal((await store.load(second.id))?.expiresAt, second.expiresAt + 1)
  assert.deepEqual(await store.load(first.id), first)
  assert.equal((await store.listByUser('ana')).length, 2)
  await store.destroy(first.id)
  assert.equal(await store.create(changed), false, 'its id is taken, though the place is free')
  assert.equal(await store.create(first), true)
  await store.destroy(second.id)
  assert.equal(await store.load(second.id), null)
  assert.deepEqual(await store.load(first.id), first)
  assert.equal(await store.create(second), true)
  clock.advance(second.expiresAt)
  assert.equal(await store.deleteExpired(clock(), 10), 2)
  await store.close()
})

test("one that has expired and was not swept is in nobody's way", async () => {
  const clock = createFakeClock()
  const store = createSqliteStore({ path: newPath(), clock })
  const soon = { expiresAt: clock() + 10, absoluteExpiresAt: clock() + 10 }
  // More than are swept beside each one that is made.
  for (let nth = 0; nth < 20; nth += 1) await store.create(sampleRecord(clock(), soon))
  for (const id of ['SamePlaceAAAAAAAAAAAAA', 'SamePlaceBBBBBBBBBBBBA'])
    await store.create(sampleRecord(clock(), { ...soon, id }))
  clock.advance(10)
  for (const id of ['SamePlaceCCCCCCCCCCCCA', 'SamePlaceBBBBBBBBBBBBA']) {
    const record = sampleRecord(clock(), { id })
    assert.equal(await store.create(record), true)
    assert.deepEqual(await store.load(id), record)
    await store.destroy(id)
    assert.equal(await store.load(id), null)
  }
  await store.close()
})

test('ids that would stand in one place are never taken for each other, and a third is refused', async () => {
  const store = createSqliteStore({ path: newPath() })
  const [first, second, third] = ['AAAA', 'BBBB', 'CCCC'].map((own) =>
    sampleRecord(Date.now(), { id: `SamePlace${own}AAAAAAAAA`, userId: own }),
  ) as [SessionRecord, SessionRecord, SessionRecord]
  assert.equal(await store.create(first), true)
  assert.equal(await store.load(second.id), null)
  assert.equal(await store.touch(second.id, second.expiresAt + 1), false)
  assert.deepEqual(await store.save(nextRecord(second), second.version), { kind: 'gone' })
  await store.destroy(second.id)
  await store.destroyByUser('BBBB')
  assert.deepEqual(await store.load(first.id), first)
  assert.equal(await store.create(second), true)
  assert.equal(await store.create(third), false)
  assert.equal(await store.load(third.id), null)
  await store.close()
})
