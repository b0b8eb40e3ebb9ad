import { createHmac, timingSafeEqual } from 'node:crypto'

const encoder = new TextEncoder()
const LENGTH_BYTES = 4

/**
 * HMAC-SHA256 over several texts, each with its length before it, so that `('ab', 'c')` and `('a', 'bc')` differ: what
 * is bound to a purpose and a name cannot be passed off as bound to others.
 */
export function macOf(key: Uint8Array, parts: readonly string[]): Uint8Array {
  const hmac = createHmac('sha256', key)
  for (const part of parts) {
    const bytes = encoder.encode(part)
    const length = new DataView(new ArrayBuffer(LENGTH_BYTES))
    length.setUint32(0, bytes.length)
    hmac.update(new Uint8Array(length.buffer)).update(bytes)
  }
  return new Uint8Array(hmac.digest())
}

/** A key for one use of a secret; nothing of the secret or of its other keys can be told from it. */
export function keyOf(secret: Uint8Array, use: string): Uint8Array {
  return macOf(secret, ['comanda', use])
}

/** Whether two values are the same, in a time that does not tell where they differ. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
