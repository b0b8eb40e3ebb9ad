import { ComandaError } from '../error.ts'

/** What a cart can be asked wrongly, by a mistake of the program: `cart/out-of-range`, a number it cannot hold. */
export type CartErrorCode = 'cart/out-of-range'

/** Thrown when a cart is given what a parser should have stopped. What a shopper can do ends in a result instead. */
export class CartError extends ComandaError<CartErrorCode> {
  override readonly name: string = 'CartError'
}

/** Throws `cart/out-of-range` unless `value` is a whole number from `least` to `most`. */
export function assertWhole(what: string, value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new CartError(
    'cart/out-of-range',
    `${what} must be a whole number from ${least} to ${most}, not ${String(value)}.`,
  )
}
