import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../schema.ts'
import { isOnPostgres } from './new-database.ts'

/**
 * Has the database refuse a row with `message`, as it would for a fault of its own. Gives back what ends that.
 *
 * @param condition in SQL, about the row `new`
 */
export async function refuseWrites(
  db: Kysely<ShopDatabase>,
  { event, condition, message }: { event: 'insert' | 'update'; condition: string; message: string },
): Promise<() => Promise<void>> {
  const start = sql.raw(`create trigger fault before ${event} on variant`)
  const [when, said] = [sql.raw(condition), sql.lit(message)]
  if (!isOnPostgres()) {
    await sql`${start} when ${when} begin select raise(abort, ${said}); end`.execute(db)
    return async () => void (await sql`drop trigger fault`.execute(db))
  }
  await sql`create function fault() returns trigger language plpgsql as
    ${sql.lit(`begin raise exception '${message}'; end`)}`.execute(db)
  await sql`${start} for each row when (${when}) execute function fault()`.execute(db)
  return async () => void (await sql`drop trigger fault on variant`.execute(db))
}
