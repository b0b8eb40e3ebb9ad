import { join } from 'node:path'
import type { Clock, ExpirySweeping, SessionStore } from 'comanda/store'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from 'comanda/store/postgres'
import { createSqliteStore } from 'comanda/store/sqlite'
import pg from 'pg'
import { DatabaseUnusable, nameOfPlace } from '../data/database.ts'
import { reasonOf } from '../data/reason-of.ts'
import type { Settings } from '../settings.ts'
import { openRedisSessions } from './redis-sessions.ts'

/** Sessions that are open. */
export interface OpenSessions {
  readonly store: SessionStore
  /** Removes what has expired; null where the server does so by itself. */
  readonly sweeping: ExpirySweeping | null
  close(): Promise<void>
}

/** The settings that say where the sessions are. */
export type SessionSettings = Pick<Settings, 'dataDir' | 'databaseUrl' | 'sessionUrls'>

/**
 * Opens the sessions where the settings say: in Redis, in the PostgreSQL database, or in a file of their own beside the
 * shop's. What they need there is made.
 *
 * @throws {DatabaseUnusable}
 */
export async function openSessions(
  { dataDir, databaseUrl, sessionUrls }: SessionSettings,
  clock: Clock,
): Promise<OpenSessions> {
  if (sessionUrls.length > 0) return openRedisSessions(sessionUrls, clock)
  if (databaseUrl !== null) return openPostgresSessions(databaseUrl, clock)
  return openSqliteSessions(sessionFile(dataDir), clock)
}

/** The file of the sessions in the shop's folder. */
export function sessionFile(dataDir: string): string {
  return join(dataDir, 'sessions.sqlite')
}

function openSqliteSessions(path: string, clock: Clock): OpenSessions {
  try {
    const store = createSqliteStore({ path, clock })
    return { store, sweeping: store, close: () => store.close() }
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
    throw new DatabaseUnusable(`The sessions in ${nameOfPlace(url)} cannot be used: ${reasonOf(cause)}.`, { cause })
  }
}
