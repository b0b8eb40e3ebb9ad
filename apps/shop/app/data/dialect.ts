import { randomInt } from 'node:crypto'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'

/** Statements kept ready per connection; beyond that the oldest goes. */
const STATEMENTS_MAX = 500
/** How often a statement is tried while another process is in the way: with the pauses between, about five seconds. */
const STATEMENT_ATTEMPTS_MAX = 400
const STATEMENT_PAUSE_MS_MIN = 5
const STATEMENT_PAUSE_MS_MAX = 20

/** SQLITE_BUSY of https://sqlite.org/rescode.html, which extended codes carry in their low byte. */
const SQLITE_BUSY = 5

/** Waits a little before a statement is tried again. */
export type Pause = () => Promise<void>

/**
 * Kysely on `node:sqlite`.
 *
 * - Statements are prepared once and kept.
 * - A transaction begins with the write lock (`begin immediate`): one that reads first and writes later cannot fail
 *   half-way because somebody wrote in between.
 * - If another process holds that lock, a transaction, or a statement outside of one, is tried again after a pause that
 *   does not block the event loop, for about five seconds; then the driver's "database is locked" comes through.
 * - Changes of the schema are part of transactions, so a migration that fails leaves nothing behind.
 *
 * @param pause between two attempts; the default is 5 to 20 ms by chance, so that processes do not march in step
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #pause: Pause

  constructor(database: DatabaseSync, pause: Pause = jitteredPause) {
    const config = { database: keepStatements(database) }
    super(config)
    this.#config = config
    this.#pause = pause
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }

  override createDriver(): Driver {
    return new PatientSqliteDriver(this.#config, this.#pause)
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class PatientSqliteDriver extends SqliteDriver {
  readonly #pause: Pause

  constructor(config: SqliteDialectConfig, pause: Pause) {
    super(config)
    this.#pause = pause
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return patient(await super.acquireConnection(), this.#pause)
  }
}

/** A statement that SQLite refused as busy has done nothing, so that it may be tried again. */
function patient(connection: DatabaseConnection, pause: Pause): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await connection.executeQuery<Row>(query)
        } catch (error) {
          if (!isBusy(error) || attempt >= STATEMENT_ATTEMPTS_MAX) throw error
          await pause()
        }
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}

/** Whether SQLite said that another connection is in the way. Its `code` is the same for every error, `errcode` tells. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === SQLITE_BUSY
}

async function jitteredPause(): Promise<void> {
  await setTimeout(randomInt(STATEMENT_PAUSE_MS_MIN, STATEMENT_PAUSE_MS_MAX + 1))
}

function keepStatements(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()

  function prepare(text: string): SqliteStatement {
    const sql = text === 'begin' ? 'begin immediate' : text
    const known = kept.get(sql)
    if (known !== undefined) return known
    const statement = asKyselyStatement(database, sql)
    const oldest = kept.size >= STATEMENTS_MAX ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(sql, statement)
    return statement
  }

  return { prepare, close: () => database.close() }
}

function asKyselyStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql)
  const reader = statement.columns().length > 0
  // The last row id of a write may be one of the search index's own, beyond what a number holds exactly.
  if (!reader) statement.setReadBigInts(true)
  return {
    reader,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  }
}

/** What SQLite can bind is told by the driver, which throws for the rest. */
function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
