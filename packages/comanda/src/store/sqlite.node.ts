/**
 * Sessions in an SQLite file, for any number of processes of one machine.
 *
 * Runs in WAL mode with synchronous=FULL: an acknowledged write survives a crash and a power loss. The writes of one
 * moment share one transaction, so that costs a fraction of one commit each.
 *
 * @module
 */
import type { StatementSync } from 'node:sqlite'
import { createGroupCommit, LOCK_WAIT_MS_MAX, type Transactional } from './group-commit.node.ts'
import { createGroupRead } from './group-read.node.ts'
import { COLUMNS, type Row, recordOf, rowOf } from './row.ts'
import { openSessionFile, type SqliteStoreOptions } from './sqlite-file.node.ts'
import { otherPlaceOf, placeOf } from './sqlite-schema.node.ts'
import {
  type Clock,
  type ExpirySweeping,
  type Saved,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'

export { openSessionFile, SqliteStoreError, type SqliteStoreOptions } from './sqlite-file.node.ts'

const LOAD = `select ${COLUMNS} from session where place = ? and id = ? and expires_at > ?`
const DROP_EXPIRED = 'delete from session where place = ? and expires_at <= ?'
/** Looked at for each one made: two, so that forgotten sessions do not pile up. */
const SWEPT_BESIDE_CREATE = 2
// Numbered parameters, in the order of the columns: named ones cost more than the rest of the statement.
const CREATE = `
  insert into session (${COLUMNS}, place, sweep_at)
  values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?11)
  on conflict (place) do nothing`
const SET_BUT_INDEXED = `
  update session set verifier_hash = ?2, previous_verifier_hash = ?3, rotated_at = ?4, generation = ?5, version = ?6,
    write_id = ?7, data = ?8, created_at = ?10, expires_at = ?11, absolute_expires_at = ?12, meta = ?13`
const IF_VERSION = 'where place = ?14 and id = ?1 and version = ?15 and expires_at > ?16'
/** Nearly every save: SQLite would write the pages of an index for its columns being named, though nothing is new in them. */
const SAVE = `${SET_BUT_INDEXED} ${IF_VERSION} and user_id is ?9 and sweep_at <= ?11`
const SAVE_INDEXED = `${SET_BUT_INDEXED}, user_id = ?9, sweep_at = min(sweep_at, ?11) ${IF_VERSION}`
const TOUCH = `
  update session set expires_at = max(expires_at, min(:expiresAt, absolute_expires_at))
  where place = :place and id = :id and expires_at > :now`
const DESTROY = 'delete from session where place = ? and id = ?'
const SWEEPABLE = 'select place, expires_at from session where sweep_at <= ? limit ?'
const SWEEP = 'delete from session where place = ?'
const SWEEP_LATER = 'update session set sweep_at = expires_at where place = ?'
const LIST_BY_USER = `select ${COLUMNS} from session where user_id = ? and expires_at > ?`
const DESTROY_BY_USER = 'delete from session where user_id = ? and id is not ?'
/** Between two transactions of a sweep that put sessions off, so that others get the lock. */
const PUT_OFF_PAUSE_MS = 10
/** Records that a sweep looks at in one transaction: so many keep the event loop and the lock for a few milliseconds. */
const SWEPT_AT_ONCE_MAX = 64

/** An SQLite store has every ability, and holds a file open until it is closed. */
export interface SqliteStore extends SessionStore, ExpirySweeping, UserIndex {
  /** Answers the writes under way, then closes the file. Closing twice is fine. */
  close(): Promise<void>
}

/**
 * Opens (or makes) a store in an SQLite file.
 *
 * Linearizable across the processes that use the file. Waiting for another process's lock never blocks the event
 * loop; after {@link LOCK_WAIT_MS_MAX} milliseconds it ends in {@link StoreUnavailable}.
 *
 * Throws {@link SqliteStoreError}, or SQLite's own error if the file is no database.
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  return sqliteStoreOn(openSessionFile(options), options.clock)
}

/** The part of `DatabaseSync` that the store needs. */
export interface SqliteConnection extends Transactional {
  prepare(sql: string): StatementSync
  close(): void
  readonly isOpen: boolean
}

/** The store on an open connection; apart from {@link createSqliteStore} so that tests can make the connection fail. */
export function sqliteStoreOn(
  connection: SqliteConnection,
  clock: Clock = Date.now,
  lockWaitMsMax: number = LOCK_WAIT_MS_MAX,
): SqliteStore {
  const load = connection.prepare(LOAD)
  load.setReturnArrays(true)
  const dropExpired = connection.prepare(DROP_EXPIRED)
  const create = connection.prepare(CREATE)
  const save = connection.prepare(SAVE)
  const saveIndexed = connection.prepare(SAVE_INDEXED)
  const touch = connection.prepare(TOUCH)
  const destroy = connection.prepare(DESTROY)
  const listByUser = connection.prepare(LIST_BY_USER)
  listByUser.setReturnArrays(true)
  const destroyByUser = connection.prepare(DESTROY_BY_USER)
  const sweepSome = createSweepSome(connection)
  const writes = createGroupCommit(connection, lockWaitMsMax)
  const reads = createGroupRead(connection, lockWaitMsMax)

  function read(id: string): SessionRecord | null {
    const now = clock()
    const row = load.get(placeOf(id), id, now) ?? load.get(otherPlaceOf(id), id, now)
    return row === undefined ? null : recordOf(row as unknown as Row)
  }

  async function orUnavailable<Result>(reading: () => Result): Promise<Result> {
    try {
      return await reads.run(reading)
    } catch (error) {
      throw new StoreUnavailable('SQLite could not read the session.', { cause: error })
    }
  }

  return {
    consistency: 'strong',

    load: (id) => orUnavailable(() => read(id)),

    create: (record) =>
      writes.run(() => {
        const now = clock()
        sweepSome(now, SWEPT_BESIDE_CREATE)
        if (read(record.id) !== null) return false
        return atEitherPlace(record.id, (place) => {
          dropExpired.run(place, now)
          return create.run(...rowOf(record), place).changes !== 0
        })
      }),

    save: (record, ifVersion) =>
      writes.run((): Saved => {
        const isSaved = atEitherPlace(record.id, (place) => {
          const values = [...rowOf(record), place, ifVersion, clock()] as const
          return save.run(...values).changes !== 0 || saveIndexed.run(...values).changes !== 0
        })
        if (isSaved) return { kind: 'saved' }
        const current = read(record.id)
        return current === null ? { kind: 'gone' } : { kind: 'conflict', current }
      }),

    touch: (id, expiresAt) =>
      writes.run(() => atEitherPlace(id, (place) => touch.run({ place, id, expiresAt, now: clock() }).changes !== 0)),

    destroy: (id) =>
      writes.run(() => {
        // At both: one that expired may still stand where it stood.
        destroy.run(placeOf(id), id)
        destroy.run(otherPlaceOf(id), id)
      }),

    async deleteExpired(before, limit) {
      let removed = 0
      for (;;) {
        const count = Math.min(limit - removed, SWEPT_AT_ONCE_MAX)
        const swept = await writes.run(() => sweepSome(Math.min(before, clock()), count))
        removed += swept.removed
        if (swept.looked < count || removed === limit) return removed
        // Many may only be put off, after a long stop of the app, and no limit counts those.
        if (swept.removed < swept.looked) await new Promise((resolve) => setTimeout(resolve, PUT_OFF_PAUSE_MS))
      }
    },

    listByUser: (userId) =>
      orUnavailable(() => (listByUser.all(userId, clock()) as unknown as Row[]).map((row) => recordOf(row))),

    destroyByUser: (userId, except) =>
      writes.run(() => {
        destroyByUser.run(userId, except ?? null)
      }),

    async close() {
      // The last of the reads.
      await reads.run(() => {})
      await writes.drain()
      if (connection.isOpen) connection.close()
    },
  }
}

/** Acts at the place of the session, and at its other one if that did nothing. */
function atEitherPlace(id: string, act: (place: number) => boolean): boolean {
  return act(placeOf(id)) || act(otherPlaceOf(id))
}

/** Looks at `count` sessions that may have expired by `before`: removes those that have, and puts the others off. */
function createSweepSome(
  connection: SqliteConnection,
): (before: number, count: number) => { readonly looked: number; readonly removed: number } {
  const sweepable = connection.prepare(SWEEPABLE)
  sweepable.setReturnArrays(true)
  const sweep = connection.prepare(SWEEP)
  const sweepLater = connection.prepare(SWEEP_LATER)

  return (before, count) => {
    const found = sweepable.all(before, count) as unknown as (readonly [place: number, expiresAt: number])[]
    let removed = 0
    for (const [place, expiresAt] of found) {
      if (expiresAt <= before) removed += Number(sweep.run(place).changes)
      else sweepLater.run(place)
    }
    return { looked: found.length, removed }
  }
}
