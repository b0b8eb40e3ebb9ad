/**
 * What makes a folder of files a store without locks.
 *
 * A session is a folder. In it is one mark, an empty file whose name says which state is the newest, and the file with
 * that state. Whoever wants to follow a state writes theirs beside it, makes it durable, and then renames the mark: from
 * the old state's name to their own. No name is ever used twice, so of several processes that follow the same state
 * exactly one finds the mark it renames. The end is a mark of its own; whoever set it moves the folder away, and only
 * they, so nobody can move away a newer session of that id. If they were killed before that, somebody else sets their own
 * end in the place of the old one, by the same kind of rename, an hour later.
 */
import { hash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { codeOf, type FileSystem } from './file-system.node.ts'
import { RecordUnreadable } from './store.ts'

/** A state of a session. */
export interface State {
  readonly name: string
  /** What was written; null if this is the end. */
  readonly text: string | null
}

/** The states of sessions, the newest of each. */
export interface Chain {
  /** The newest state, or null if there is no such session. RecordUnreadable if it has none, or its file is missing. */
  newest(id: string): Promise<State | null>
  /** Makes a session with its first state. False if there is one already. */
  begin(id: string, text: string): Promise<boolean>
  /** Adds the state that follows `after`. False, and nothing changed, if another one does already or the session is gone. */
  follow(id: string, after: State, text: string): Promise<boolean>
  /** Ends the session, if `after` is still its newest state, and removes all that was kept of it. */
  end(id: string, after: State): Promise<boolean>
  /** Removes what is left of a session that ended {@link LEFTOVER_AGE_MS} ago. False if it is younger, or being removed. */
  clear(id: string, ended: State): Promise<boolean>
  /** The ids of the sessions on one of the {@link SHELVES}, by its place among them. */
  idsOn(shelf: number): Promise<string[]>
  /** Removes what processes that were killed have left lying about, and nothing younger than {@link LEFTOVER_AGE_MS}. */
  removeLeftovers(): Promise<void>
}

/** Sub-folders of the store's folder. */
export const PLACES = { sessions: 'sessions', incoming: 'incoming', ended: 'ended' } as const
/** Folders in `sessions`: so many that none grows too long to be looked through. */
export const SHELVES: readonly string[] = Array.from({ length: 64 }, (_, index) => String(index).padStart(2, '0'))

/** No write takes so long: what has lain about for longer belongs to nobody. Milliseconds. */
const LEFTOVER_AGE_MS = 3_600_000
/** Between reading the names and the file, another process may have gone on. If none does, the folder is damaged. */
const LOOKS_MAX = 64
const MARK = 'newest-'
const END = 'end'

/** The chain in `folder`, whose {@link PLACES} and {@link SHELVES} exist. */
export function createChain(folder: string, files: FileSystem): Chain {
  let diskFailure: unknown = null

  function placeOf(id: string): { readonly shelf: string; readonly session: string } {
    const shelf = join(folder, PLACES.sessions, shelfOf(id))
    return { shelf, session: join(shelf, folderNameOf(id)) }
  }

  /**
   * After a failure here nobody knows what the disk has, and the next try may succeed without having written anything:
   * from then on this process writes no more.
   */
  async function makeDurable(place: string): Promise<void> {
    try {
      await files.makeDurable(place)
    } catch (error) {
      diskFailure = error
      throw error
    }
  }

  function checkDisk(): void {
    if (diskFailure === null) return
    const message = 'The disk failed before, and what it has is not known. Check it and start again.'
    throw new Error(message, { cause: diskFailure })
  }

  /** Renames the mark of `after`. False if it is not there: another state followed, or the session is gone. */
  async function moveMark(session: string, after: State, name: string): Promise<boolean> {
    try {
      await files.rename(join(session, MARK + after.name), join(session, MARK + name))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
    await makeDurable(session)
    return true
  }

  async function end(id: string, after: State): Promise<boolean> {
    checkDisk()
    const { session } = placeOf(id)
    if (!(await moveMark(session, after, END + freshName()))) return false
    const away = join(folder, PLACES.ended, freshName())
    await files.rename(session, away)
    await files.removeAll(away)
    return true
  }

  async function isLeftover(path: string): Promise<boolean> {
    const age = await unlessGone(files.ageMs(path))
    return age !== null && age > LEFTOVER_AGE_MS
  }

  return {
    async newest(id) {
      const { session } = placeOf(id)
      const marks = new Set<string | undefined>()
      for (let look = 0; look < LOOKS_MAX; look += 1) {
        const names = await unlessGone(files.list(session))
        if (names === null) return null
        const mark = names.find((name) => name.startsWith(MARK))
        marks.add(mark)
        if (mark === undefined) continue
        const name = mark.slice(MARK.length)
        if (name.startsWith(END)) return { name, text: null }
        const text = await unlessGone(files.read(join(session, name)))
        if (text !== null) return { name, text }
      }
      if (marks.size === 1) throw new RecordUnreadable(`${session} is damaged: its newest state is missing.`)
      throw new Error(`${session} kept changing.`)
    },

    async begin(id, text) {
      checkDisk()
      const { shelf, session } = placeOf(id)
      const name = freshName()
      const made = join(folder, PLACES.incoming, name)
      await files.makeFolder(made)
      await files.writeDurably(join(made, name), text)
      await files.writeDurably(join(made, MARK + name), '')
      await files.makeDurable(made)
      try {
        await files.rename(made, session)
      } catch (error) {
        await files.removeAll(made)
        // It is there already: a folder that is not empty is not replaced.
        if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false
        throw error
      }
      await makeDurable(shelf)
      return true
    },

    async follow(id, after, text) {
      checkDisk()
      const { session } = placeOf(id)
      const name = freshName()
      const isWritten = await unlessGone(files.writeDurably(join(session, name), text).then(() => true))
      if (isWritten === null) return false
      if (!(await moveMark(session, after, name))) {
        await files.remove(join(session, name))
        return false
      }
      await files.remove(join(session, after.name))
      return true
    },

    end,

    async clear(id, ended) {
      return (await isLeftover(placeOf(id).session)) && end(id, ended)
    },

    async idsOn(shelf) {
      return (await files.list(join(folder, PLACES.sessions, SHELVES[shelf] ?? ''))).map(idOf)
    },

    async removeLeftovers() {
      for (const place of [PLACES.incoming, PLACES.ended]) {
        for (const name of await files.list(join(folder, place))) {
          const left = join(folder, place, name)
          if (await isLeftover(left)) await files.removeAll(left)
        }
      }
    },
  }
}

function shelfOf(id: string): string {
  return SHELVES[Number.parseInt(hash('sha256', id).slice(0, 2), 16) % SHELVES.length] ?? ''
}

/** Ids differ in case, which some file systems do not tell apart; and whatever the id, this is a plain name. */
function folderNameOf(id: string): string {
  return new TextEncoder().encode(id).toHex()
}

function idOf(folderName: string): string {
  return new TextDecoder().decode(Uint8Array.fromHex(folderName))
}

function freshName(): string {
  return randomBytes(16).toHex()
}

/** Null if what was asked for is not there, or not any more. */
async function unlessGone<Result>(answer: Promise<Result>): Promise<Result | null> {
  try {
    return await answer
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
