import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { newPostgresDatabase, postgresTest, startPostgres } from './postgres.ts'

/** What one query answers, on a connection of its own. */
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

postgresTest('each test file has a database of its own, be its name as it may', async () => {
  const [one, two] = await Promise.all([newPostgresDatabase('a name'), newPostgresDatabase('a name')])
  assert.notEqual(one, two)
  await ask(one, 'create table note (text text)')
  assert.equal(await ask(two, "select to_regclass('note')"), null)
  assert.match(String(await ask(one, 'select current_database()')), /^a_name_[0-9a-f]{12}$/)
})

postgresTest('a server of its own keeps what it acknowledged through a kill, and leaves nothing behind', async () => {
  const server = await startPostgres({ durable: true, settings: { deadlock_timeout: '50ms' } })
  try {
    assert.equal(
      await ask(server.url, "select current_setting('fsync') || current_setting('deadlock_timeout')"),
      'on50ms',
    )
    await ask(server.url, "create table note as select 'kept' as text")
    await server.freeze()
    const late = ask(server.url, 'select text from note')
    assert.equal(await Promise.race([late, sleep(200, 'no answer')]), 'no answer')
    await server.thaw()
    assert.equal(await late, 'kept')
    const [folder, pid] = [await ask(server.url, 'show data_directory'), server.pid()]
    await server.kill()
    await server.restart()
    assert.notEqual(server.pid(), pid)
    assert.equal(await ask(server.url, 'select text from note'), 'kept')
    await server.stop()
    await server.stop()
    assert.ok(!existsSync(String(folder)))
  } finally {
    await server.stop()
  }
})
