import { macOf, sameBytes } from '../cookie/mac.ts'
import type { Secrets } from '../cookie/secrets.ts'
import { bytesOf } from '../cookie/sign.ts'

/** The session a token is bound to: another session, or the same one after a new session token, has other tokens. */
export interface TokenBinding {
  readonly sessionId: string
  readonly generation: number
}

/** The name of the form field that carries the token. */
export const CSRF_FIELD = 'csrf_token'
/** The name of the header that carries it in requests of scripts. */
export const CSRF_HEADER = 'x-csrf-token'

const PURPOSE = 'csrf'
const BYTES = 32
const TOKEN_CHARS = 86

/**
 * A token that proves that a form was made for this session. Masked with fresh random bytes, so that no two pages carry
 * the same text and compression gives nothing away (BREACH).
 *
 * @param randomness unpredictable bytes, fresh with every call
 */
export function csrfToken(secrets: Secrets, binding: TokenBinding, randomness: (bytes: number) => Uint8Array): string {
  const [key] = secrets.keysFor('mask')
  const mask = randomness(BYTES)
  const masked = new Uint8Array(2 * BYTES)
  masked.set(mask)
  masked.set(xor(tokenBytes(key as Uint8Array, binding), mask), BYTES)
  return masked.toBase64({ alphabet: 'base64url', omitPadding: true })
}

/** Whether `token` was made for that session, by any of the secrets. Takes the same time wherever it differs. */
export function isCsrfToken(secrets: Secrets, binding: TokenBinding, token: string): boolean {
  const masked = token.length === TOKEN_CHARS ? bytesOf(token) : null
  if (masked === null) return false
  const given = xor(masked.subarray(BYTES), masked.subarray(0, BYTES))
  return secrets.keysFor('mask').some((key) => sameBytes(tokenBytes(key, binding), given))
}

function tokenBytes(key: Uint8Array, { sessionId, generation }: TokenBinding): Uint8Array {
  return macOf(key, [PURPOSE, sessionId, String(generation)])
}

function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, index) => byte ^ (other[index] ?? 0))
}
