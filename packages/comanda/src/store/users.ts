/**
 * The sessions of each user, noted in a second store: for a store that cannot find them itself, as a Redis cluster, and for
 * one that may lose what it acknowledged when a replica takes over.
 *
 * @module
 */
import { hash } from 'node:crypto'
import {
  type Clock,
  RecordUnreadable,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'

/** A user has so many sessions at most: who signs in once more ends the oldest. */
export const SESSIONS_OF_USER_MAX = 1_000
/** Sign-ins and sign-outs of one user that come in between, until a note is given up. */
const ATTEMPTS_MAX = 32

/** What {@link createStoreWithUsers} needs. */
export interface StoreWithUsersOptions {
  /** Has the sessions. */
  readonly sessions: SessionStore
  /** Has the notes, a small record for each user: a durable store, for example in the shop's database. */
  readonly users: SessionStore
  /** The clock of both. Default: `Date.now`. */
  readonly clock?: Clock
}

/**
 * `sessions` with the ability to list and to end those of a user. What `users` has noted is the truth: a session of somebody
 * that is not noted is gone, whatever `sessions` has of it. So a sign-out of a user is final even if `sessions` forgets it.
 *
 * Costs: a load of a user's session loads the note as well; a save, a touch and a destroy load the session first; a sign-in and
 * a sign-out save the note. Sessions of nobody load and save no note, and are as durable as `sessions` is. While
 * `users` does not answer, the sessions of users are not to be had: {@link StoreUnavailable}.
 *
 * Both stores are swept, if they have to be, by themselves.
 */
export function createStoreWithUsers(options: StoreWithUsersOptions): SessionStore & UserIndex {
  const { sessions, users, clock = Date.now } = options
  const notes = createNotes(users, clock)

  /** The record, if it is noted for its user. */
  async function current(id: string): Promise<SessionRecord | null> {
    return noted(await sessions.load(id))
  }

  async function noted(record: SessionRecord | null): Promise<SessionRecord | null> {
    if (record === null || record.userId === null) return record
    return (await notes.of(record.userId)).some(({ id }) => id === record.id) ? record : null
  }

  async function destroyAll(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => sessions.destroy(id)))
  }

  return {
    consistency: sessions.consistency === 'strong' && users.consistency === 'strong' ? 'strong' : 'eventual',

    load: current,

    async create(record) {
      if (record.userId !== null) await destroyAll(await notes.add(record.userId, record))
      return sessions.create(record)
    },

    async save(record, ifVersion) {
      const before = await current(record.id)
      if (before === null) return { kind: 'gone' }
      if (before.version !== ifVersion) return { kind: 'conflict', current: before }
      const isOthers = before.userId !== record.userId
      // Before the session is theirs: a request beside this one must not find a session that is not noted.
      if (isOthers && record.userId !== null) await destroyAll(await notes.add(record.userId, record))
      const saved = await sessions.save(record, ifVersion)
      if (saved.kind === 'conflict') {
        const won = await noted(saved.current)
        return won === null ? { kind: 'gone' } : { kind: 'conflict', current: won }
      }
      if (saved.kind === 'saved' && isOthers && before.userId !== null)
        await notes.remove(before.userId, before.id, before.version)
      return saved
    },

    async touch(id, expiresAt) {
      return (await current(id)) !== null && sessions.touch(id, expiresAt)
    },

    async destroy(id) {
      const record = await sessions.load(id)
      if (record !== null && record.userId !== null) await notes.remove(record.userId, id)
      await sessions.destroy(id)
    },

    async listByUser(userId) {
      const listed = await Promise.all((await notes.of(userId)).map(({ id }) => sessions.load(id)))
      return listed.filter((record) => record !== null && record.userId === userId) as SessionRecord[]
    },

    async destroyByUser(userId, except) {
      const spared = except === undefined ? null : await sessions.load(except)
      await destroyAll(await notes.clear(userId, spared?.userId === userId ? spared.id : null))
    },
  }
}

/** A session that is a user's since it had that version. */
interface Note {
  readonly id: string
  readonly version: number
  readonly end: number
}

