/** Opening the file of an SQLite store: made, brought up to date, and as durable as asked. */
import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { ComandaError } from '../error.ts'
import { isBusy } from './group-commit.node.ts'
import { SCHEMA_VERSION, upgrade } from './sqlite-schema.node.ts'
import type { Clock } from './store.ts'

/** How long opening waits for another process that has the file locked, in milliseconds: one may be upgrading it. */
const OPEN_WAIT_MS_MAX = 300_000
const OPEN_RETRY_MS = 5
const OWNER_ONLY = 0o600
/**
 * Pages SQLite keeps in memory at most: the inner ones of a million sessions, and the sessions that are active. A small file
 * takes less. More would cost more: each commit that split or joined pages goes through all that are kept.
 */
const CACHE_KIB_MAX = 16_384

/** What `createSqliteStore` needs. */
export interface SqliteStoreOptions {
  /**
   * The file; made if it is not there, to be read by its owner alone. Its folder must exist. Keep it apart from the app's own
   * database file.
   */
  readonly path: string
  /**
   * `full` (the default): an acknowledged write survives power loss. `normal`: faster, and a power loss may take the
   * writes of the last moments with it, acknowledged ones too; a crash of the process alone still loses nothing.
   */
  readonly synchronous?: 'full' | 'normal'
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
}

/**
 * Why a session file cannot be used.
 * - `store/sqlite-not-durable`: the file system refuses WAL or the wanted synchronous mode.
 * - `store/sqlite-too-new`: a newer Comanda made the file.
 * - `store/sqlite-cannot-open`: no file can be opened or made there; `cause` is SQLite's own error.
 * - `store/sqlite-locked`: another process had it locked for five minutes, which an upgrade of many sessions may take.
 */
export class SqliteStoreError extends ComandaError<
  'store/sqlite-not-durable' | 'store/sqlite-too-new' | 'store/sqlite-cannot-open' | 'store/sqlite-locked'
> {
  override readonly name: string = 'SqliteStoreError'
}

/** Opens the file, sets it up and asserts that it is as durable as asked. Blocks while another process has it locked. */
export function openSessionFile(
  { path, synchronous = 'full' }: SqliteStoreOptions,
  waitMsMax: number = OPEN_WAIT_MS_MAX,
): DatabaseSync {
  const connection = connect(path, waitMsMax)
  try {
    useWal(connection, waitMsMax)
    setUp(connection, synchronous)
    connection.exec(`pragma busy_timeout = 0; pragma cache_size = -${CACHE_KIB_MAX}`)
    return connection
  } catch (error) {
    connection.close()
    throw isBusy(error) ? locked(path, error) : error
  }
}

function locked(path: string, cause: unknown): SqliteStoreError {
  const message =
    `Another process has ${path} locked, and had for as long as is waited. It may be bringing the file up to date: ` +
    'start again when it is done.'
  return new SqliteStoreError('store/sqlite-locked', message, { cause })
}

function connect(path: string, waitMsMax: number): DatabaseSync {
  if (path.startsWith('file:')) {
    const message = `SQLite would take ${path} for an address. Give the path of a file instead.`
    throw new SqliteStoreError('store/sqlite-cannot-open', message)
  }
  try {
    makeForOwner(path)
    return new DatabaseSync(path, { timeout: waitMsMax })
  } catch (cause) {
    const message = `SQLite cannot open or make ${path}. Check that its folder exists and can be written to.`
    throw new SqliteStoreError('store/sqlite-cannot-open', message, { cause })
  }
}

/** A new file is for its owner's eyes alone, and so are those that SQLite makes beside it. */
function makeForOwner(path: string): void {
  const isNoFile = path === '' || path === ':memory:'
  if (isNoFile || existsSync(path)) return
  try {
    closeSync(openSync(path, 'a', OWNER_ONLY))
  } catch {
    // SQLite meets the same reason in a moment, and it is told then.
  }
}

/** When several processes open a new file at once, SQLite refuses this step instead of waiting its busy timeout. */
function useWal(connection: DatabaseSync, waitMsMax: number): void {
  const deadline = performance.now() + waitMsMax
  for (;;) {
    try {
      connection.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OPEN_RETRY_MS)
    }
  }
}

function setUp(connection: DatabaseSync, synchronous: 'full' | 'normal'): void {
  const journal = connection.prepare('pragma journal_mode').get()?.['journal_mode']
  connection.exec(`pragma synchronous = ${synchronous}`)
  const level = connection.prepare('pragma synchronous').get()?.['synchronous']
  if (journal !== 'wal' || level !== (synchronous === 'full' ? 2 : 1)) {
    throw new SqliteStoreError(
      'store/sqlite-not-durable',
      `SQLite runs with journal_mode=${journal} and synchronous=${level} here; Comanda needs WAL. ` +
        'Use a file on a local disk, or the memory store.',
    )
  }
  connection.exec('begin immediate')
  const version = Number(connection.prepare('pragma user_version').get()?.['user_version'])
  if (version > SCHEMA_VERSION) {
    connection.exec('rollback')
    throw new SqliteStoreError(
      'store/sqlite-too-new',
      `The session file is of schema ${version}; this Comanda knows up to ${SCHEMA_VERSION}. ` +
        'Start the newer Comanda again, or move the file away.',
    )
  }
  upgrade(connection, version)
  connection.exec('commit')
}
