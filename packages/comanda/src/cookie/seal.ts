import { createCipheriv, createDecipheriv } from 'node:crypto'
import { macOf } from './mac.ts'
import type { Secrets } from './secrets.ts'
import { type Binding, bytesOf, jsonOf, type Opened } from './sign.ts'

const VERSION = 'e1'
const PREFIX = `${VERSION}.`
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const TIME_BYTES = 6
const OVERHEAD_BYTES = SALT_BYTES + NONCE_BYTES + TAG_BYTES + TIME_BYTES
const ALGORITHM = 'aes-256-gcm'

/**
 * `value` as text that nobody can read or change: `e1.<base64url>`. AES-256-GCM, with a key of its own for every text
 * (HMAC-SHA256 of the secret's key over purpose, name and a random salt), so that nonces never run out.
 *
 * @param now milliseconds since 1970-01-01 UTC
 * @param randomness unpredictable bytes, fresh with every call
 * @throws {CookieError} `cookie/not-json`
 */
export function seal(
  secrets: Secrets,
  binding: Binding,
  value: unknown,
  now: number,
  randomness: (bytes: number) => Uint8Array,
): string {
  const salt = randomness(SALT_BYTES)
  const nonce = randomness(NONCE_BYTES)
  const [secret] = secrets.keysFor('seal')
  const cipher = createCipheriv(ALGORITHM, sealKey(secret as Uint8Array, binding, salt), nonce)
  const plain = [timeBytes(now), encoder.encode(jsonOf(value, binding.name))]
  const sealed = [salt, nonce, ...plain.map((bytes) => cipher.update(bytes)), cipher.final(), cipher.getAuthTag()]
  return PREFIX + joined(sealed).toBase64({ alphabet: 'base64url', omitPadding: true })
}

/**
 * What {@link seal} was given, or null: tampered with, bound to something else, sealed by no secret of ours, or no such
 * text. There is no other way to read it: what cannot be opened is nothing.
 */
export function unseal(secrets: Secrets, binding: Binding, text: string): Opened | null {
  if (!text.startsWith(PREFIX)) return null
  const bytes = bytesOf(text.slice(PREFIX.length))
  if (bytes === null || bytes.length < OVERHEAD_BYTES) return null
  for (const [secretAge, secret] of secrets.keysFor('seal').entries()) {
    const plain = open(secret, binding, bytes)
    if (plain !== null) {
      return { value: JSON.parse(decoder.decode(plain.subarray(TIME_BYTES))), madeAt: timeOf(plain), secretAge }
    }
  }
  return null
}

function open(secret: Uint8Array, binding: Binding, bytes: Uint8Array): Uint8Array | null {
  const salt = bytes.subarray(0, SALT_BYTES)
  const nonce = bytes.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES)
  const cipherText = bytes.subarray(SALT_BYTES + NONCE_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv(ALGORITHM, sealKey(secret, binding, salt), nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return joined([decipher.update(cipherText), decipher.final()])
  } catch {
    return null
  }
}

function sealKey(secret: Uint8Array, { purpose, name }: Binding, salt: Uint8Array): Uint8Array {
  return macOf(secret, [VERSION, purpose, name, salt.toBase64()])
}

function timeBytes(now: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(TIME_BYTES))
  const seconds = Math.floor(now / 1_000)
  view.setUint16(0, Math.floor(seconds / 2 ** 32))
  view.setUint32(2, seconds % 2 ** 32)
  return new Uint8Array(view.buffer)
}

function timeOf(plain: Uint8Array): number {
  const view = new DataView(plain.buffer, plain.byteOffset, TIME_BYTES)
  return (view.getUint16(0) * 2 ** 32 + view.getUint32(2)) * 1_000
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
