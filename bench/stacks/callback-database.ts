import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

type Row = Record<string, unknown>
type Done<Result = void> = (error: unknown, result?: Result) => void

/** What `connect-sqlite3` asks of a database: the calls of the package `sqlite3`, for which it takes any other driver too. */
export interface CallbackDatabase {
  exec(sql: string, done?: Done): void
  run(sql: string, values: SQLInputValue[], done?: Done): void
  get(sql: string, values: SQLInputValue[], done?: Done<Row | undefined>): void
  all(sql: string, values: SQLInputValue[], done?: Done<Row[]>): void
}

/** Node's own SQLite, by these calls. Statements are prepared once, which `sqlite3` does not do. */
export function callbackDatabase(database: DatabaseSync): CallbackDatabase {
  const statements = new Map<string, StatementSync>()
  function prepared(sql: string): StatementSync {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    exec: (sql, done) => answer(() => database.exec(sql), done),
    run: (sql, values, done) => answer(() => void prepared(sql).run(...values), done),
    get: (sql, values, done) => answer(() => prepared(sql).get(...values), done),
    all: (sql, values, done) => answer(() => prepared(sql).all(...values), done),
  }
}

/** Never before the call has returned, as callers of `sqlite3` may expect. */
function answer<Result>(ask: () => Result, done: Done<Result> = () => {}): void {
  try {
    process.nextTick(done, null, ask())
  } catch (error) {
    process.nextTick(done, error)
  }
}
