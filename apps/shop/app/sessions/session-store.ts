import { join } from 'node:path'
import { type Clock, type ExpirySweeping, type SessionStore, StoreUnavailable } from 'comanda/store'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from 'comanda/store/postgres'
import { createSqliteStore, type SqliteStore } from 'comanda/store/sqlite'
import pg from 'pg'
import { DatabaseUnusable, nameOfPlace } from '../data/database.ts'
import type { Settings } from '../settings.ts'
import { openRedisSessions } from './redis-sessions.ts'

/** Sessions that are open. */
export interface OpenSessions {
  readonly store: SessionStore
  /** Removes what has expired; null where the server does so by itself. */
  readonly sweeping: ExpirySweeping | null
  close(): Promise<void>
}

/**
 * Opens the sessions where the settings say: in Redis, in the PostgreSQL database, or in a file of their own beside the
 * shop's. What they need there is made.
 *
 * @throws {DatabaseUnusable}
 */
export async function openSessions(
  { dataDir, databaseUrl, sessionUrls }: Pick<Settings, 'dataDir' | 'databaseUrl' | 'sessionUrls'>,
  clock: Clock,
): Promise<OpenSessions> {
  if (sessionUrls.length > 0) return openRedisSessions(sessionUrls, clock)
  if (databaseUrl !== null) return openPostgresSessions(databaseUrl, clock)
  const store = openSessionStore(sessionFile(dataDir), clock)
  return { store, sweeping: store, close: () => store.close() }
}

/** The file of the sessions in the shop's folder. */
export function sessionFile(dataDir: string): string {
  return join(dataDir, 'sessions.sqlite')
}

/**
 * Opens the sessions in `path`, made if they are not there.
 *
 * @throws {DatabaseUnusable}
 */
export function openSessionStore(path: string, clock: Clock): SqliteStore {
  try {
    return createSqliteStore({ path, clock })
  } catch (cause) {
    throw new DatabaseUnusable(
      `The sessions in ${path} cannot be used: ${reasonOf(cause)}. Check that the file is the shop's own and that there is ` +
        'room on the disk. If it is beyond help, move it away: visitors lose their carts, and nothing else is lost.',
      { cause },
    )
  }
}

/** On connections of their own: the catalogue, however busy, takes none away from the carts. */
async function openPostgresSessions(url: string, clock: Clock): Promise<OpenSessions> {
  const pool = new pg.Pool({ connectionString: url, ...POSTGRES_POOL })
  const store = createPostgresStore({ pool, clock })
  try {
    await migratePostgresStore(pool)
    return { store, sweeping: store, close: () => pool.end() }
  } catch (cause) {
    await pool.end()
    throw new DatabaseUnusable(`The sessions in ${nameOfPlace(url)} cannot be used: ${reasonOf(cause)}`, { cause })
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof StoreUnavailable ? error.cause : error
  return said instanceof Error ? said.message : String(said)
}
