import type { SessionRecord } from './store.ts'

/**
 * What the fast store of a cached store can do. Whoever finds nothing gets a lease, and may fill with it what the durable
 * store has; `drop`, `bar` and the next lease end it. So what was read before a change is never filled in after it.
 */
export interface SessionCache {
  /** What is kept of `id`; if nothing is, a fresh lease, which ends the one before, unless the id is barred. */
  read(id: string): Promise<CacheAnswer>
  /** Keeps `record` for `keptMs` milliseconds if `lease` is still the id's lease, in one atomic step; else does nothing. */
  fill(record: SessionRecord, lease: string, keptMs: number): Promise<void>
  /** Forgets the record, and ends the lease. A bar stays. */
  drop(id: string): Promise<void>
  /** Forgets the record, ends the lease, and gives no other for `barredMs` milliseconds. */
  bar(id: string, barredMs: number): Promise<void>
}

/** What a cache says of an id. */
export type CacheAnswer =
  | { readonly kind: 'hit'; readonly record: SessionRecord }
  | { readonly kind: 'lease'; readonly lease: string }
  | { readonly kind: 'barred' }

/** How long a lease lasts, in milliseconds: longer than a durable store takes to answer. */
export const LEASE_MS = 5_000

/** Entries a memory cache holds. More than that, and the oldest goes. */
export const MEMORY_CACHE_ENTRIES_MAX = 10_000

type Entry = CacheAnswer & { readonly until: number }

/** A cache in the memory of this process: for apps that have only one, and for tests. A second process would not hear of changes. */
export function createMemoryCache(): SessionCache {
  const entries = new Map<string, Entry>()
  let leases = 0

  function put(id: string, answer: CacheAnswer, keptMs: number): void {
    entries.delete(id)
    entries.set(id, { ...answer, until: performance.now() + keptMs })
    if (entries.size <= MEMORY_CACHE_ENTRIES_MAX) return
    for (const [oldest] of entries) {
      entries.delete(oldest)
      break
    }
  }

  function find(id: string): Entry | null {
    const entry = entries.get(id)
    return entry !== undefined && entry.until > performance.now() ? entry : null
  }

  return {
    async read(id) {
      const entry = find(id)
      if (entry?.kind === 'hit') return { kind: 'hit', record: { ...entry.record } }
      if (entry?.kind === 'barred') return { kind: 'barred' }
      leases += 1
      const answer: CacheAnswer = { kind: 'lease', lease: String(leases) }
      put(id, answer, LEASE_MS)
      return answer
    },

    async fill(record, lease, keptMs) {
      const entry = find(record.id)
      if (entry?.kind === 'lease' && entry.lease === lease)
        put(record.id, { kind: 'hit', record: { ...record } }, keptMs)
    },

    async drop(id) {
      if (find(id)?.kind !== 'barred') entries.delete(id)
    },

    async bar(id, barredMs) {
      put(id, { kind: 'barred' }, barredMs)
    },
  }
}
