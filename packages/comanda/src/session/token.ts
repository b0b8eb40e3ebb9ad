import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Gives as many unpredictable bytes as asked. Passed in, so that tests can repeat themselves. */
export type Randomness = (bytes: number) => Uint8Array

/** The platform's cryptographic randomness. */
export const systemRandomness: Randomness = (bytes) => randomBytes(bytes)

/**
 * What the session cookie carries: `id.verifier`, 128 random bits each. The record is found by the id; only the
 * holder of the verifier may use it, and the store knows nothing but its hash. The first bits of an id are those of its
 * neighbours, see {@link createTokens}.
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

/** How many tokens made one after the other have ids with the same beginning. */
const NEIGHBOURS = 32
/** How many characters of an id are the beginning: 24 random bits, so 104 are left that no neighbour has. */
const BEGINNING_CHARS = 4

/**
 * Makes tokens. Sessions that begin together have ids that begin alike, and so stand together in a store that is ordered by
 * id: when they are made and when they end, they share its pages. The beginning is random as the rest is and says nothing, not
 * even the time; what opens a session is the verifier.
 */
export function createTokens(randomness: Randomness): () => Token {
  let beginning = ''
  let made = 0
  return () => {
    const own = randomId(randomness)
    if (made % NEIGHBOURS === 0) beginning = own.slice(0, BEGINNING_CHARS)
    made += 1
    return { id: beginning + own.slice(BEGINNING_CHARS), verifier: randomId(randomness) }
  }
}

/** 128 random bits as 22 base64url characters. */
export function randomId(randomness: Randomness): string {
  return randomness(HALF_BYTES).toBase64({ alphabet: 'base64url', omitPadding: true })
}

/**
 * Makes names for writes that no other write has, in this process or another: 128 random bits once, and a number. Nobody
 * may guess a token, but a write need only be told from others, and random bits for each cost as much as a session's read.
 */
export function createWriteIds(randomness: Randomness): () => string {
  const own = randomId(randomness)
  let writes = 0
  return () => {
    writes += 1
    return `${own}.${writes}`
  }
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
  if (verifierHash.length !== HASH_CHARS) return false
  encoder.encodeInto(verifierHashOf(verifier), given)
  const { written } = encoder.encodeInto(verifierHash, kept)
  return written === HASH_CHARS && timingSafeEqual(given, kept)
}

const encoder = new TextEncoder()
const HASH_CHARS = 43
// Where the two hashes are compared, filled anew each time: new places for each request cost more than the hash.
const given = new Uint8Array(HASH_CHARS)
const kept = new Uint8Array(HASH_CHARS)
