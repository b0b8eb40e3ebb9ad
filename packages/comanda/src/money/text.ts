import { minorDigits } from './currency.ts'
import { type Money, money } from './money.ts'

// Digits, at most one point, digits on both sides of it. No leading zeros: one way to write each whole part.
const PLAIN_DECIMAL = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/

/**
 * Reads a plain decimal, such as `"12"`, `"12.5"` or `"12.50"`, exactly.
 *
 * Null for everything else: a sign, symbol, exponent, grouping, space, leading zero or comma; more decimals than the
 * currency has; an amount beyond `Number.MAX_SAFE_INTEGER` minor units; anything that is not a string. Never throws for
 * what a visitor or a file may hold.
 *
 * @throws {MoneyError} `money/unknown-currency`, which is a mistake of the program
 */
export function parseMoney(text: unknown, currency: string): Money | null {
  const digits = minorDigits(currency)
  if (typeof text !== 'string') return null
  const [, units, decimals = ''] = PLAIN_DECIMAL.exec(text) ?? []
  if (units === undefined || decimals.length > digits) return null
  const minor = Number(units + decimals.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? money(minor, currency) : null
}

/**
 * The amount as a plain decimal with all digits of its currency: `"12.50"`, `"-0.05"`, `"1250"` for yen. What
 * {@link parseMoney} reads, unless it is negative.
 *
 * @throws {MoneyError} `money/unknown-currency`
 */
export function decimalText({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
