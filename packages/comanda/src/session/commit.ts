import { RecordUnreadable, type SessionRecord, type SessionStore, StoreUnavailable } from '../store/store.ts'
import type { Engine } from './engine.ts'
import { SessionError, unreadable } from './error.ts'
import { createKnowing, saveKnowing } from './knowing.ts'
import { type Expiry, endsOf, newbornEnds } from './lifetime.ts'
import { decodeMeta, encodeMeta } from './meta.ts'
import { type Operation, replay } from './operations.ts'
import { encodeSlots, type Slots } from './slots.ts'
import { type Token, verifierHashOf } from './token.ts'
import type { Lane } from './turns.ts'

/** How often a save is rebased on what others saved meanwhile before the request is told to come back later. */
export const SAVE_ATTEMPTS_MAX = 64
/** How long a request waits behind others that write to its session, if the store fails them. Milliseconds. */
export const OUTAGE_WAIT_MS_MAX = 2_500
/** A second 128-bit id that is taken is a broken source of randomness, not chance. */
const CREATE_ATTEMPTS_MAX = 3

/** A record and its data as they stand after a commit. `written` is false if there was nothing to write. */
export interface Committed {
  readonly record: SessionRecord
  readonly slots: Slots
  readonly written: boolean
}

/** What a commit is to do. */
export interface Change {
  readonly operations: readonly Operation[]
  /** The verifier of the new token, if the session gets one. */
  readonly newVerifier: string | null
  /** How the session is to end from now on, if that changes. */
  readonly newExpiry: Expiry | null
}

/**
 * Does `change` to the session whose record this request loaded as `loaded`, on the newest record there is.
 *
 * Throws SessionError `gone`, `conflict`, `exhausted`, `unavailable`, `unreadable`, `too-large` or `bad-data`, and whatever
 * an update's function throws; then nothing is stored, except that after `unavailable` nobody can tell.
 */
export function commitChange(
  engine: Engine,
  store: SessionStore,
  loaded: SessionRecord,
  change: Change,
): Promise<Committed> {
  const askedAt = performance.now()
  return engine.turns.take(loaded.id, async (lane) => {
    if (lane.failed && performance.now() - askedAt > OUTAGE_WAIT_MS_MAX) {
      throw new SessionError('session/unavailable', 'Requests before this one did not reach the store. Try again.')
    }
    let newest = newestOf(lane, store, loaded)
    for (let attempt = 1; attempt <= SAVE_ATTEMPTS_MAX; attempt += 1) {
      if (newest.generation !== loaded.generation) throw gone('got a new token')
      const next = rebase(engine, newest, change)
      if (!next.written) return next
      lane.failed = true
      const saved = await asSessionError(() => saveKnowing(store, next.record, newest.version, engine.outagePause))
      lane.failed = false
      switch (saved.kind) {
        case 'saved':
          lane.newest = { store, record: next.record }
          engine.observe({ kind: 'saved', id: loaded.id, attempts: attempt })
          if (change.newVerifier !== null) engine.observe({ kind: 'regenerated', id: loaded.id })
          return next
        case 'gone':
          throw gone('was ended')
        case 'conflict':
          newest = saved.current
          lane.newest = { store, record: newest }
          engine.observe({ kind: 'conflict', id: loaded.id })
          await engine.pause(attempt)
      }
    }
    throw new SessionError(
      'session/exhausted',
      `Other requests changed the session ${SAVE_ATTEMPTS_MAX} times while this one tried to. Try again.`,
    )
  })
}

function newestOf({ newest }: Lane, store: SessionStore, loaded: SessionRecord): SessionRecord {
  const isNewer = newest !== null && newest.store === store && newest.record.version > loaded.version
  return isNewer ? newest.record : loaded
}

/** Makes a session that holds `slots`, with a token for its browser. Throws as {@link commitChange} does. */
export async function commitNew(
  engine: Engine,
  store: SessionStore,
  slots: Slots,
  expiry: Expiry,
): Promise<Committed & { readonly token: Token }> {
  engine.data.check(slots)
  const data = encodeSlots(slots)
  const make = () => {
    const token = engine.newToken()
    return { token, record: newRecord(engine, token, data, expiry) }
  }
  for (let attempt = 1; attempt <= CREATE_ATTEMPTS_MAX; attempt += 1) {
    const newborn = await asSessionError(() => createKnowing(store, make, engine.outagePause))
    if (newborn === null) continue
    engine.observe({ kind: 'created', id: newborn.record.id })
    return { ...newborn, slots, written: true }
  }
  throw new SessionError('session/exhausted', 'Every new session id was taken already; check the source of randomness.')
}

/**
 * Runs a call of the store. An outage becomes `session/unavailable`, a record that cannot be read `session/unreadable`,
 * anything else stays what it is.
 */
export async function asSessionError<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RecordUnreadable) throw unreadable('A session record', error)
    if (!(error instanceof StoreUnavailable)) throw error
    throw new SessionError('session/unavailable', 'The session store cannot be reached. Try again in a moment.', {
      cause: error,
    })
  }
}

function rebase(engine: Engine, newest: SessionRecord, { operations, newVerifier, newExpiry }: Change): Committed {
  const slots = replay(engine.data.decode(newest), operations)
  const data = encodeSlots(slots)
  if (data === newest.data && newVerifier === null && newExpiry === null) {
    return { record: newest, slots, written: false }
  }
  engine.data.check(slots)
  const now = engine.clock()
  const expiry = newExpiry ?? decodeMeta(newest.meta).expiry
  const record = {
    ...newest,
    data,
    version: newest.version + 1,
    writeId: engine.newWriteId(),
    meta: encodeMeta({ expiry, dataVersion: engine.data.version }),
    ...endsOf(engine.lifetime, expiry, newest.createdAt, now),
  }
  return { record: newVerifier === null ? record : withNewVerifier(record, newVerifier, now), slots, written: true }
}

function withNewVerifier(record: SessionRecord, verifier: string, now: number): SessionRecord {
  return {
    ...record,
    verifierHash: verifierHashOf(verifier),
    previousVerifierHash: record.verifierHash,
    rotatedAt: now,
    generation: record.generation + 1,
  }
}

function newRecord(engine: Engine, token: Token, data: string, expiry: Expiry): SessionRecord {
  const now = engine.clock()
  return {
    id: token.id,
    verifierHash: verifierHashOf(token.verifier),
    previousVerifierHash: null,
    rotatedAt: null,
    generation: 1,
    version: 1,
    writeId: engine.newWriteId(),
    data,
    userId: null,
    createdAt: now,
    meta: encodeMeta({ expiry, dataVersion: engine.data.version }),
    ...newbornEnds(engine.lifetime, expiry, now),
  }
}

function gone(what: string): SessionError {
  return new SessionError(
    'session/gone',
    `The session ${what} while this request was under way; its changes are not stored.`,
  )
}
