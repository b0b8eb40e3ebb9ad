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

/** What files looked like before sessions could be found by their user. */
const SCHEMA_1 = `
  create table session (
    id text primary key, verifier_hash text not null, previous_verifier_hash text, rotated_at integer,
    generation integer not null, version integer not null, write_id text not null, data text not null, user_id text,
    created_at integer not null, expires_at integer not null, absolute_expires_at integer not null, meta text not null
  ) strict, without rowid;
  create index session_expires_at on session (expires_at);
  pragma user_version = 1`

test('a file of schema 1 is brought up to date with all its sessions, and its users are found', async () => {
  const path = join(folder, 'old.sqlite')
  const old = new DatabaseSync(path)
  old.exec(SCHEMA_1)
  const records = ['ana', 'ana', null].map((userId) => sampleRecord(Date.now(), { userId }))
  const insert = old.prepare(`insert into session values (${Array(13).fill('?').join(', ')})`)
  for (const record of records) insert.run(...rowOf(record))
  old.close()

  const store = createSqliteStore({ path })
  for (const record of records) assert.deepEqual(await store.load(record.id), record)
  const listed = await store.listByUser('ana')
  assert.deepEqual(listed.map(({ id }) => id).sort(), [records[0]?.id, records[1]?.id].sort())
  await store.close()
  const upgraded = new DatabaseSync(path)
  assert.equal(upgraded.prepare('pragma user_version').get()?.['user_version'], 2)
  upgraded.close()
})

test('neither a sweep nor a list of sessions reads the whole file', () => {
  const connection = openSessionFile({ path: join(folder, 'plan.sqlite') })
  const planOf = (sql: string) =>
    connection
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((step) => String(step['detail']))
  for (const sql of [
    'select * from session where user_id = ? and expires_at > ?',
    'delete from session where user_id = ? and id is not ?',
  ])
    assert.deepEqual(planOf(sql), ['SEARCH session USING INDEX session_user_id (user_id=?)'])
  const sweep = planOf('delete from session where id in (select id from session where expires_at <= ? limit ?)')
  assert.ok(
    sweep.some((step) => /SEARCH session USING .*session_expires_at \(expires_at<\?\)/.test(step)),
    sweep.join(),
  )
  assert.ok(!sweep.some((step) => step.startsWith('SCAN')), sweep.join())
  connection.close()
})
