import type { SessionRecord } from './store.ts'

/** A session as a store with users keeps it. */
export interface KeptSession {
  readonly record: SessionRecord
  /** The note of its sign-in. A session of somebody needs one to be alive. */
  readonly note: string | null
  /** The note of the sign-in before, which is to be removed: written with the session, so that it is never forgotten. */
  readonly left: string | null
  /** Whether it is about to be removed. It is absent already. */
  readonly isEnded: boolean
}

const LIVE = '@'
const ENDED = '!'
/** What stands before the engine's own `meta`, unless there is nothing to say. */
const NOTED = /^([@!])([\w-]*)\.([\w-]*) /

/** The record that is stored, with all of it in `meta`. */
export function storedOf({ record, note, left, isEnded }: KeptSession): SessionRecord {
  if (note === null && left === null && !isEnded && !NOTED.test(record.meta)) return record
  return { ...record, meta: `${isEnded ? ENDED : LIVE}${note ?? ''}.${left ?? ''} ${record.meta}` }
}

/** What {@link storedOf} has stored, or any record of a time when there were no notes. */
export function keptIn(record: SessionRecord): KeptSession {
  const [noted, state, note, left] = NOTED.exec(record.meta) ?? []
  if (noted === undefined) return { record, note: null, left: null, isEnded: false }
  return {
    record: { ...record, meta: record.meta.slice(noted.length) },
    note: note || null,
    left: left || null,
    isEnded: state === ENDED,
  }
}
