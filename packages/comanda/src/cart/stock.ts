import type { Cart } from './cart.ts'
import { assertWhole } from './error.ts'

/**
 * How many units of a variant can be had in all, over all carts' lines of it; null if stock is not tracked. Below 0
 * (oversold) counts as 0.
 */
export type Available = number | null

/** How many units of the variant the lines of the cart hold, the line of key `except` left out. */
export function quantityOfVariant(cart: Cart, variantId: number, except: string | null = null): number {
  return cart.lines
    .filter((line) => line.variantId === variantId && line.key !== except)
    .reduce((sum, line) => sum + line.quantity, 0)
}

/** How many units are left for one line when the others hold `taken`: a whole number from 0, or Infinity. */
export function roomBeside(taken: number, available: Available): number {
  if (available === null) return Number.POSITIVE_INFINITY
  assertWhole('available', available, Number.MIN_SAFE_INTEGER)
  return Math.max(0, available - taken)
}
