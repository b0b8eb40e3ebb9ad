/** The most units one line can hold. */
export const QUANTITY_MAX = 9_999

// ASCII digits without leading zeros: each quantity has one spelling, and long ones are refused by their length.
const DIGITS = /^(?:0|[1-9][0-9]{0,3})$/

/**
 * Reads a quantity as a form, a query or JSON brings it: a whole number, or a string of ASCII digits, from `least` to
 * {@link QUANTITY_MAX}. `least` is 0 where 0 removes a line.
 *
 * Null for everything else: signs, fractions, exponents, hex, blanks, leading zeros, other digits, NaN, arrays,
 * objects, booleans, null. Nothing is rounded, clamped or guessed. Never throws.
 */
export function parseQuantity(input: unknown, least: 0 | 1): number | null {
  const quantity = numberOf(input)
  if (quantity === null || !Number.isInteger(quantity)) return null
  return quantity >= least && quantity <= QUANTITY_MAX ? quantity : null
}

function numberOf(input: unknown): number | null {
  // Adding 0 makes of -0, which JSON can spell, a plain 0.
  if (typeof input === 'number') return input + 0
  return typeof input === 'string' && DIGITS.test(input) ? Number(input) : null
}
