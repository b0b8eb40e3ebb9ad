import { createHash } from 'node:crypto'

const INTEGER_BYTES = 6
const INTEGERS = 2 ** (8 * INTEGER_BYTES)

/**
 * Bytes that look random and are the same for the same seed, on every machine: SHA-256 of seed and counter. For tests
 * that print their seed, so that a failure can be had again. Never for secrets.
 */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  let block = new Uint8Array(0)
  let used = 0
  let blocks = 0

  function next(): number {
    if (used === block.length) {
      block = new Uint8Array(createHash('sha256').update(`${seed}:${blocks}`).digest())
      blocks += 1
      used = 0
    }
    const byte = block[used] ?? 0
    used += 1
    return byte
  }

  return (length) => Uint8Array.from({ length }, next)
}

/** Whole numbers from 0 to `below - 1`, the same for the same seed. `below` is at most 2^32. */
export function seededIntegers(seed: number): (below: number) => number {
  const bytes = seededBytes(seed)
  return (below) => {
    const number = bytes(INTEGER_BYTES).reduce((sum, byte) => sum * 256 + byte, 0)
    return Math.floor((number / INTEGERS) * below)
  }
}
