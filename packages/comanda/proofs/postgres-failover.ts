import { setTimeout as pause } from 'node:timers/promises'
import { type Server, startPostgres, startPostgresStandby } from '@comanda/test-kit/servers'
import pg from 'pg'
import { migratePostgresStore } from '../src/store/postgres.ts'
import { PATIENT_POOL } from '../src/testing/patience.ts'
import { type App, startApp, writing } from './app-process.ts'
import { lostAt } from './audit.ts'
import { storeNamed } from './stores.ts'

/** What came of the loss of a primary whose standby took over. */
export interface StandbyReport {
  readonly acknowledged: number
  /** Writes that were acknowledged while there was no standby. */
  readonly acknowledgedAlone: number
  /** What of all that is not there: a sentence each. */
  readonly lost: readonly string[]
}

const STORE = 'PostgreSQL'
/** Who waits for the standby acknowledges nothing meanwhile, however long it is. */
const WITHOUT_STANDBY_MS = 300
const LATE_LINES_MS = 200
const SYNC_MS_MAX = 30_000

/**
 * Kills a primary under the writes of two apps, a moment after its standby, and has the standby take over when it is back.
 *
 * @param isSynchronous whether the primary waits for the standby before it acknowledges anything
 */
export async function loseToStandby(isSynchronous: boolean): Promise<StandbyReport> {
  const primary = await startPostgres({ durable: true })
  const apps: App[] = []
  let standby: Server | null = null
  try {
    await onPool(primary.url, (pool) => migratePostgresStore(pool))
    standby = await startPostgresStandby(primary.url)
    if (isSynchronous) await onPool(primary.url, waitForStandby)
    for (const _ of [1, 2]) apps.push(startApp({ role: 'endure', store: STORE, words: primary.url }))
    await writing(apps)
    // One that only stood still would read afterwards what waits for it in the system.
    await standby.kill()
    const before = linesOf(apps).length
    await (isSynchronous ? pause(WITHOUT_STANDBY_MS) : writing(apps))
    await primary.kill()
    await pause(LATE_LINES_MS)
    for (const app of apps) await app.kill()
    await standby.restart()
    const lines = linesOf(apps)
    await onPool(standby.url, (pool) => pool.query('select pg_promote()'))
    const lost = await lostAt(storeNamed(STORE), standby.url, lines)
    return { acknowledged: lines.length, acknowledgedAlone: lines.length - before, lost }
  } finally {
    for (const app of apps) await app.kill()
    await standby?.stop()
    await primary.stop()
  }
}

function linesOf(apps: readonly App[]): string[] {
  return apps.flatMap(({ lines }) => lines)
}

async function onPool<Result>(url: string, act: (pool: pg.Pool) => Promise<Result>): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, ...PATIENT_POOL })
  try {
    return await act(pool)
  } finally {
    await pool.end()
  }
}

async function waitForStandby(pool: pg.Pool): Promise<void> {
  await pool.query(`alter system set synchronous_standby_names = '*'`)
  await pool.query('select pg_reload_conf()')
  const started = performance.now()
  for (;;) {
    const { rows } = await pool.query('select sync_state from pg_stat_replication')
    if (rows.some(({ sync_state: state }) => state === 'sync')) return
    if (performance.now() - started > SYNC_MS_MAX) throw new Error('The standby does not become synchronous.')
    await pause(LATE_LINES_MS)
  }
}
