/**
 * The sessions of each user, noted in a second store: for a store that cannot find them itself, as a Redis cluster, and for
 * one that may lose what it acknowledged when a replica takes over.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { type KeptSession, keptIn, storedOf } from './kept-session.ts'
import {
  type Clock,
  RecordUnreadable,
  type Saved,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'
import { createNotes, type Note } from './user-notes.ts'

/** Writers that may come in between before a call is given up. */
const USERS_ATTEMPTS_MAX = 32
/** Sessions of a user that are looked at or ended together. */
const AT_ONCE_MAX = 64

/** What {@link createStoreWithUsers} needs. */
export interface StoreWithUsersOptions {
  /** Has the sessions. */
  readonly sessions: SessionStore
  /** Has the notes, a small record for each sign-in: a durable store, for example in the shop's database. */
  readonly users: SessionStore & UserIndex
  /** The clock of both. Default: `Date.now`. */
  readonly clock?: Clock
}

/**
 * `sessions` with the ability to list and to end those of a user. Each sign-in has a note in `users`, which is the truth: a
 * session of somebody whose note is gone is gone, whatever `sessions` has of it. So a sign-out of a user is final even if
 * `sessions` forgets it.
 *
 * Costs: a load, a save and a touch of a user's session load its note as well, and a save and a touch load the session first; a
 * sign-in writes a note and a sign-out removes it. A destroy marks the session before it removes it. Sessions of nobody
 * have no note, and are as durable as `sessions` is. While `users` does not answer, the sessions of users are not to
 * be had: {@link StoreUnavailable}.
 *
 * Both stores are swept, if they have to be, by themselves.
 */
export function createStoreWithUsers(options: StoreWithUsersOptions): SessionStore & UserIndex {
  const { sessions, users, clock = Date.now } = options
  const notes = createNotes(users, clock)

  async function look(id: string): Promise<KeptSession | null> {
    const record = await sessions.load(id)
    return record && keptIn(record)
  }

  async function isLive({ record, note, isEnded }: KeptSession): Promise<boolean> {
    if (isEnded) return false
    return record.userId === null || (note !== null && (await notes.has(note, record)))
  }

  /** What was found, if it is alive; or what has come of it since. */
  async function live(found: KeptSession | null): Promise<KeptSession | null> {
    let kept = found
    for (let attempt = 1; attempt <= USERS_ATTEMPTS_MAX; attempt += 1) {
      if (kept === null || (await isLive(kept))) return kept
      const since = await look(kept.record.id)
      // Unless it was saved since: then its note went with a sign-out that left the session to nobody.
      if (since?.record.version === kept.record.version) return null
      kept = since
    }
    throw new StoreUnavailable('Whose a session is could not be told: others kept changing it.')
  }

  /** The same, after what its last save may have left undone. */
  async function finished(found: KeptSession | null): Promise<KeptSession | null> {
    const kept = await live(found)
    if (kept?.left) await notes.remove(kept.left)
    return kept
  }

  /** What follows `before`, with the note it needs; null if the user was signed out meanwhile. */
  async function follow(before: KeptSession, record: SessionRecord): Promise<KeptSession | null> {
    const { note } = before
    const next = { record, isEnded: false }
    if (record.userId !== before.record.userId) return { ...next, note: await noteFor(record), left: note }
    const isLonger = record.absoluteExpiresAt > before.record.absoluteExpiresAt
    if (note !== null && isLonger && !(await notes.prolong(note, record.absoluteExpiresAt))) return null
    return { ...next, note, left: null }
  }

  async function noteFor(record: SessionRecord): Promise<string | null> {
    return record.userId === null ? null : notes.add(record.userId, record)
  }

  /**
   * Marks a session as ended, so that no save beside it comes after, and answers what it was; null if it is not there or not
   * the one that is meant.
   */
  async function end(id: string, isMeant: (kept: KeptSession) => boolean): Promise<KeptSession | null> {
    for (let attempt = 1; attempt <= USERS_ATTEMPTS_MAX; attempt += 1) {
      const kept = await look(id)
      if (kept === null || !isMeant(kept)) return null
      const { record } = kept
      const last = { ...record, version: record.version + 1, writeId: randomBytes(16).toString('base64url') }
      const saved = await sessions.save(storedOf({ ...kept, record: last, isEnded: true }), record.version)
      if (saved.kind !== 'conflict') return kept
    }
    throw new StoreUnavailable('A session could not be ended: others kept changing it.')
  }

  async function endNoted({ id, sessionId }: Note): Promise<void> {
    const ended = await end(sessionId, ({ note }) => note === id).catch(nullIfUnreadable)
    if (ended !== null) await sessions.destroy(sessionId)
    // Last, for it is by the note that a second try finds the session.
    await notes.remove(id)
  }

  return {
    consistency: sessions.consistency === 'strong' && users.consistency === 'strong' ? 'strong' : 'eventual',

    async load(id) {
      return (await live(await look(id)))?.record ?? null
    },

    async create(record) {
      const note = await noteFor(record)
      const isCreated = await sessions.create(storedOf({ record, note, left: null, isEnded: false }))
      if (!isCreated && note !== null) await notes.remove(note)
      return isCreated
    },

    async save(record, ifVersion): Promise<Saved> {
      const before = await finished(await look(record.id))
      if (before === null) return { kind: 'gone' }
      if (before.record.version !== ifVersion) return { kind: 'conflict', current: before.record }
      const after = await follow(before, record)
      if (after === null) return { kind: 'gone' }
      const saved = await sessions.save(storedOf(after), ifVersion)
      if (saved.kind === 'saved') {
        if (after.left !== null) await notes.remove(after.left)
        return saved
      }
      if (after.note !== null && after.note !== before.note) await notes.remove(after.note)
      const won = saved.kind === 'gone' ? null : await finished(keptIn(saved.current))
      return won === null ? { kind: 'gone' } : { kind: 'conflict', current: won.record }
    },

    async touch(id, expiresAt) {
      return (await live(await look(id))) !== null && sessions.touch(id, expiresAt)
    },

    async destroy(id) {
      const ended = await end(id, () => true).catch(nullIfUnreadable)
      if (ended?.note) await notes.remove(ended.note)
      if (ended?.left) await notes.remove(ended.left)
      // Last, for it is by the session that a second try finds the notes.
      await sessions.destroy(id)
    },

    async listByUser(userId) {
      const listed = await inPieces(await notes.of(userId), async ({ id, sessionId }) => {
        const kept = await look(sessionId).catch(nullIfUnreadable)
        return kept !== null && kept.note === id && !kept.isEnded ? [kept.record] : []
      })
      return listed.flat()
    },

    async destroyByUser(userId, except) {
      const noted = await notes.of(userId)
      await inPieces(
        noted.filter(({ sessionId }) => sessionId !== except),
        endNoted,
      )
    },
  }
}

/** A record that cannot be read can be removed all the same. */
function nullIfUnreadable(error: unknown): null {
  if (error instanceof RecordUnreadable) return null
  throw error
}

async function inPieces<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += AT_ONCE_MAX)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE_MAX).map(act))))
  return results
}
