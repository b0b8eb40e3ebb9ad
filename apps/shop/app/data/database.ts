import { closeSync, existsSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { NodeSqliteDialect } from './dialect.ts'
import { makeFolder } from './make-folder.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { ShopPostgresDialect } from './postgres-dialect.ts'
import { createPool, DATABASE_POOL, START_POOL } from './postgres-pool.ts'
import { reasonOf } from './reason-of.ts'
import type { ShopDatabase } from './schema.ts'

/** Another process may be opening the same new file: SQLite waits for it this long. Only while opening. */
const START_TIMEOUT_MS = 5_000
const OWNER_ONLY = 0o600

/** A database in memory: for tests and trial runs. It ends with its connection. */
export const IN_MEMORY = ':memory:'

/** The database cannot be used as it is. `cause` is the driver's own error. */
export class DatabaseUnusable extends Error {
  override readonly name: string = 'DatabaseUnusable'
  readonly code = 'data/unusable'
}

/**
 * Opens the shop's database and brings its tables up to date. Any number of processes may do so at once on one database.
 *
 * A file of SQLite is made if it is not there (its folder too). Acknowledged writes survive power loss (WAL, synchronous
 * FULL). All statements of this process share one connection: they run one after the other, and wait while a transaction
 * is under way. One that finds the file locked by another process is tried again for about five seconds, which does not
 * block the event loop.
 *
 * A database of PostgreSQL has to be there, with the right to make tables in it. Its transactions wait for each other for
 * as long; see {@link DATABASE_POOL}. What it keeps of acknowledged writes is up to its `synchronous_commit`.
 *
 * @param place path of a file; or {@link IN_MEMORY}; or the address of a database, `postgres://…`
 * @throws {DatabaseUnusable} if it cannot be opened, is no database, or was written by a later version of the shop
 */
export async function openDatabase(place: string): Promise<Kysely<ShopDatabase>> {
  return isPostgresUrl(place) ? openPostgres(place) : openSqlite(place)
}

/** Whether a place is the address of a PostgreSQL database, and no path. */
export function isPostgresUrl(place: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(place)
}

/**
 * Whether there are tables of the shop's at a place, without making any. Of a file: whether there is one.
 *
 * @throws {DatabaseUnusable}
 */
export async function isDatabase(place: string): Promise<boolean> {
  if (!isPostgresUrl(place)) return existsSync(place)
  const db = new Kysely<unknown>({ dialect: new ShopPostgresDialect(createPool(place, START_POOL)) })
  try {
    const { rows } = await sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`.execute(
      db,
    )
    return typeof rows[0]?.name === 'string'
  } catch (error) {
    throw unusable(place, error)
  } finally {
    await db.destroy()
  }
}

/** What may be said of a place: of an address its host and database, and nothing of who signs in. */
export function nameOfPlace(place: string): string {
  if (!isPostgresUrl(place)) return place
  const { host, pathname } = new URL(place)
  return `${host}${pathname}`
}

async function openPostgres(url: string): Promise<Kysely<ShopDatabase>> {
  const starting = new Kysely<ShopDatabase>({ dialect: new ShopPostgresDialect(createPool(url, START_POOL)) })
  try {
    await migrate(starting)
  } catch (error) {
    throw unusable(url, error)
  } finally {
    await starting.destroy()
  }
  return new Kysely<ShopDatabase>({ dialect: new ShopPostgresDialect(createPool(url, DATABASE_POOL)) })
}

async function openSqlite(file: string): Promise<Kysely<ShopDatabase>> {
  const connection = connect(file)
  const db = new Kysely<ShopDatabase>({ dialect: new NodeSqliteDialect(connection) })
  try {
    await migrate(db)
    return db
  } catch (error) {
    await db.destroy()
    throw unusable(file, error)
  }
}

function connect(file: string): DatabaseSync {
  let connection: DatabaseSync | null = null
  try {
    if (file !== IN_MEMORY) makeForOwner(file)
    connection = new DatabaseSync(file, { timeout: START_TIMEOUT_MS, enableForeignKeyConstraints: true })
    makeDurable(connection, file === IN_MEMORY ? 'memory' : 'wal')
    // From here on a lock is never waited for inside SQLite, which would block every request of this process: the
    // dialect waits instead, also for the migrations of others.
    connection.exec('pragma busy_timeout = 0')
    return connection
  } catch (error) {
    connection?.close()
    throw unusable(file, error)
  }
}

/** A new file and new folders are for the eyes of their owner alone: so is what shoppers leave in them. */
function makeForOwner(file: string): void {
  makeFolder(dirname(file))
  if (!existsSync(file)) closeSync(openSync(file, 'a', OWNER_ONLY))
}

/** Sets and then asserts: SQLite ignores a pragma it cannot follow without a word. */
function makeDurable(connection: DatabaseSync, journal: 'wal' | 'memory'): void {
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = full')
  const found = {
    journal: connection.prepare('pragma journal_mode').get()?.['journal_mode'],
    synchronous: connection.prepare('pragma synchronous').get()?.['synchronous'],
    foreignKeys: connection.prepare('pragma foreign_keys').get()?.['foreign_keys'],
  }
  if (found.journal === journal && found.synchronous === 2 && found.foreignKeys === 1) return
  throw new Error(`SQLite did not take the settings the shop needs: ${JSON.stringify(found)}`)
}

/**
 * All of it in one transaction that has the write lock from its beginning: of several processes that start at once,
 * one does the work, the others find it done, and a migration that fails leaves the database as it was.
 */
async function migrate(db: Kysely<ShopDatabase>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
  })
}

function unusable(place: string, cause: unknown): DatabaseUnusable {
  const advice = isPostgresUrl(place)
    ? "Check that PostgreSQL runs there, that the database exists and is the shop's own, that its user may make tables " +
      'in it, and that no later version of the shop has changed it.'
    : "Check that it is the shop's own file, that its folder can be written to, that the disk has room, and that no later " +
      'version of the shop has changed it.'
  return new DatabaseUnusable(`The database ${nameOfPlace(place)} cannot be used: ${reasonOf(cause)}. ${advice}`, {
    cause,
  })
}
