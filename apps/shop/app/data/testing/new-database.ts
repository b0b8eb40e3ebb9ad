import { DatabaseSync } from 'node:sqlite'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { Kysely } from 'kysely'
import pg from 'pg'
import { IN_MEMORY, openDatabase } from '../database.ts'
import { NodeSqliteDialect } from '../dialect.ts'
import { ShopPostgresDialect } from '../postgres-dialect.ts'
import { createPool, DATABASE_POOL } from '../postgres-pool.ts'
import type { ShopDatabase } from '../schema.ts'

const VARIABLE = 'COMANDA_SHOP_TESTS_ON'

/** Has the tests that are loaded from now on use PostgreSQL. False, with the reason, where there is none. */
export function testOnPostgres(): string | false {
  process.env[VARIABLE] = 'postgres'
  return whyNoPostgres()
}

/** The same, with sessions in Redis. */
export function testOnPostgresAndRedis(): string | false {
  process.env[VARIABLE] = 'postgres+redis'
  return whyNoPostgres() || whyNoRedis()
}

/** Whether this process tests on PostgreSQL. */
export function isOnPostgres(): boolean {
  return process.env[VARIABLE]?.startsWith('postgres') ?? false
}

/** Opens an empty database with the shop's tables: in memory, or of its own on PostgreSQL. */
export async function newDatabase(): Promise<Kysely<ShopDatabase>> {
  return openDatabase(await newPlace(IN_MEMORY))
}

/** Opens an empty database without any tables, in the same places. */
export async function newDatabaseWithoutTables(): Promise<Kysely<unknown>> {
  const dialect = isOnPostgres()
    ? new ShopPostgresDialect(createPool(await newPostgresDatabase('shop_bare'), DATABASE_POOL))
    : new NodeSqliteDialect(new DatabaseSync(IN_MEMORY))
  return new Kysely({ dialect })
}

/** The address of a database with the shop's tables if the tests are on PostgreSQL, else `file`. */
export async function newPlace(file: string): Promise<string> {
  if (!isOnPostgres()) return file
  template ??= makeTemplate()
  const url = new URL(await template)
  const made = url.pathname.slice(1)
  copies += 1
  const name = `${made}_${copies}`
  await administer(url.href, (client) =>
    client.query(`create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(made)}`),
  )
  url.pathname = `/${name}`
  return url.href
}

/** Settings of a shop on the databases that this process tests on, which have its tables; none for files in its folder. */
export async function databaseSettings(state?: 'empty'): Promise<Readonly<Record<string, string>>> {
  if (!isOnPostgres()) return {}
  const database = { DATABASE_URL: await (state === 'empty' ? newPostgresDatabase('shop_new') : newPlace('')) }
  return process.env[VARIABLE]?.endsWith('redis') ? { ...database, SESSION_URL: await newRedisDatabase() } : database
}

/** Copied for each test, which is faster than to make all the tables again. */
let template: Promise<string> | null = null
let copies = 0

async function makeTemplate(): Promise<string> {
  const url = await newPostgresDatabase('shop')
  await (await openDatabase(url)).destroy()
  return url
}

/** From another database: nobody may use one that is copied. */
async function administer(address: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const url = new URL(address)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}
