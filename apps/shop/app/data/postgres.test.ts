import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { describe, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { Kysely, sql } from 'kysely'
import { DatabaseUnusable, openDatabase } from './database.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { ShopPostgresDialect } from './postgres-dialect.ts'
import { createPool, DATABASE_POOL, type PoolSettings } from './postgres-pool.ts'
import type { ShopDatabase } from './schema.ts'
import { newPlace, testOnPostgres } from './testing/new-database.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'

testOnPostgres()

async function withPlace(run: (db: Kysely<ShopDatabase>, url: string) => Promise<void>): Promise<void> {
  const url = await newPlace('')
  const db = await openDatabase(url)
  try {
    await run(db, url)
  } finally {
    await db.destroy()
  }
}

function connectTo(url: string, changes: Partial<PoolSettings>): Kysely<ShopDatabase> {
  return new Kysely({ dialect: new ShopPostgresDialect(createPool(url, { ...DATABASE_POOL, ...changes })) })
}

async function settingOf(db: Kysely<ShopDatabase>, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('shop_setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

function runProgram(program: string, argument: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, argument])
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(`${code} ${said}`))
  })
}

describe('the database of the shop on PostgreSQL', { skip: whyNoPostgres() }, () => {
  test('three processes that start at once on an empty database all find it ready', async () => {
    const url = await newPostgresDatabase('shop_start')
    const program = `
      const { openDatabase } = await import(${JSON.stringify(new URL('./database.ts', import.meta.url).href)})
      const db = await openDatabase(process.argv[1])
      const rows = await db.selectFrom('product').select('id').execute()
      await db.destroy()
      if (rows.length !== 0) process.exit(3)`
    const ends = await Promise.all([1, 2, 3].map(() => runProgram(program, url)))
    assert.deepEqual(ends, ['0 ', '0 ', '0 '])
    const db = await openDatabase(url)
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    assert.deepEqual(
      rows.map(({ name }) => name),
      Object.keys(MIGRATIONS),
    )
    await db.destroy()
  })

  test('a migration that fails leaves nothing behind, and keeps no lock', async () => {
    const url = await newPostgresDatabase('shop_failing')
    const occupied = connectTo(url, {})
    // The last of the migrations finds its table taken.
    await sql`create table picture (id integer)`.execute(occupied)
    await assert.rejects(openDatabase(url), DatabaseUnusable)
    const tables = await occupied.introspection.getTables()
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['picture'],
    )
    await sql`drop table picture`.execute(occupied)
    await (await openDatabase(url)).destroy()
    await occupied.destroy()
  })

  test('reading, then writing inside a transaction loses nothing, whoever else writes', async () => {
    await withPlace(async (db, url) => {
      const other = await openDatabase(url)
      await db.insertInto('shop_setting').values({ name: 'count', value: '0' }).execute()
      const addOne = (connected: Kysely<ShopDatabase>) =>
        connected.transaction().execute(async (inside) => {
          const value = String(Number(await settingOf(inside, 'count')) + 1)
          await inside.updateTable('shop_setting').set({ value }).where('name', '=', 'count').execute()
        })
      await Promise.all(Array.from({ length: 30 }, (_, turn) => addOne(turn % 2 === 0 ? db : other)))
      assert.equal(await settingOf(db, 'count'), '30')
      await other.destroy()
    })
  })

  test('a write lock that never comes free is told as busy, and the connection is used again', async () => {
    await withPlace(async (db, url) => {
      const hasty = connectTo(url, { max: 1, statement_timeout: 100 })
      await db.transaction().execute(async () => {
        await assert.rejects(
          hasty.transaction().execute(async () => {}),
          isUnavailable,
        )
        assert.equal(await settingOf(hasty, 'nothing'), undefined, 'who only reads does not wait')
      })
      await hasty.transaction().execute(async () => {})
      await hasty.destroy()
    })
  })

  test('connections that are cut, used or idle, do not end the process, and are replaced', async () => {
    await withPlace(async (db, url) => {
      const cut = connectTo(url, { max: 1 })
      const other = sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`
      const slept = assert.rejects(sql`select pg_sleep(20)`.execute(cut), DatabaseUnavailable)
      for (let sleeping = 0; sleeping === 0; ) {
        const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
          where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`.execute(
          db,
        )
        sleeping = rows[0]?.count ?? 0
      }
      await other.execute(db)
      await slept
      assert.equal(await settingOf(cut, 'nothing'), undefined)
      await other.execute(db)
      await new Promise((resolve) => setTimeout(resolve, 50))
      assert.equal(await settingOf(cut, 'nothing'), undefined)
      await cut.destroy()
    })
  })

  test('a server that is not there is a sentence without the password, and no more than that', async () => {
    const url = 'postgres://shop:hush-hush@127.0.0.1:1/shop'
    await assert.rejects(openDatabase(url), (error) => {
      assert.ok(error instanceof DatabaseUnusable)
      assert.match(
        error.message,
        /^The database 127\.0\.0\.1:1\/shop cannot be used: .*ECONNREFUSED.*Check that PostgreSQL/,
      )
      assert.ok(!error.message.includes('hush') && !error.stack?.includes('hush'))
      return true
    })
    const db = connectTo(url, {})
    await assert.rejects(settingOf(db, 'nothing'), isUnavailable)
    await db.destroy()
  })

  test('what SQLite can look for, PostgreSQL can: U+0000, numbers beyond 32 bits', async () => {
    await withPlace(async (db) => {
      assert.equal(await settingOf(db, 'a\u0000b'), undefined)
      const beyond = await db.selectFrom('variant').select('id').where('id', '=', Number.MAX_SAFE_INTEGER).execute()
      assert.deepEqual(beyond, [])
      await assert.rejects(sql`select 9007199254740993::bigint as n`.execute(db), RangeError)
      await assert.rejects(sql`select nonsense`.execute(db), (error) => !isUnavailable(error))
    })
  })
})
