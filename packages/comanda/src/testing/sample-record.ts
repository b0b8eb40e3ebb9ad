import { randomBytes } from 'node:crypto'
import type { SessionRecord } from '../store/store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * A record as Comanda makes them, with a fresh id: version 1, idle end an hour after `now`, absolute end a day after
 * it (`now` in milliseconds since 1970-01-01 UTC). `changes` replace fields.
 */
export function sampleRecord(now: number, changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: freshText(16),
    verifierHash: freshText(32),
    previousVerifierHash: null,
    rotatedAt: null,
    generation: 1,
    version: 1,
    writeId: freshText(16),
    data: '{"cart":["bread"]}',
    userId: null,
    createdAt: now,
    expiresAt: now + HOUR_MS,
    absoluteExpiresAt: now + DAY_MS,
    meta: '',
    ...changes,
  }
}

/** `record` as the next save of it would be: one version on, with a fresh write id. `changes` replace fields. */
export function nextRecord(record: SessionRecord, changes: Partial<SessionRecord> = {}): SessionRecord {
  return { ...record, version: record.version + 1, writeId: freshText(16), ...changes }
}

function freshText(byteCount: number): string {
  return randomBytes(byteCount).toString('base64url')
}