interface Notes {
  /** Of the sessions that are the user's. */
  of(userId: string): Promise<readonly Note[]>
  /** Notes that the session is the user's from `record` on. The ids of those that are too many then. */
  add(userId: string, record: SessionRecord): Promise<readonly string[]>
  /** Takes the session away from the user, unless it was given to them again after `version`. */
  remove(userId: string, id: string, version?: number): Promise<void>
  /** Takes all sessions away but for `spared`, and answers their ids. */
  clear(userId: string, spared: string | null): Promise<readonly string[]>
}

function createNotes(users: SessionStore, clock: Clock): Notes {
  /** Writes what `next` makes of the notes, until nobody comes in between; nothing if it hands back the same. */
  async function change(
    userId: string,
    next: (notes: readonly Note[]) => readonly Note[],
  ): Promise<{ readonly before: readonly Note[]; readonly after: readonly Note[] }> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const record = await users.load(noteId(userId))
      const before = record === null ? [] : notesIn(record)
      const after = next(before)
      if (after === before || (await isWritten(userId, record, after))) return { before, after }
    }
    throw new StoreUnavailable('The sessions of a user could not be noted: others kept changing them.')
  }

  async function isWritten(userId: string, before: SessionRecord | null, notes: readonly Note[]): Promise<boolean> {
    const record = recordOf(userId, before, notes, clock())
    if (before === null) return users.create(record)
    return (await users.save(record, before.version)).kind === 'saved'
  }

  return {
    async of(userId) {
      const record = await users.load(noteId(userId))
      return record === null ? [] : notesIn(record)
    },

    async add(userId, { id, version, absoluteExpiresAt }) {
      const now = clock()
      const { before, after } = await change(userId, (notes) => {
        const others = notes.filter((note) => note.id !== id && note.end > now)
        return [...others, { id, version, end: absoluteExpiresAt }].slice(-SESSIONS_OF_USER_MAX)
      })
      const kept = new Set(after.map((note) => note.id))
      return before.filter((note) => !kept.has(note.id)).map((note) => note.id)
    },

    async remove(userId, id, version = Number.MAX_SAFE_INTEGER) {
      await change(userId, (notes) => without(notes, (note) => note.id === id && note.version <= version))
    },

    async clear(userId, spared) {
      const { before } = await change(userId, (notes) => without(notes, (note) => note.id !== spared))
      return before.filter((note) => note.id !== spared).map((note) => note.id)
    },
  }
}

/** The same array if there is nothing to leave out. */
function without(notes: readonly Note[], isOut: (note: Note) => boolean): readonly Note[] {
  return notes.some(isOut) ? notes.filter((note) => !isOut(note)) : notes
}

/** Of the form of all ids. Nobody can open the record with it: it has no verifier. */
function noteId(userId: string): string {
  return hash('sha256', `sessions of ${userId}`, 'buffer').subarray(0, 16).toString('base64url')
}

/** Lives as long as the longest session that it names. */
function recordOf(userId: string, before: SessionRecord | null, notes: readonly Note[], now: number): SessionRecord {
  const end = Math.max(before?.absoluteExpiresAt ?? 0, now + 1, ...notes.map((note) => note.end))
  const version = (before?.version ?? 0) + 1
  return {
    id: noteId(userId),
    verifierHash: '',
    previousVerifierHash: null,
    rotatedAt: null,
    generation: 1,
    version,
    writeId: '',
    data: JSON.stringify(notes.map((note) => [note.id, note.version, note.end])),
    userId: null,
    createdAt: before?.createdAt ?? now,
    expiresAt: end,
    absoluteExpiresAt: end,
    meta: '',
  }
}

function notesIn({ data }: SessionRecord): readonly Note[] {
  try {
    const notes = JSON.parse(data) as [string, number, number][]
    return notes.map(([id, version, end]) => ({ id, version, end }))
  } catch (cause) {
    throw new RecordUnreadable('The sessions that are noted for a user cannot be read.', { cause })
  }
}
