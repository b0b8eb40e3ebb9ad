import { hash } from 'node:crypto'
import { RecordUnreadable, type SessionRecord } from './store.ts'

/** The form below. A later form gets another number, so that an older Comanda refuses it instead of misreading it. */
const FORM = '1'
const CHECK_CHARS = 22

/** A record as text for stores that keep bytes: its form, a checksum (half a SHA-256), and the record as JSON. */
export function textOf(record: SessionRecord): string {
  const json = JSON.stringify(record)
  return `${FORM} ${checkOf(json)}\n${json}`
}

/** Reads what {@link textOf} wrote. Throws {@link RecordUnreadable} for anything else: a single changed bit is noticed. */
export function recordOfText(text: string): SessionRecord {
  const head = `${FORM} `.length + CHECK_CHARS
  const json = text.slice(head + 1)
  if (text.slice(0, head + 1) !== `${FORM} ${checkOf(json)}\n`) {
    throw new RecordUnreadable('A session record is damaged, or a later Comanda wrote it.')
  }
  return JSON.parse(json)
}

function checkOf(json: string): string {
  return hash('sha256', json, 'base64url').slice(0, CHECK_CHARS)
}
