/**
 * Stores with the mistakes that session stores are usually made with. The contract has to fail every one of them.
 * Not exported: they are here to test the contract.
 *
 * @module
 */
import { createMemoryStore } from '../store/memory.ts'
import type { Clock, SessionRecord, SessionStore } from '../store/store.ts'
import { sampleRecord } from './sample-record.ts'

/** `save` makes the record where there is none, as SET and INSERT … ON CONFLICT DO UPDATE do. */
export function upsertingStore(clock: Clock): SessionStore {
  const inner = createMemoryStore({ clock })
  return {
    ...inner,
    async save(record, ifVersion) {
      const saved = await inner.save(record, ifVersion)
      if (saved.kind !== 'gone') return saved
      await inner.create(record)
      return { kind: 'saved' }
    },
  }
}

/** The last save wins, whatever it was based on. */
export function versionBlindStore(clock: Clock): SessionStore {
  const inner = createMemoryStore({ clock })
  return {
    ...inner,
    async save(record, ifVersion) {
      const saved = await inner.save(record, ifVersion)
      return saved.kind === 'conflict' ? this.save(record, saved.current.version) : saved
    },
  }
}

/** `touch` makes an empty record where there is none. */
export function touchCreatesStore(clock: Clock): SessionStore {
  const inner = createMemoryStore({ clock })
  return {
    ...inner,
    async touch(id, expiresAt) {
      return (await inner.touch(id, expiresAt)) || inner.create(sampleRecord(clock(), { id, expiresAt, data: '{}' }))
    },
  }
}

/** `touch` sets the end it is given, as EXPIRE does, be it earlier than the one there is. */
export function touchShortensStore(clock: Clock): SessionStore {
  const inner = createMemoryStore({ clock })
  return {
    ...inner,
    async touch(id, expiresAt) {
      const record = await inner.load(id)
      if (record === null) return false
      if (expiresAt >= record.expiresAt) return inner.touch(id, expiresAt)
      await inner.save({ ...record, expiresAt }, record.version)
      return true
    },
  }
}

/** Keeps the objects it is given and hands out the same ones. */
export function liveObjectStore(clock: Clock): SessionStore {
  return mapStore(clock, { copy: (record) => record, look: (record) => record })
}

/** Asks once for all who want a session at the same moment, and gives them the same object. */
export function sharingStore(clock: Clock): SessionStore {
  const inner = createMemoryStore({ clock })
  const loading = new Map<string, Promise<Found>>()
  return {
    ...inner,
    load(id) {
      const answer = loading.get(id) ?? inner.load(id).finally(() => loading.delete(id))
      loading.set(id, answer)
      return answer
    },
  }
}

/** Looks first and writes afterwards, as two calls to a database do. */
export function lookThenWriteStore(clock: Clock): SessionStore {
  return mapStore(clock, { copy: (record) => ({ ...record }), look: async (record) => record })
}

type Found = SessionRecord | null

interface Mistakes {
  readonly copy: (record: SessionRecord) => SessionRecord
  readonly look: (found: Found) => Found | Promise<Found>
}

/** A right store, but for the mistake it is given: not copying, or waiting between look and write. */
function mapStore(clock: Clock, { copy, look }: Mistakes): SessionStore {
  const records = new Map<string, SessionRecord>()

  function live(id: string): Found | Promise<Found> {
    const record = records.get(id)
    return look(record !== undefined && record.expiresAt > clock() ? record : null)
  }

  /** Without an `await` where there is nothing to wait for: only then is look-and-write one step. */
  function then<Answer>(found: Found | Promise<Found>, write: (found: Found) => Answer): Answer | Promise<Answer> {
    return found instanceof Promise ? found.then(write) : write(found)
  }

  return {
    consistency: 'strong',
    load: async (id) => then(live(id), (found) => found && copy(found)),
    create: async (record) =>
      then(live(record.id), (found) => {
        if (found === null) records.set(record.id, copy(record))
        return found === null
      }),
    save: async (record, ifVersion) =>
      then(live(record.id), (found) => {
        if (found === null) return { kind: 'gone' }
        if (found.version !== ifVersion) return { kind: 'conflict', current: copy(found) }
        records.set(record.id, copy(record))
        return { kind: 'saved' }
      }),
    touch: async (id, expiresAt) =>
      then(live(id), (found) => {
        const moved = found && Math.min(expiresAt, found.absoluteExpiresAt)
        if (found && moved && moved > found.expiresAt) records.set(id, { ...found, expiresAt: moved })
        return found !== null
      }),
    async destroy(id) {
      records.delete(id)
    },
  }
}
