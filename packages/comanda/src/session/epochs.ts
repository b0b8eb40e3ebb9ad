import { type SessionRecord, type SessionStore, StoreUnavailable } from '../store/store.ts'
import { type Randomness, randomId } from './token.ts'

/**
 * What the server remembers of sealed sessions: the generation from which on their cookies open anything, for as long
 * as any cookie of theirs could be alive. Rejects with StoreUnavailable where that cannot be asked.
 */
export interface Epochs {
  /** Whether a cookie of this record opens nothing any more. */
  isOver(record: SessionRecord): Promise<boolean>
  /**
   * Notes that `opened` is followed by `next`: older generations than that open nothing from now on. False if a request
   * at the same time was faster: then nothing is noted, and `next` must not be used.
   */
  advance(opened: SessionRecord, next: SessionRecord): Promise<boolean>
  /** Notes that the session has ended: no cookie of it opens anything, for ever. */
  end(record: SessionRecord): Promise<void>
}

/** The generation of an ended session: no cookie has a higher one. */
const ENDED = Number.MAX_SAFE_INTEGER
/** How often a note is tried while others change it. */
const EPOCH_ATTEMPTS_MAX = 16

/** Epochs kept in `store`, one small record for a session. */
export function createEpochs(store: SessionStore, randomness: Randomness): Epochs {
  /** Writes the epoch that `next` makes of the one there is, until nobody comes in between. Null: nothing to write. */
  async function write(id: string, next: (epoch: SessionRecord | null) => SessionRecord | null): Promise<void> {
    for (let attempt = 1; attempt <= EPOCH_ATTEMPTS_MAX; attempt += 1) {
      const epoch = await store.load(id)
      const wanted = next(epoch)
      if (wanted === null) return
      const version = (epoch?.version ?? 0) + 1
      if (await isWritten({ ...wanted, version }, epoch)) return
    }
    throw new StoreUnavailable('The epoch of a session could not be noted: others kept changing it.')
  }

  async function isWritten(epoch: SessionRecord, current: SessionRecord | null): Promise<boolean> {
    if (current === null) return store.create(epoch)
    return (await store.save(epoch, current.version)).kind === 'saved'
  }

  return {
    async isOver({ id, generation }) {
      const epoch = await store.load(id)
      return epoch !== null && generation < epoch.generation
    },

    async advance(opened, next) {
      let isOurs = true
      await write(opened.id, (epoch) => {
        // Noted already: the answer to a first try was lost.
        if (epoch?.writeId === next.writeId) return null
        isOurs = epoch === null || epoch.generation <= opened.generation
        return isOurs ? epochOf(next, longestEnd(epoch, opened, next)) : null
      })
      return isOurs
    },

    async end(record) {
      const ended = { ...record, generation: ENDED, writeId: randomId(randomness) }
      await write(record.id, (epoch) =>
        epoch?.generation === ENDED ? null : epochOf(ended, longestEnd(epoch, record)),
      )
    },
  }
}

/** Without a store nobody remembers anything: a cookie is good until it says itself that it is not. */
export const noEpochs: Epochs = {
  isOver: async () => false,
  advance: async () => true,
  async end() {},
}

function epochOf(record: SessionRecord, end: number): SessionRecord {
  return { ...record, data: '', meta: '', expiresAt: end, absoluteExpiresAt: end }
}

/** Cookies of one session can end at different times, and the note has to outlive all of them. */
function longestEnd(...records: readonly (SessionRecord | null)[]): number {
  return Math.max(...records.map((record) => record?.absoluteExpiresAt ?? 0))
}
