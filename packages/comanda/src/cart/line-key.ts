import { hash } from 'node:crypto'
import type { LineProperties } from './properties.ts'

// 128 bits: a shopper who finds two of one hash has only merged two lines of an own cart.
const HASH_CHARS = 32

/**
 * The key of the line that holds this variant with these properties: `<variantId>:<32 hex digits>`. The same for the
 * same variant and properties in any order, for ever and on every machine; different for any others.
 */
export function lineKey(variantId: number, properties: LineProperties): string {
  const names = Object.keys(properties).sort()
  const parts = [String(variantId), ...names.flatMap((name) => [name, properties[name] ?? ''])]
  return `${variantId}:${hash('sha256', parts.map(withLength).join(''), 'hex').slice(0, HASH_CHARS)}`
}

// Each part says its length first, so that {a: 'bc'} and {ab: 'c'} do not run together into one text.
function withLength(part: string): string {
  return `${part.length}:${part}`
}
