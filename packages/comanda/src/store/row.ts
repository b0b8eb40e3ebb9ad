import type { SessionRecord } from './store.ts'

/** The columns of a session, in the order of a {@link Row}. */
export const COLUMNS = `
  id, verifier_hash, previous_verifier_hash, rotated_at, generation, version, write_id, data, user_id, created_at,
  expires_at, absolute_expires_at, meta`

/** A record as an SQL database gives and takes it. */
export type Row = readonly [
  id: string,
  verifierHash: string,
  previousVerifierHash: string | null,
  rotatedAt: number | null,
  generation: number,
  version: number,
  writeId: string,
  data: string,
  userId: string | null,
  createdAt: number,
  expiresAt: number,
  absoluteExpiresAt: number,
  meta: string,
]

/** The record of a row. Rows are arrays, since the objects that drivers make of them are slow to make and slower to copy. */
export function recordOf(row: Row): SessionRecord {
  const [id, verifierHash, previousVerifierHash, rotatedAt, generation, version, writeId, ...rest] = row
  const [data, userId, createdAt, expiresAt, absoluteExpiresAt, meta] = rest
  return {
    id,
    verifierHash,
    previousVerifierHash,
    rotatedAt,
    generation,
    version,
    writeId,
    data,
    userId,
    createdAt,
    expiresAt,
    absoluteExpiresAt,
    meta,
  }
}

/** The row of a record. */
export function rowOf(record: SessionRecord): Row {
  return [
    record.id,
    record.verifierHash,
    record.previousVerifierHash,
    record.rotatedAt,
    record.generation,
    record.version,
    record.writeId,
    record.data,
    record.userId,
    record.createdAt,
    record.expiresAt,
    record.absoluteExpiresAt,
    record.meta,
  ]
}
