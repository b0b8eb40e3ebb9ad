/**
 * The store contract: what Comanda needs of a place where session records live.
 *
 * There is no upsert in it, and that is why sign-out is final: `create` only makes new records, `save` and `touch`
 * only change records that are still there. A store written to this comment passes `storeContract` of
 * `comanda/testing`. What only some stores can do are abilities: interfaces of their own, which the same tests try.
 *
 * @module
 */
import { ComandaError } from '../error.ts'

/**
 * One session as a store keeps it: plain text and numbers, no live objects. Times are milliseconds since 1970-01-01
 * UTC. Texts are well-formed Unicode without U+0000 (JSON text is), and numbers are safe integers: that is what every
 * database can keep. A record whose `expiresAt` is not in the future counts as absent for every operation.
 */
export interface SessionRecord {
  /**
   * 22 base64url characters: 128 random bits, the first 24 of which are shared by sessions that one process began at about the
   * same time. Checked for form before any store sees it. Safe to log.
   */
  readonly id: string
  /** SHA-256 of the token's verifier, base64url. The verifier itself is never stored. */
  readonly verifierHash: string
  /** The hash that `regenerate` replaced, while a request under way may still hold the old token. */
  readonly previousVerifierHash: string | null
  /** When `regenerate` last gave the session a new token. */
  readonly rotatedAt: number | null
  /** Goes up by one with each new token. */
  readonly generation: number
  /** Goes up by one with each save; `save` compares it. Starts at 1. */
  readonly version: number
  /** Fresh with each write, so that a retry after a lost answer recognises its own write. */
  readonly writeId: string
  /** The session's data as text. Stores neither read nor change it. */
  readonly data: string
  /** Who is signed in, if anybody. */
  readonly userId: string | null
  readonly createdAt: number
  /** The idle end: moved on by `touch` and `save`. */
  readonly expiresAt: number
  /** The last moment of all: no touch goes past it. */
  readonly absoluteExpiresAt: number
  /** What the engine notes about the session beside its data, as text. Empty if there is nothing to note. */
  readonly meta: string
}

/**
 * What a `save` ended in.
 * - `saved`: the record is stored as durably as the store promises.
 * - `gone`: there is no live record of that id; nothing was written.
 * - `conflict`: somebody saved in between; nothing was written, and `current` is the record as it stands now.
 */
export type Saved =
  | { readonly kind: 'saved' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'conflict'; readonly current: SessionRecord }

/**
 * Where session records live.
 *
 * Every method may reject with {@link StoreUnavailable}: the store could not be asked, or its answer was lost. After
 * that a write may or may not have happened. An outage must never look like "no session".
 */
export interface SessionStore {
  /** `strong`: every load sees every acknowledged write. `eventual`: a load may lag behind. */
  readonly consistency: 'strong' | 'eventual'

  /**
   * The record of `id`, or null if it is unknown or expired. Writes nothing, whatever the id. The caller may do with
   * the answer what it likes: it shares nothing with what the store keeps.
   *
   * Rejects with {@link RecordUnreadable} if a record is there and cannot be read.
   */
  load(id: string): Promise<SessionRecord | null>

  /** Stores a new record. False, and nothing written, if the id is taken. */
  create(record: SessionRecord): Promise<boolean>

  /**
   * Replaces the live record of `record.id` as a whole if its version still is `ifVersion`: one atomic step.
   * `record.version` is `ifVersion + 1`. Never creates.
   */
  save(record: SessionRecord, ifVersion: number): Promise<Saved>

  /**
   * Moves `expiresAt` of the live record on: never back, never past its `absoluteExpiresAt`, and nothing else of it.
   * False if there is no live record; never creates one.
   */
  touch(id: string, expiresAt: number): Promise<boolean>

  /** Removes the record, for ever: no `save` or `touch` brings it back. Removing what is not there is fine. */
  destroy(id: string): Promise<void>
}

/**
 * The ability of a store to remove records whose end has come. Without it they are absent all the same, and take up room.
 * What is called now and then is `createSweeper` of `comanda/store/sweeper`.
 */
export interface ExpirySweeping {
  /**
   * Removes records whose `expiresAt` is not after `before`, `limit` of them at most (1 or more), and answers how many.
   * Fewer than `limit`: there are no more, but for those that another process is just removing. A `before` that is still
   * to come counts as now: nothing living is removed.
   *
   * Many at once are removed in small steps, so that requests beside it hardly wait.
   */
  deleteExpired(before: number, limit: number): Promise<number>
}

/** The ability of a store to find the sessions of a user: for a list of devices, and to sign out everywhere. */
export interface UserIndex {
  /** The live records whose `userId` is this one, in no order; copies, as of `load`. Those that cannot be read are left out. */
  listByUser(userId: string): Promise<SessionRecord[]>

  /**
   * Removes all records of the user, for ever, but for the one with the id `except` if it is given. No `save` or `touch`
   * that runs beside it brings one of them back. A session that is given to the user after that is a new one.
   *
   * A record that cannot be read stops nothing, whoever it belongs to: `load` opens none. It is removed, too, if the store can
   * tell that it is the user's.
   */
  destroyByUser(userId: string, except?: string): Promise<void>
}

/** Whether the store has the ability {@link ExpirySweeping}. */
export function canSweep<Store extends SessionStore>(store: Store): store is Store & ExpirySweeping {
  return 'deleteExpired' in store
}

/** Whether the store has the ability {@link UserIndex}. */
export function hasUserIndex<Store extends SessionStore>(store: Store): store is Store & UserIndex {
  return 'listByUser' in store && 'destroyByUser' in store
}

/** Milliseconds since 1970-01-01 UTC. Passed in, so that tests can move time. */
export type Clock = () => number

/**
 * The store could not be asked, or its answer was lost. `cause` is the driver's own error. A write may have happened.
 */
export class StoreUnavailable extends ComandaError<'store/unavailable'> {
  override readonly name: string = 'StoreUnavailable'
  constructor(message: string, options?: ErrorOptions) {
    super('store/unavailable', message, options)
  }
}

/** A record is there but cannot be read. Never treated as an empty session: the next save would overwrite it. */
export class RecordUnreadable extends ComandaError<'store/record-unreadable'> {
  override readonly name: string = 'RecordUnreadable'
  constructor(message: string, options?: ErrorOptions) {
    super('store/record-unreadable', message, options)
  }
}
