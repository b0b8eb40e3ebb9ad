import { createNextTurn } from './next-turn.ts'
import type { Clock, Saved, SessionRecord, SessionStore } from './store.ts'

/** Expired records are looked for once in this many creates, so that forgotten sessions do not pile up. */
const CREATES_BETWEEN_SWEEPS = 1_000

/** What {@link createMemoryStore} can be told. */
export interface MemoryStoreOptions {
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
}

/**
 * A store in the memory of this process: for tests, and for apps that may forget everything when they stop. It keeps
 * copies, never the caller's objects, so what works with it works with a store across the network too.
 *
 * Linearizable within one process; nothing survives the process. Records are a few hundred bytes each and expired
 * ones are dropped as they are met.
 */
export function createMemoryStore({ clock = Date.now }: MemoryStoreOptions = {}): SessionStore {
  const records = new Map<string, SessionRecord>()
  const nextTurn = createNextTurn()
  let creates = 0

  function live(id: string): SessionRecord | null {
    const record = records.get(id)
    if (record === undefined) return null
    if (record.expiresAt > clock()) return record
    records.delete(id)
    return null
  }

  function sweep(): void {
    for (const id of records.keys()) live(id)
  }

  return {
    consistency: 'strong',

    async load(id: string): Promise<SessionRecord | null> {
      await nextTurn()
      const record = live(id)
      return record && { ...record }
    },

    async create(record: SessionRecord): Promise<boolean> {
      creates += 1
      if (creates % CREATES_BETWEEN_SWEEPS === 0) sweep()
      if (live(record.id)) return false
      records.set(record.id, { ...record })
      return true
    },

    async save(record: SessionRecord, ifVersion: number): Promise<Saved> {
      const current = live(record.id)
      if (current === null) return { kind: 'gone' }
      if (current.version !== ifVersion) return { kind: 'conflict', current: { ...current } }
      records.set(record.id, { ...record })
      return { kind: 'saved' }
    },

    async touch(id: string, expiresAt: number): Promise<boolean> {
      const current = live(id)
      if (current === null) return false
      const moved = Math.min(expiresAt, current.absoluteExpiresAt)
      if (moved > current.expiresAt) records.set(id, { ...current, expiresAt: moved })
      return true
    },

    async destroy(id: string): Promise<void> {
      records.delete(id)
    },
  }
}
