import { join } from 'node:path'
import type { Clock } from 'comanda/store'
import { createSqliteStore, type SqliteStore } from 'comanda/store/sqlite'
import { DatabaseUnusable } from '../data/database.ts'

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
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseUnusable(
      `The sessions in ${path} cannot be used: ${reason}. Check that the file is the shop's own and that there is room on ` +
        'the disk. If it is beyond help, move it away: visitors lose their carts, and nothing else is lost.',
      { cause },
    )
  }
}
