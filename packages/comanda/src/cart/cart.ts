import { type Money, minorDigits, money, multiplyMoney, sumMoney } from '../money/index.ts'
import type { LineProperties } from './properties.ts'

/** The most lines one cart can have. */
export const LINES_MAX = 100

/** So many units of one variant with the same properties. Plain data, fit for JSON. */
export interface CartLine {
  /** Names the line within its cart; see `lineKey`. Changes only with the properties. */
  readonly key: string
  readonly variantId: number
  /** From 1 to `QUANTITY_MAX`. */
  readonly quantity: number
  readonly properties: LineProperties
  /** The price of one unit that the shopper knows: of when it was first added, or accepted since. In minor units. */
  readonly unitPriceMinor: number
  /** When the line was first added, in milliseconds since 1970-01-01 UTC. */
  readonly addedAt: number
}

/**
 * What a shopper has chosen and not ordered. Plain data, fit for JSON; no function changes one, they return a new one.
 */
export interface Cart {
  /** The same for the cart's whole life; checkout makes one order of it. */
  readonly id: string
  /** ISO 4217 code of every price in it. */
  readonly currency: string
  /** In order of adding, each key once. */
  readonly lines: readonly CartLine[]
}

/**
 * A cart without lines.
 *
 * @throws {MoneyError} `money/unknown-currency`
 */
export function emptyCart(id: string, currency: string): Cart {
  minorDigits(currency)
  return { id, currency, lines: [] }
}

/** The cart with no lines left: the same id and currency. The same object if it had none. */
export function clearLines(cart: Cart): Cart {
  return cart.lines.length === 0 ? cart : { ...cart, lines: [] }
}

/** How many units there are in all lines together. */
export function itemCount(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0)
}

/** The line of that key, or null. */
export function lineOf(cart: Cart, key: string): CartLine | null {
  return cart.lines.find((line) => line.key === key) ?? null
}

/**
 * The key of the line at a position counted from 1, or null if there is none. Turn positions into keys before a change
 * that may be replayed: another request may have moved the lines meanwhile.
 */
export function keyAt(cart: Cart, position: number): string | null {
  return cart.lines[position - 1]?.key ?? null
}

/**
 * What the line costs at the price it was added with.
 *
 * @throws {MoneyError} `money/out-of-range`
 */
export function lineTotal(line: CartLine, currency: string): Money {
  return multiplyMoney(money(line.unitPriceMinor, currency), line.quantity)
}

/**
 * What all lines cost together at the prices they were added with. Computed anew each time and never stored.
 *
 * @throws {MoneyError} `money/out-of-range`
 */
export function cartTotal(cart: Cart): Money {
  const totals = cart.lines.map((line) => lineTotal(line, cart.currency))
  return sumMoney(totals, cart.currency)
}
