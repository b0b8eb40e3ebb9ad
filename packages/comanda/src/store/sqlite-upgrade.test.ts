import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { sampleRecord } from '../testing/index.ts'
import { rowOf } from './row.ts'
import { createSqliteStore, openSessionFile } from './sqlite.node.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-upgrade-'))
after(() => rmSync(folder, { recursive: true }))

const TABLE_1 = `
  create table session (
    id text primary key, verifier_hash text not null, previous_verifier_hash text, rotated_at integer,
    generation integer not null, version integer not null, write_id text not null, data text not null, user_id text,
    created_at integer not null, expires_at integer not null, absolute_expires_at integer not null, meta text not null
  ) strict, without rowid;
  create index session_expires_at on session (expires_at);`

const BY_USER = 'create index session_user_id on session (user_id) where user_id is not null;'

/**
 * What files looked like before sessions could be found by their user, before a sweep had a column of its own, and before
 * sessions stood by their place.
 */
const OLDER = {
  1: `${TABLE_1} pragma user_version = 1`,
  2: `${TABLE_1} ${BY_USER} pragma user_version = 2`,
  3: `
    create table session (
      id text not null primary key, verifier_hash text not null, previous_verifier_hash text, rotated_at integer,
      generation integer not null, version integer not null, write_id text not null, data text not null, user_id text,
      created_at integer not null, expires_at integer not null, absolute_expires_at integer not null, meta text not null,
      sweep_at integer not null
    ) strict;
    create index session_sweep_at on session (sweep_at); ${BY_USER} pragma user_version = 3`,
}
const SCHEMA_NOW = 4

/** Tables and indexes, and how they were made. */
function schemaOf(connection: DatabaseSync): unknown[] {
  return connection.prepare('select name, sql from sqlite_schema order by name').all()
}

for (const [version, schema] of Object.entries(OLDER)) {
  test(`a file of schema ${version} is brought up to date with all its sessions, and its users are found`, async () => {
    const path = join(folder, `${version}.sqlite`)
    const old = new DatabaseSync(path)
    old.exec(schema)
    const records = ['ana', 'ana', null].map((userId) => sampleRecord(Date.now(), { userId }))
    const sweepAt = version === '3' ? [Date.now()] : []
    const insert = old.prepare(`insert into session values (${[...Array(13).fill('?'), ...sweepAt].join(', ')})`)
    for (const record of records) insert.run(...rowOf(record))
    old.close()

    const store = createSqliteStore({ path })
    for (const record of records) assert.deepEqual(await store.load(record.id), record)
    assert.equal(await store.deleteExpired(Date.now(), 10), 0)
    const listed = await store.listByUser('ana')
    assert.deepEqual(listed.map(({ id }) => id).sort(), [records[0]?.id, records[1]?.id].sort())
    await store.close()
    const upgraded = new DatabaseSync(path)
    const fresh = openSessionFile({ path: join(folder, `new-${version}.sqlite`) })
    assert.equal(upgraded.prepare('pragma user_version').get()?.['user_version'], SCHEMA_NOW)
    assert.deepEqual(schemaOf(upgraded), schemaOf(fresh), 'the same as in a new file')
    upgraded.close()
    fresh.close()
  })
}

test('two sessions of an older file that share a place are both kept', async () => {
  const path = join(folder, 'shared.sqlite')
  const old = new DatabaseSync(path)
  old.exec(OLDER[2])
  const now = Date.now()
  const ids = ['SamePlaceAAAAAAAAAAAAA', 'SamePlaceBBBBBBBBBBBBA', 'ElsewhereAAAAAAAAAAAAA']
  const records = ids.map((id, nth) => sampleRecord(now, { id, expiresAt: now + 60_000 + nth }))
  const insert = old.prepare(`insert into session values (${Array(13).fill('?').join(', ')})`)
  for (const record of records) insert.run(...rowOf(record))
  old.close()
  const store = createSqliteStore({ path })
  for (const record of records) assert.deepEqual(await store.load(record.id), record)
  await store.close()
})

test('a file that is up to date is left as it is', async () => {
  const path = join(folder, 'new.sqlite')
  const connection = openSessionFile({ path })
  const before = connection.prepare('pragma schema_version').get()
  await createSqliteStore({ path }).close()
  assert.deepEqual(connection.prepare('pragma schema_version').get(), before)
  connection.close()
})

test('neither a call nor a sweep nor a list of sessions reads the whole file', () => {
  const connection = openSessionFile({ path: join(folder, 'plan.sqlite') })
  const planOf = (sql: string) =>
    connection
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((step) => String(step['detail']))
  assert.deepEqual(planOf('select * from session where place = ? and id = ? and expires_at > ?'), [
    'SEARCH session USING INTEGER PRIMARY KEY (rowid=?)',
  ])
  for (const sql of [
    'select * from session where user_id = ? and expires_at > ?',
    'delete from session where user_id = ? and id is not ?',
  ])
    assert.deepEqual(planOf(sql), ['SEARCH session USING INDEX session_user_id (user_id=?)'])
  assert.deepEqual(planOf('select place, expires_at from session where sweep_at <= ? limit ?'), [
    'SEARCH session USING INDEX session_sweep_at (sweep_at<?)',
  ])
  connection.close()
})
