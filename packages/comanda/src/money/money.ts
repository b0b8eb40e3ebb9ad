import { minorDigits } from './currency.ts'
import { MoneyError } from './error.ts'

/** An exact amount of one currency: plain data, fit for JSON. There are no fractions and no floats in it. */
export interface Money {
  /** Whole minor units (cents, yen, fils), a safe integer. May be negative. */
  readonly minor: number
  /** ISO 4217 code. */
  readonly currency: string
}

/**
 * An amount of `minor` units of `currency`: `money(1250, 'EUR')` is 12.50 euros, `money(1250, 'JPY')` 1250 yen.
 *
 * @throws {MoneyError} `money/not-an-integer` unless `minor` is a safe integer; `money/unknown-currency`
 */
export function money(minor: number, currency: string): Money {
  minorDigits(currency)
  return { minor: whole(minor, 'An amount'), currency }
}

/**
 * The sum of two amounts of one currency.
 *
 * @throws {MoneyError} `money/currency-mismatch`, `money/out-of-range`
 */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) {
    throw new MoneyError(
      'money/currency-mismatch',
      `${a.currency} and ${b.currency} cannot be added. Convert one of them first.`,
    )
  }
  return inRange(a.minor + b.minor, a.currency)
}

/**
 * The amount, `quantity` times.
 *
 * @throws {MoneyError} `money/not-an-integer` unless `quantity` is a safe integer; `money/out-of-range`
 */
export function multiplyMoney(a: Money, quantity: number): Money {
  return inRange(a.minor * whole(quantity, 'A quantity'), a.currency)
}

/**
 * The sum of the amounts in `list`, all of them in `currency`; nothing of `currency` for an empty list.
 *
 * @throws {MoneyError} `money/currency-mismatch`, `money/out-of-range`, `money/unknown-currency`
 */
export function sumMoney(list: Iterable<Money>, currency: string): Money {
  let sum = money(0, currency)
  for (const amount of list) sum = addMoney(sum, amount)
  return sum
}

function whole(value: number, what: string): number {
  // Adding 0 makes of -0 a plain 0, so that equal amounts are equal to every comparison.
  if (Number.isSafeInteger(value)) return value + 0
  throw new MoneyError('money/not-an-integer', `${what} must be a safe integer, and ${String(value)} is not.`)
}

// The sum or product of two safe integers is either exact or, rounded, still beyond the safe ones: nothing slips by.
function inRange(minor: number, currency: string): Money {
  if (Number.isSafeInteger(minor)) return money(minor, currency)
  throw new MoneyError(
    'money/out-of-range',
    `The outcome is beyond ${Number.MAX_SAFE_INTEGER} minor units of ${currency}. Bound prices and quantities.`,
  )
}
