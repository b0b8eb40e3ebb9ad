/**
 * Stores whose abilities have the mistakes that sweeping and lists of sessions are usually made with; see
 * `broken-stores.ts`.
 *
 * @module
 */
import { createMemoryStore, type MemoryStore } from '../store/memory.ts'
import type { Clock, SessionRecord } from '../store/store.ts'

/** Sweeps all there is at once, however little it is told to. */
export function greedySweepStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  return { ...inner, deleteExpired: (before) => inner.deleteExpired(before, Number.MAX_SAFE_INTEGER) }
}

/** Counts what has expired and removes nothing. */
export function lazySweepStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  const ends: number[] = []
  return {
    ...inner,
    async create(record) {
      ends.push(record.expiresAt)
      return inner.create(record)
    },
    deleteExpired: async (before, limit) => Math.min(limit, ends.filter((end) => end <= before).length),
  }
}

/** Believes the moment it is told, be it still to come. */
export function earlySweepStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  const records: SessionRecord[] = []
  return {
    ...inner,
    async create(record) {
      records.push(record)
      return inner.create(record)
    },
    async deleteExpired(before, limit) {
      for (const { id, expiresAt } of records) if (expiresAt <= before) await inner.destroy(id)
      return inner.deleteExpired(before, limit)
    },
  }
}

/** Remembers whose a session was when it was made, as a list beside the records does that only `create` adds to. */
export function staleIndexStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  const made = new Map<string, string | null>()
  return {
    ...inner,
    async create(record) {
      made.set(record.id, record.userId)
      return inner.create(record)
    },
    async listByUser(userId) {
      const ids = [...made].filter(([, user]) => user === userId).map(([id]) => id)
      return (await Promise.all(ids.map((id) => inner.load(id)))).filter((record) => record !== null)
    },
  }
}

/** Signs out everywhere, also where it is asked not to. */
export function exceptBlindStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  return { ...inner, destroyByUser: (userId) => inner.destroyByUser(userId) }
}

/** Looks the user's sessions up first, and ends afterwards those that nobody has changed meanwhile. */
export function lookThenSignOutStore(clock: Clock): MemoryStore {
  const inner = createMemoryStore({ clock })
  return {
    ...inner,
    async save(record, ifVersion) {
      await inner.load(record.id)
      await inner.load(record.id)
      return inner.save(record, ifVersion)
    },
    async destroyByUser(userId, except) {
      const listed = (await inner.listByUser(userId)).filter(({ id }) => id !== except)
      for (const { id, version } of listed) {
        const found = await inner.load(id)
        if (found?.version === version) await inner.destroy(id)
      }
    },
  }
}
