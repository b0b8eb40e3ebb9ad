import { type Kysely, PostgresAdapter } from 'kysely'

/** The two databases the shop knows. */
export type DialectName = 'sqlite' | 'postgres'

/** Which database `db` speaks to: for the few things that each says in words of its own. */
export function dialectNameOf(db: Pick<Kysely<unknown>, 'getExecutor'>): DialectName {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}
