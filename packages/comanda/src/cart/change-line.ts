import { type Cart, type CartLine, lineOf } from './cart.ts'
import { assertWhole } from './error.ts'
import { lineKey } from './line-key.ts'
import type { LineProperties } from './properties.ts'
import { QUANTITY_MAX } from './quantity.ts'
import { type Available, quantityOfVariant, roomBeside } from './stock.ts'

/**
 * What setting a quantity ended in.
 * - `changed`: the line held `before` and now holds `quantity`.
 * - `capped`: fewer are available than were asked for; the line now holds `quantity`, and at 0 it is gone.
 * - `removed`: the line, which held `before`, is gone, as asked.
 * - `unchanged`: the line held `quantity` already.
 * - `no-such-line`: there is no line of that key; nothing was added.
 */
export type Changed =
  | { readonly kind: 'changed' | 'capped'; readonly key: string; readonly before: number; readonly quantity: number }
  | { readonly kind: 'removed'; readonly key: string; readonly before: number }
  | { readonly kind: 'unchanged'; readonly key: string; readonly quantity: number }
  | { readonly kind: 'no-such-line' }

/**
 * Sets how many units a line holds; 0 removes it. More than is available, counted over all lines of the variant, is cut
 * to what is, even if the line held more before. The cart is the same object if nothing changes.
 *
 * @param quantity from 0 to `QUANTITY_MAX`, as `parseQuantity(input, 0)` gives it
 * @throws {CartError} `cart/out-of-range`
 */
export function setQuantity(
  cart: Cart,
  key: string,
  quantity: number,
  available: Available,
): { readonly cart: Cart; readonly result: Changed } {
  assertWhole('quantity', quantity, 0, QUANTITY_MAX)
  const line = lineOf(cart, key)
  if (line === null) return { cart, result: { kind: 'no-such-line' } }
  const room = roomBeside(quantityOfVariant(cart, line.variantId, key), available)
  const kept = Math.min(quantity, room)
  return { cart: withQuantity(cart, line, kept), result: changed(line, quantity, kept) }
}

function changed({ key, quantity: before }: CartLine, asked: number, kept: number): Changed {
  if (asked === 0) return { kind: 'removed', key, before }
  if (kept < asked) return { kind: 'capped', key, before, quantity: kept }
  return before === kept ? { kind: 'unchanged', key, quantity: kept } : { kind: 'changed', key, before, quantity: kept }
}

function withQuantity(cart: Cart, line: CartLine, quantity: number): Cart {
  if (quantity === line.quantity) return cart
  if (quantity === 0) return { ...cart, lines: cart.lines.filter(({ key }) => key !== line.key) }
  return { ...cart, lines: cart.lines.map((other) => (other.key === line.key ? { ...line, quantity } : other)) }
}

/**
 * Notes that the shopper knows another price of the line's units by now, so that it need not be told again. The cart is the
 * same object if there is no line of that key, or it has that price.
 *
 * @param unitPriceMinor in minor units of the cart's currency
 * @throws {CartError} `cart/out-of-range`
 */
export function setUnitPrice(cart: Cart, key: string, unitPriceMinor: number): Cart {
  assertWhole('unitPriceMinor', unitPriceMinor, 0)
  const line = lineOf(cart, key)
  if (line === null || line.unitPriceMinor === unitPriceMinor) return cart
  return { ...cart, lines: cart.lines.map((other) => (other === line ? { ...line, unitPriceMinor } : other)) }
}

/**
 * What setting properties ended in.
 * - `changed`: the line is now found by `key`, its old key if the properties are the same.
 * - `over-quantity-limit`: another line has these properties, and both together hold more than `limit`; nothing
 *   changed.
 * - `no-such-line`: there is no line of that key.
 */
export type PropertiesChanged =
  | { readonly kind: 'changed'; readonly key: string }
  | { readonly kind: 'over-quantity-limit'; readonly limit: number }
  | { readonly kind: 'no-such-line' }

/**
 * Replaces all properties of a line, and with them its key. If the cart has a line of these properties already, the two
 * become one, which holds the units of both, in the place and with the price and time of the one added first. The
 * cart is the same object if nothing changes.
 *
 * @param properties as `parseProperties` gives them
 */
export function setProperties(
  cart: Cart,
  key: string,
  properties: LineProperties,
): { readonly cart: Cart; readonly result: PropertiesChanged } {
  const line = lineOf(cart, key)
  if (line === null) return { cart, result: { kind: 'no-such-line' } }
  const newKey = lineKey(line.variantId, properties)
  if (newKey === key) return { cart, result: { kind: 'changed', key } }
  const quantity = line.quantity + (lineOf(cart, newKey)?.quantity ?? 0)
  if (quantity > QUANTITY_MAX) return { cart, result: { kind: 'over-quantity-limit', limit: QUANTITY_MAX } }
  return {
    cart: { ...cart, lines: asOneLine(cart.lines, [key, newKey], { key: newKey, properties, quantity }) },
    result: { kind: 'changed', key: newKey },
  }
}

function asOneLine(
  lines: readonly CartLine[],
  keys: readonly string[],
  outcome: Pick<CartLine, 'key' | 'properties' | 'quantity'>,
): readonly CartLine[] {
  const firstKey = lines.find(({ key }) => keys.includes(key))?.key
  return lines
    .filter(({ key }) => key === firstKey || !keys.includes(key))
    .map((line) => (line.key === firstKey ? { ...line, ...outcome } : line))
}
