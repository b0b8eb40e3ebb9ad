import { randomBytes } from 'node:crypto'
import { type Clock, type SessionRecord, type SessionStore, StoreUnavailable, type UserIndex } from './store.ts'

/** Names that are drawn for a note, until one is free. */
const DRAWS_MAX = 8

/** Says that a session is a user's by one sign-in. */
export interface Note {
  readonly id: string
  readonly sessionId: string
}

/** The notes of all users. Every call may reject with StoreUnavailable. */
export interface Notes {
  /** Notes that the session is the user's; it counts once the session has the note's id, which is the answer. */
  add(userId: string, session: SessionRecord): Promise<string>
  /** Whether the note is there, and says that the session is its user's. */
  has(id: string, session: SessionRecord): Promise<boolean>
  /** Lets the note live until `end` at least. False if it is gone. */
  prolong(id: string, end: number): Promise<boolean>
  remove(id: string): Promise<void>
  /** Those of a user, some of which may be left over from sign-ins that failed. */
  of(userId: string): Promise<readonly Note[]>
}

/** Keeps each note as a record of `users`, with a name that nobody else has and no verifier: no cookie opens it. */
export function createNotes(users: SessionStore & UserIndex, clock: Clock): Notes {
  return {
    async add(userId, session) {
      for (let draw = 1; draw <= DRAWS_MAX; draw += 1) {
        const id = randomBytes(16).toString('base64url')
        if (await users.create(noteOf(id, userId, session, clock()))) return id
      }
      throw new StoreUnavailable('A sign-in could not be noted: the store takes every name for taken.')
    },

    async has(id, session) {
      const note = await users.load(id)
      return note !== null && isNote(note) && note.userId === session.userId && note.data === session.id
    },

    prolong: (id, end) => users.touch(id, end),

    remove: (id) => users.destroy(id),

    async of(userId) {
      return (await users.listByUser(userId)).filter(isNote).map(({ id, data }) => ({ id, sessionId: data }))
    },
  }
}

function noteOf(id: string, userId: string, session: SessionRecord, now: number): SessionRecord {
  return {
    id,
    verifierHash: '',
    previousVerifierHash: null,
    rotatedAt: null,
    generation: 1,
    version: 1,
    writeId: '',
    data: session.id,
    userId,
    createdAt: now,
    expiresAt: session.absoluteExpiresAt,
    // A session may be given longer to live later on.
    absoluteExpiresAt: Number.MAX_SAFE_INTEGER,
    meta: '',
  }
}

/** Sessions that stand in the same store have a verifier. */
function isNote({ verifierHash }: SessionRecord): boolean {
  return verifierHash === ''
}
