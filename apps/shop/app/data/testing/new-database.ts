import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { IN_MEMORY, openDatabase } from '../database.ts'
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

/** Settings of a shop on the databases that this process tests on; none for files in its folder. */
export async function databaseSettings(): Promise<Readonly<Record<string, string>>> {
  if (!isOnPostgres()) return {}
  const database = { DATABASE_URL: await newPlace('') }
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
