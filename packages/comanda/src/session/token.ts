import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Gives as many unpredictable bytes as asked. Passed in, so that tests can repeat themselves. */
export type Randomness = (bytes: number) => Uint8Array

/** The platform's cryptographic randomness. */
export const systemRandomness: Randomness = (bytes) => randomBytes(bytes)

/**
 * What the session cookie carries: `id.verifier`, 128 random bits each. The record is found by the id; only the
 * holder of the verifier may use it, and the store knows nothing but its hash.
 */
export interface Token {
  readonly id: string
  readonly verifier: string
}

const HALF_BYTES = 16
/** 128 bits as base64url: 22 characters, the last of which has four bits that are always zero. */
const HALF = '[A-Za-z0-9_-]{21}[AQgw]'
const TOKEN = new RegExp(`^${HALF}\\.${HALF}$`)
const HALF_CHARS = 22

/** A new token. */
export function newToken(randomness: Randomness): Token {
  return { id: randomId(randomness), verifier: randomId(randomness) }
}

/** 128 random bits as 22 base64url characters. */
export function randomId(randomness: Randomness): string {
  return randomness(HALF_BYTES).toBase64({ alphabet: 'base64url', omitPadding: true })
}

/** The token as the cookie carries it. */
export function tokenText(token: Token): string {
  return `${token.id}.${token.verifier}`
}

/** The token in `text`, or null: whatever is not exactly of the form never reaches a store. */
export function parseToken(text: string): Token | null {
  if (!TOKEN.test(text)) return null
  return { id: text.slice(0, HALF_CHARS), verifier: text.slice(HALF_CHARS + 1) }
}

/** What the store keeps of a verifier: its SHA-256, base64url. */
export function verifierHashOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}

/** Whether `verifier` is the one with that hash; takes the same time whatever the answer. */
export function verifierMatches(verifier: string, verifierHash: string): boolean {
  const given = encoder.encode(verifierHashOf(verifier))
  const kept = encoder.encode(verifierHash)
  return given.length === kept.length && timingSafeEqual(given, kept)
}

const encoder = new TextEncoder()
