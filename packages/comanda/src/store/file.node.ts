/**
 * Sessions in a folder of files, for any number of processes of one machine: no database is needed.
 *
 * An acknowledged write survives a crash and a power loss. There are no locks that a crash could leave behind; how that
 * works is told in `file-chain.node.ts`.
 *
 * @module
 */
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ComandaError } from '../error.ts'
import { type Chain, createChain, PLACES, SHELVES, type State } from './file-chain.node.ts'
import { codeOf, machineFiles, OWNER_ONLY_FOLDER } from './file-system.node.ts'
import { recordOfText, textOf } from './record-text.ts'
import {
  type Clock,
  type ExpirySweeping,
  RecordUnreadable,
  type Saved,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'

/** How often others may come in between before a write gives up. Few ever do: the requests of one process queue. */
const FILE_ATTEMPTS_MAX = 64
/** Between two looks at a session that another process is just removing, in milliseconds. */
const REMOVAL_PAUSE_MS = 2

/** What {@link createFileStore} needs. */
export interface FileStoreOptions {
  /** Made if it is not there; its parent must be. Give it to the sessions alone. */
  readonly folder: string
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
}

/** A file store has every ability. It looks through all records for it, which takes its time with many thousands of them. */
export interface FileStore extends SessionStore, ExpirySweeping, UserIndex {}

/** `store/file-cannot-open`: the folder cannot be made, written to or made durable; `cause` is the system's own error. */
export class FileStoreError extends ComandaError<'store/file-cannot-open'> {
  override readonly name: string = 'FileStoreError'
}

/**
 * Opens (or makes) a store in a folder.
 *
 * Linearizable across the processes that use the folder. A save or touch costs two fsyncs, a new session four, an end one;
 * a load costs two small reads. After a failing fsync the store refuses all further writes with {@link StoreUnavailable}
 * until it is opened again, since nobody knows then what the disk has. Runs on POSIX systems with a local disk.
 *
 * Throws {@link FileStoreError}.
 */
export function createFileStore({ folder, clock }: FileStoreOptions): FileStore {
  openFolder(folder)
  return fileStoreOn(createChain(folder, machineFiles), clock)
}

/** Makes all shelves, durably: one of another process that is not durable yet would not do. */
function openFolder(folder: string): void {
  try {
    const sessions = join(folder, PLACES.sessions)
    const shelves = SHELVES.map((shelf) => join(sessions, shelf))
    for (const place of [folder, ...Object.values(PLACES).map((name) => join(folder, name)), ...shelves])
      makeOnce(place)
    for (const place of [sessions, folder]) makeDurable(place)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new FileStoreError(
      'store/file-cannot-open',
      `Sessions cannot be kept in ${folder}: ${reason}. Name a folder on a local disk that this process may write to.`,
      { cause },
    )
  }
}

function makeOnce(folder: string): void {
  try {
    mkdirSync(folder, { mode: OWNER_ONLY_FOLDER })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function makeDurable(folder: string): void {
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** The store on a chain; apart from {@link createFileStore} so that tests can make the file system fail. */
export function fileStoreOn(chain: Chain, clock: Clock = Date.now): FileStore {
  let shelfNow = 0

  async function live(id: string): Promise<{ state: State; record: SessionRecord } | null> {
    const state = await chain.newest(id)
    if (state === null || state.text === null) return null
    const record = recordOfText(state.text)
    return record.expiresAt > clock() ? { state, record } : null
  }

  /**
   * Whether a session of that id can be made now: `later` while another process is just removing one. By one look, so that
   * nobody ends a session that was made in between.
   */
  async function roomFor(id: string): Promise<'free' | 'taken' | 'later'> {
    const state = await chain.newest(id)
    if (state === null) return 'free'
    if (state.text === null) {
      if (await chain.clear(id, state)) return 'free'
      await setTimeout(REMOVAL_PAUSE_MS)
      return 'later'
    }
    if (recordOfText(state.text).expiresAt > clock()) return 'taken'
    return (await chain.end(id, state)) ? 'free' : 'later'
  }

  /** Ends the session, if its newest state is one that is meant. */
  const endIf = (id: string, isMeant: (text: string) => boolean) =>
    untilSettled(async () => {
      const state = await chain.newest(id)
      const isOver = state === null || state.text === null || !isMeant(state.text) || (await chain.end(id, state))
      return isOver ? { result: undefined } : 'again'
    })

  /**
   * Whether there was an expired record and it is removed. One that cannot be read is left for people to look at; what a
   * killed process left of one that ended is removed, and counts for nothing.
   */
  async function removedIfExpired(id: string, end: number): Promise<boolean> {
    const state = await chain.newest(id).catch(nullIfUnreadable)
    if (state === null) return false
    if (state.text === null) {
      await chain.clear(id, state)
      return false
    }
    const record = readable(state.text)
    return record !== null && record.expiresAt <= end && (await chain.end(id, state))
  }

  async function* allIds(): AsyncGenerator<string> {
    for (const shelf of SHELVES.keys()) yield* await orUnavailable('read', () => chain.idsOn(shelf))
  }

  return {
    consistency: 'strong',

    load: (id) => orUnavailable('read', async () => (await live(id))?.record ?? null),

    create: (record) =>
      untilSettled(async () => {
        const room = await roomFor(record.id)
        if (room === 'taken') return { result: false }
        return room === 'free' && (await chain.begin(record.id, textOf(record))) ? { result: true } : 'again'
      }),

    save: (record, ifVersion) =>
      untilSettled<Saved>(async () => {
        const current = await live(record.id)
        if (current === null) return { result: { kind: 'gone' } }
        if (current.record.version !== ifVersion) return { result: { kind: 'conflict', current: current.record } }
        return (await chain.follow(record.id, current.state, textOf(record))) ? { result: { kind: 'saved' } } : 'again'
      }),

    touch: (id, expiresAt) =>
      untilSettled(async () => {
        const current = await live(id)
        if (current === null) return { result: false }
        const { state, record } = current
        const moved = Math.min(expiresAt, record.absoluteExpiresAt)
        if (moved <= record.expiresAt) return { result: true }
        return (await chain.follow(id, state, textOf({ ...record, expiresAt: moved }))) ? { result: true } : 'again'
      }),

    destroy: (id) => endIf(id, () => true),

    deleteExpired: (before, limit) =>
      orUnavailable('write', async () => {
        const end = Math.min(before, clock())
        let removed = 0
        // Goes on where the last call stopped, once around.
        for (let looked = 0; looked <= SHELVES.length; looked += 1) {
          for (const id of await chain.idsOn(shelfNow)) {
            if (removed === limit) return removed
            if (await removedIfExpired(id, end)) removed += 1
          }
          shelfNow = (shelfNow + 1) % SHELVES.length
        }
        await chain.removeLeftovers()
        return removed
      }),

    async listByUser(userId) {
      const found: SessionRecord[] = []
      for await (const id of allIds()) {
        const current = await orUnavailable('read', () => live(id)).catch(nullIfUnreadable)
        if (current?.record.userId === userId) found.push(current.record)
      }
      return found
    },

    async destroyByUser(userId, except) {
      const failures: unknown[] = []
      for await (const id of allIds()) {
        if (id === except) continue
        const ended = endIf(id, (text) => isOf(userId, text)).catch(nullIfUnreadable)
        await ended.catch((error: unknown) => failures.push(error))
      }
      // What could not be looked at may be the user's, and sound.
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** As in a database, where a damaged row is still its user's: a record that cannot be read is, if it names them. */
function isOf(userId: string, text: string): boolean {
  const record = readable(text)
  return record === null ? text.includes(`"userId":${JSON.stringify(userId)}`) : record.userId === userId
}

function readable(text: string): SessionRecord | null {
  try {
    return recordOfText(text)
  } catch {
    return null
  }
}

function nullIfUnreadable(error: unknown): null {
  if (error instanceof RecordUnreadable) return null
  throw error
}

/** Tries until nobody comes in between. */
async function untilSettled<Result>(attempt: () => Promise<{ readonly result: Result } | 'again'>): Promise<Result> {
  for (let tried = 0; tried < FILE_ATTEMPTS_MAX; tried += 1) {
    const settled = await orUnavailable('write', attempt)
    if (settled !== 'again') return settled.result
  }
  throw new StoreUnavailable(`Other processes changed the session ${FILE_ATTEMPTS_MAX} times in between.`)
}

async function orUnavailable<Result>(what: 'read' | 'write', call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RecordUnreadable) throw error
    throw new StoreUnavailable(`The file system could not ${what} the session.`, { cause: error })
  }
}
