import type { Saved, SessionRecord } from '../../store/store.ts'

/** What a session store is, without anything that makes one fast, shared or durable. */
export interface StoreModel {
  /** Milliseconds since 1970-01-01 UTC. */
  now: number
  readonly records: Map<string, SessionRecord>
}

/** The record of `id` if it lives. */
export function loaded({ records, now }: StoreModel, id: string): SessionRecord | null {
  const record = records.get(id)
  return record !== undefined && record.expiresAt > now ? record : null
}

/** Whether a new record could be made. */
export function created(model: StoreModel, record: SessionRecord): boolean {
  if (loaded(model, record.id) !== null) return false
  model.records.set(record.id, record)
  return true
}

/** What becomes of a save. */
export function saved(model: StoreModel, record: SessionRecord, ifVersion: number): Saved {
  const current = loaded(model, record.id)
  if (current === null) return { kind: 'gone' }
  if (current.version !== ifVersion) return { kind: 'conflict', current }
  model.records.set(record.id, record)
  return { kind: 'saved' }
}

/** Whether there was a record to touch. */
export function touched(model: StoreModel, id: string, expiresAt: number): boolean {
  const current = loaded(model, id)
  if (current === null) return false
  const moved = Math.max(current.expiresAt, Math.min(expiresAt, current.absoluteExpiresAt))
  model.records.set(id, { ...current, expiresAt: moved })
  return true
}

/** Ends a session for ever. */
export function destroyed(model: StoreModel, id: string): void {
  model.records.delete(id)
}
