import type { Field } from '../body/field.ts'

/** Says which line: by its key, by its variant (the first line of it), or by its place in the cart, from 1. */
export type LineTarget = NamedTarget | { readonly kind: 'position'; readonly position: number }

/** Says which line by name. A variant that the cart does not have yet can be named too. */
export type NamedTarget =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'variant'; readonly variantId: number }

// Sixteen digits are as many as a safe integer has.
const POSITIVE = /^[1-9][0-9]{0,15}$/
const KEY = /^[1-9][0-9]{0,15}:[0-9a-f]{32}$/

/** A whole number from 1 that JavaScript holds exactly, as a number or in ASCII digits; null for everything else. */
export function parsePositive(field: Field | undefined): number | null {
  const number = typeof field === 'string' && POSITIVE.test(field) ? Number(field) : field
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null
}

/** A variant's id or a line's key, whichever it is; null if it is neither. */
export function parseTarget(field: Field | undefined): NamedTarget | null {
  if (typeof field === 'string' && KEY.test(field)) return { kind: 'key', key: field }
  const variantId = parsePositive(field)
  return variantId === null ? null : { kind: 'variant', variantId }
}
