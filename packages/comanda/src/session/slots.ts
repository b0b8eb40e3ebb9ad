import { SessionError, unreadable } from './error.ts'
import type { Json } from './json.ts'

/** A session's data while it is worked with: a map, so that `__proto__` is a key like any other. */
export type Slots = ReadonlyMap<string, Json>

/** The most a session's data may take, in UTF-8 bytes of JSON. */
export const DATA_BYTES_MAX = 65_536
/** The longest key, in characters. */
export const KEY_CHARS_MAX = 256

/** The data of a record. Throws `session/unreadable` if it is not what {@link encodeSlots} writes. */
export function decodeSlots(data: string): Map<string, Json> {
  let parsed: unknown
  try {
    parsed = JSON.parse(data)
  } catch (cause) {
    throw unreadable('The data of a session', cause)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw unreadable('The data of a session')
  return new Map(Object.entries(parsed))
}

/** The data as a record keeps it. Throws `session/too-large`. */
export function encodeSlots(slots: Slots): string {
  const data = JSON.stringify(Object.fromEntries(slots))
  const bytes = data.length * 3 <= DATA_BYTES_MAX ? 0 : encoder.encode(data).length
  if (bytes > DATA_BYTES_MAX) {
    throw new SessionError(
      'session/too-large',
      `The session's data would take ${bytes} bytes; the limit is ${DATA_BYTES_MAX}. ` +
        'Keep large things in your database and an id in the session.',
    )
  }
  return data
}

/** What the keys of modules begin with: messages, the cart. Everything else is the app's own. */
const MODULE_PREFIX = 'comanda.'

/** Whether a key belongs to a module and not to the app. */
export function isModuleKey(key: string): boolean {
  return key.startsWith(MODULE_PREFIX)
}

/** Throws `session/bad-key` unless `key` can name a value. */
export function assertKey(key: string): void {
  if (typeof key !== 'string' || key === '' || key.length > KEY_CHARS_MAX) {
    throw new SessionError('session/bad-key', `A key is a string of 1 to ${KEY_CHARS_MAX} characters.`)
  }
}

const encoder = new TextEncoder()
