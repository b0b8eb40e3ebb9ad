import { createNextTurn } from './next-turn.ts'
import type { Clock, ExpirySweeping, Saved, SessionRecord, SessionStore, UserIndex } from './store.ts'

/** Expired records are looked for once in this many creates, so that forgotten sessions do not pile up. */
const CREATES_BETWEEN_SWEEPS = 1_000
/** So many records are looked at before others get their turn. */
const LOOKED_AT_MAX = 1_000

/** What {@link createMemoryStore} can be told. */
export interface MemoryStoreOptions {
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
}

/** A memory store has every ability. */
export interface MemoryStore extends SessionStore, ExpirySweeping, UserIndex {}

/**
 * A store in the memory of this process: for tests, and for apps that may forget everything when they stop. It keeps
 * copies, never the caller's objects, so what works with it works with a store across the network too.
 *
 * Linearizable within one process; nothing survives the process. Records are a few hundred bytes each and expired
 * ones are dropped as they are met.
 */
export function createMemoryStore({ clock = Date.now }: MemoryStoreOptions = {}): MemoryStore {
  const records = new Map<string, SessionRecord>()
  const idsByUser = new Map<string, Set<string>>()
  const nextTurn = createNextTurn()
  let creates = 0

  function live(id: string): SessionRecord | null {
    const record = records.get(id)
    if (record === undefined) return null
    if (record.expiresAt > clock()) return record
    drop(id)
    return null
  }

  function put(record: SessionRecord): void {
    const userBefore = records.get(record.id)?.userId ?? null
    records.set(record.id, { ...record })
    if (record.userId === userBefore) return
    unlist(record.id, userBefore)
    if (record.userId === null) return
    const ids = idsByUser.get(record.userId) ?? new Set()
    idsByUser.set(record.userId, ids.add(record.id))
  }

  function drop(id: string): void {
    const userId = records.get(id)?.userId ?? null
    records.delete(id)
    unlist(id, userId)
  }

  function unlist(id: string, userId: string | null): void {
    if (userId === null) return
    const ids = idsByUser.get(userId)
    ids?.delete(id)
    if (ids?.size === 0) idsByUser.delete(userId)
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
      put(record)
      return true
    },

    async save(record: SessionRecord, ifVersion: number): Promise<Saved> {
      const current = live(record.id)
      if (current === null) return { kind: 'gone' }
      if (current.version !== ifVersion) return { kind: 'conflict', current: { ...current } }
      put(record)
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
      drop(id)
    },

    async deleteExpired(before: number, limit: number): Promise<number> {
      const end = Math.min(before, clock())
      let lookedAt = 0
      let removed = 0
      for (const { id } of records.values()) {
        lookedAt += 1
        if (lookedAt % LOOKED_AT_MAX === 0) await nextTurn()
        // The record of now: the id may have been made anew meanwhile.
        const record = records.get(id)
        if (record === undefined || record.expiresAt > end) continue
        drop(id)
        removed += 1
        if (removed === limit) break
      }
      return removed
    },

    async listByUser(userId: string): Promise<SessionRecord[]> {
      await nextTurn()
      const found = [...(idsByUser.get(userId) ?? [])].map(live)
      return found.flatMap((record) => (record ? [{ ...record }] : []))
    },

    async destroyByUser(userId: string, except?: string): Promise<void> {
      for (const id of [...(idsByUser.get(userId) ?? [])]) if (id !== except) drop(id)
    },
  }
}
