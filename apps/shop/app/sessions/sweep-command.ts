import { existsSync } from 'node:fs'
import type { Clock } from 'comanda/store'
import { sweep } from 'comanda/store/sweeper'
import { openSessionStore, sessionFile } from './session-store.ts'

/**
 * Removes the expired sessions of the shop in `dataDir` and answers a line that says how many. The shop may run meanwhile; it
 * sweeps by itself every few minutes. Makes no shop where there is none.
 *
 * @throws {DatabaseUnusable}
 */
export async function sweepSessions(dataDir: string, clock: Clock): Promise<string> {
  const path = sessionFile(dataDir)
  const removed = existsSync(path) ? await sweepFile(path, clock) : 0
  return removed === 1 ? 'Removed 1 expired session.' : `Removed ${removed} expired sessions.`
}

async function sweepFile(path: string, clock: Clock): Promise<number> {
  const store = openSessionStore(path, clock)
  try {
    return await sweep(store, { clock })
  } finally {
    await store.close()
  }
}
