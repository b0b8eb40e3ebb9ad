import { type Cart, type CartLine, LINES_MAX, lineOf } from './cart.ts'
import { assertWhole } from './error.ts'
import { lineKey } from './line-key.ts'
import type { LineProperties } from './properties.ts'
import { QUANTITY_MAX } from './quantity.ts'
import { type Available, quantityOfVariant, roomBeside } from './stock.ts'

/** What is to be added to a cart. */
export interface Addition {
  readonly variantId: number
  /** A whole number from 1, as `parseQuantity(input, 1)` gives it. */
  readonly quantity: number
  /** As `parseProperties` gives them. */
  readonly properties: LineProperties
  /** The price of one unit now, in minor units of the cart's currency. */
  readonly unitPriceMinor: number
  /** Now, in milliseconds since 1970-01-01 UTC. */
  readonly addedAt: number
  readonly available: Available
}

/**
 * What adding ended in. Only `added` and `capped` changed the cart.
 * - `added`: all of it; the line now holds `quantity`.
 * - `capped`: only `added` units, all that were left; the line now holds `quantity`.
 * - `none-left`: nothing; `inCart` units of the variant are in the cart already. 0 means that it is sold out.
 * - `over-quantity-limit`: the line would hold more than `limit` units.
 * - `too-many-lines`: the cart has `limit` lines already.
 */
export type Added =
  | { readonly kind: 'added' | 'capped'; readonly key: string; readonly added: number; readonly quantity: number }
  | { readonly kind: 'none-left'; readonly inCart: number }
  | { readonly kind: 'over-quantity-limit'; readonly limit: number }
  | { readonly kind: 'too-many-lines'; readonly limit: number }

/**
 * Adds units of a variant: to the line with the same properties if there is one, else in a new line at the end. What is
 * available counts over all lines of the variant.
 *
 * A line that grows keeps the price and the time it was first added with, so that a price which moved since can be
 * told. The cart is the same object if nothing changes.
 *
 * @throws {CartError} `cart/out-of-range` for numbers that are no whole numbers or negative; use the parsers
 */
export function addLine(cart: Cart, addition: Addition): { readonly cart: Cart; readonly result: Added } {
  assertAddition(addition)
  const { variantId, quantity, properties, available } = addition
  const inCart = quantityOfVariant(cart, variantId)
  const added = Math.min(quantity, roomBeside(inCart, available))
  const key = lineKey(variantId, properties)
  const line = lineOf(cart, key)
  const total = (line?.quantity ?? 0) + added

  if (quantity > QUANTITY_MAX) return { cart, result: { kind: 'over-quantity-limit', limit: QUANTITY_MAX } }
  if (added === 0) return { cart, result: { kind: 'none-left', inCart } }
  if (total > QUANTITY_MAX) return { cart, result: { kind: 'over-quantity-limit', limit: QUANTITY_MAX } }
  if (line === null && cart.lines.length >= LINES_MAX)
    return { cart, result: { kind: 'too-many-lines', limit: LINES_MAX } }
  return {
    cart: { ...cart, lines: withLine(cart.lines, { ...(line ?? newLine(key, addition)), quantity: total }) },
    result: { kind: added < quantity ? 'capped' : 'added', key, added, quantity: total },
  }
}

function newLine(key: string, { variantId, quantity, properties, unitPriceMinor, addedAt }: Addition): CartLine {
  return { key, variantId, quantity, properties, unitPriceMinor, addedAt }
}

function withLine(lines: readonly CartLine[], line: CartLine): readonly CartLine[] {
  const at = lines.findIndex(({ key }) => key === line.key)
  return at === -1 ? [...lines, line] : lines.with(at, line)
}

function assertAddition({ variantId, quantity, unitPriceMinor, addedAt }: Addition): void {
  assertWhole('variantId', variantId, 1)
  assertWhole('quantity', quantity, 1)
  assertWhole('unitPriceMinor', unitPriceMinor, 0)
  assertWhole('addedAt', addedAt, 0)
}
