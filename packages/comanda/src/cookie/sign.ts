import { CookieError } from './error.ts'
import { macOf, sameBytes } from './mac.ts'
import type { Secrets } from './secrets.ts'

/** What a protected value is bound to. It is valid for this purpose under this name and nowhere else. */
export interface Binding {
  /** What the value is for: `vip`, `password-reset`. */
  readonly purpose: string
  /** Where it is kept: the cookie's name, or the field of a link. */
  readonly name: string
}

/** A value that was read, and how it was protected. */
export interface Opened {
  readonly value: unknown
  /** When it was made, in milliseconds since 1970-01-01 UTC; seconds are kept. */
  readonly madeAt: number
  /** Which of the secrets fitted: 0 is the newest. From 1 on the value should be made anew. */
  readonly secretAge: number
}

const VERSION = 's1'
const MAC_CHARS = 43
const SECONDS = /^[0-9a-z]{1,8}$/

/**
 * `value` as text that anybody can read and nobody can change: `s1.<JSON, base64url>.<time>.<signature>`. The signature is
 * HMAC-SHA256 over purpose, name, value and time.
 *
 * @param now milliseconds since 1970-01-01 UTC
 * @throws {CookieError} `cookie/not-json`
 */
export function sign(secrets: Secrets, binding: Binding, value: unknown, now: number): string {
  const payload = encoder.encode(jsonOf(value, binding.name)).toBase64({ alphabet: 'base64url', omitPadding: true })
  const seconds = Math.floor(now / 1_000).toString(36)
  const [key] = secrets.keysFor('sign')
  const mac = macOf(key as Uint8Array, signedParts(binding, payload, seconds))
  return `${VERSION}.${payload}.${seconds}.${mac.toBase64({ alphabet: 'base64url', omitPadding: true })}`
}

/** What {@link sign} was given, or null: tampered with, bound to something else, by no secret of ours, or no such text. */
export function unsign(secrets: Secrets, binding: Binding, text: string): Opened | null {
  const [version, payload, seconds, mac, more] = text.split('.', 5)
  if (version !== VERSION || !payload || !seconds || mac?.length !== MAC_CHARS || more !== undefined) return null
  const given = bytesOf(mac)
  if (given === null || !SECONDS.test(seconds)) return null
  const parts = signedParts(binding, payload, seconds)
  const secretAge = secrets.keysFor('sign').findIndex((key) => sameBytes(macOf(key, parts), given))
  const json = secretAge === -1 ? null : bytesOf(payload)
  if (json === null) return null
  return { value: JSON.parse(decoder.decode(json)), madeAt: Number.parseInt(seconds, 36) * 1_000, secretAge }
}

/** `value` as JSON. Throws `cookie/not-json` where there is none. */
export function jsonOf(value: unknown, name: string): string {
  const json: string | undefined = JSON.stringify(value)
  if (json === undefined) {
    throw new CookieError('cookie/not-json', `The value for ${name} is ${typeof value}, which JSON cannot say.`)
  }
  return json
}

/** The bytes of base64url without padding, or null. Only the one spelling that encoding gives is taken. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url', lastChunkHandling: 'loose' })
    return bytes.toBase64({ alphabet: 'base64url', omitPadding: true }) === text ? bytes : null
  } catch {
    return null
  }
}

function signedParts({ purpose, name }: Binding, payload: string, seconds: string): readonly string[] {
  return [VERSION, purpose, name, payload, seconds]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
