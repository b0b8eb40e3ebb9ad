import type { Saved, SessionRecord, SessionStore } from '../store/store.ts'
import { StoreContractError } from './store-case.ts'

const SHOWN_CHARS_MAX = 80

/** Throws {@link StoreContractError} with `sentence` unless `found` is `expected`. */
export function checkSame(found: unknown, expected: unknown, sentence: string): void {
  if (Object.is(found, expected)) return
  throw brokenContract(`${sentence} Expected ${show(expected)}, found ${show(found)}.`)
}

/** Throws unless `found` is null. */
export function checkAbsent(found: SessionRecord | null, sentence: string): void {
  if (found !== null) throw brokenContract(sentence)
}

/** Throws unless `found` is there and has exactly the fields of `expected`; the message names those that differ. */
export function checkRecord(found: SessionRecord | null, expected: SessionRecord, sentence: string): void {
  if (found === null) throw brokenContract(`${sentence} There is no record any more.`)
  const difference = differenceOf(found, expected)
  if (difference !== null) throw brokenContract(`${sentence} ${difference}`)
}

/** Throws unless a save ended as expected. */
export function checkSaved(saved: Saved, kind: Saved['kind'], sentence: string): void {
  checkSame(saved.kind, kind, sentence)
}

/** Throws unless the store can create `record`. */
export async function mustCreate(store: SessionStore, record: SessionRecord): Promise<void> {
  checkSame(await store.create(record), true, 'create() refused a record whose id is not taken.')
}

/** Throws unless the store can save `record`, whose version is one above what is stored. */
export async function mustSave(store: SessionStore, record: SessionRecord): Promise<void> {
  const saved = await store.save(record, record.version - 1)
  checkSaved(saved, 'saved', 'save() refused a record though its version is the one stored.')
}

/** The record of `id`. Throws if it is not there. */
export async function mustLoad(store: SessionStore, id: string): Promise<SessionRecord> {
  const record = await store.load(id)
  if (record === null) throw brokenContract('load() found nothing though the record was stored and lives.')
  return record
}

function differenceOf(found: SessionRecord, expected: SessionRecord): string | null {
  const wanted = new Map<string, unknown>(Object.entries(expected))
  const had = new Map<string, unknown>(Object.entries(found))
  for (const [name, value] of wanted) {
    if (!had.has(name)) return `The field ${name} is missing.`
    if (!Object.is(had.get(name), value)) return `Its ${name} should be ${show(value)} and is ${show(had.get(name))}.`
  }
  for (const name of had.keys()) if (!wanted.has(name)) return `A field ${name} came from nowhere.`
  return null
}

function show(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value)
  return text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}… (${text.length} characters)` : text
}

/** What a broken promise is told as. */
export function brokenContract(message: string): StoreContractError {
  return new StoreContractError('testing/store-contract', message)
}
