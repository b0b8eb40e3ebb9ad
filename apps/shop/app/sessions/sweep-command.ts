import { existsSync } from 'node:fs'
import type { Clock } from 'comanda/store'
import { sweep } from 'comanda/store/sweeper'
import { openSessions, type SessionSettings, sessionFile } from './session-store.ts'

/**
 * Removes the expired sessions of a shop and answers a line that says how many. The shop may run meanwhile; it sweeps by
 * itself every few minutes. Makes no shop where there is none.
 *
 * @throws {DatabaseUnusable}
 */
export async function sweepSessions(settings: SessionSettings, clock: Clock): Promise<string> {
  const { dataDir, databaseUrl, sessionUrls } = settings
  if (sessionUrls.length > 0) return 'Redis removes expired sessions by itself.'
  const removed = databaseUrl !== null || existsSync(sessionFile(dataDir)) ? await sweepAll(settings, clock) : 0
  return removed === 1 ? 'Removed 1 expired session.' : `Removed ${removed} expired sessions.`
}

async function sweepAll(settings: SessionSettings, clock: Clock): Promise<number> {
  const { sweeping, close } = await openSessions(settings, clock)
  try {
    return sweeping === null ? 0 : await sweep(sweeping, { clock })
  } finally {
    await close()
  }
}
