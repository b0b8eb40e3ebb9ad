import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createPostgresDatabase } from '@comanda/test-kit/servers'
import type { SessionRecord } from 'comanda/store'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from 'comanda/store/postgres'
import { createSqliteStore } from 'comanda/store/sqlite'
import pg from 'pg'
import { madeSession, NOW } from './made-session.ts'
import type { AbleStore } from './operations.ts'
import { createPopulation, type Population } from './population.ts'

/** A store with so many sessions in it. */
export interface Contestant {
  readonly store: AbleStore
  readonly population: Population
  /** What time it is for the store. */
  setClock(now: number): void
  /** Has PostgreSQL write out what it holds in memory. After that each page is logged whole when it changes first. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens an SQLite store with `count` sessions in it: a copy in `folder`, of a file there that is made once and kept. It has
 * its rows from plain inserts, which is faster by far, in the order of their numbers.
 */
export async function openSqlite(folder: string, count: number): Promise<Contestant> {
  mkdirSync(folder, { recursive: true })
  const kept = join(folder, `${count}-sessions.sqlite`)
  if (!existsSync(kept)) {
    const made = `${kept}.unfinished`
    removeFile(made)
    await createSqliteStore({ path: made }).close()
    fillSqlite(made, count)
    renameSync(made, kept)
  }
  // Brings it up to date, if it is of an older schema.
  await createSqliteStore({ path: kept }).close()
  const path = `${kept}.copy`
  removeFile(path)
  copyFileSync(kept, path)
  let now = NOW
  const store = createSqliteStore({ path, clock: () => now })
  return {
    store,
    population: createPopulation(count, count),
    setClock(time) {
      now = time
    },
    // SQLite does so by itself, every thousand pages.
    checkpoint: async () => {},
    async close() {
      await store.close()
      removeFile(path)
    },
  }
}

function removeFile(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
}

function fillSqlite(path: string, count: number): void {
  const connection = new DatabaseSync(path)
  connection.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -2000000; begin')
  const columns = ['place', ...columnsOf(madeSession(0)), 'sweep_at']
  const insert = connection.prepare(
    `insert into session (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  for (let number = 0; number < count; number += 1) {
    const session = madeSession(number)
    insert.run(placeOf(session.id), ...Object.values(session), session.expiresAt)
  }
  connection.exec('commit; pragma journal_mode = wal')
  connection.close()
}

/** As the store computes it: a test compares. */
function placeOf(id: string): number {
  return Buffer.from(id, 'base64url').readUIntBE(0, 6)
}

const ROWS_AT_ONCE = 5_000

/** Makes a PostgreSQL store with `count` sessions in it, in a database of its own on the server at `url`. */
export async function openPostgres(url: string, count: number): Promise<Contestant> {
  const connectionString = await createPostgresDatabase(url, `sessions_${count}`)
  const pool = new pg.Pool({ connectionString, ...POSTGRES_POOL, statement_timeout: 60_000 })
  await migratePostgresStore(pool)
  await fillPostgres(pool, count)
  let now = NOW
  // A deadline would end the bench where another program takes the machine for a moment.
  const store = createPostgresStore({ pool, clock: () => now, deadlineMs: 60_000 })
  return {
    store,
    population: createPopulation(count, count),
    setClock(time) {
      now = time
    },
    checkpoint: async () => void (await pool.query('checkpoint')),
    close: () => pool.end(),
  }
}

async function fillPostgres(pool: pg.Pool, count: number): Promise<void> {
  const columns = columnsOf(madeSession(0))
  for (let at = 0; at < count; at += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - at) }, (_, index) => {
      return Object.fromEntries(Object.values(madeSession(at + index)).map((value, column) => [columns[column], value]))
    })
    await pool.query('insert into comanda_session select * from json_populate_recordset(null::comanda_session, $1)', [
      JSON.stringify(rows),
    ])
  }
  const client = await pool.connect()
  await client.query('set statement_timeout = 0')
  // As autovacuum leaves the table some time after such a rush.
  await client.query('vacuum (analyze, freeze) comanda_session')
  await client.query('checkpoint')
  client.release(true)
}

/** The columns of a record, in its order. */
function columnsOf(record: SessionRecord): string[] {
  return Object.keys(record).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
}
