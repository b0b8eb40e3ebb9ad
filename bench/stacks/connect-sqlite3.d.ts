declare module 'connect-sqlite3' {
  import type session from 'express-session'
  import type { CallbackDatabase } from './callback-database.ts'

  // The types that others have written know no `db` but the name of a file.
  export default function connectSqlite3(
    connect: typeof session,
  ): new (options: {
    readonly db: CallbackDatabase
  }) => session.Store
}
