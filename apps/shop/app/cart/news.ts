import { type Money, money } from 'comanda/money'
import type { PricedLine } from './priced-cart.ts'

/**
 * What a shopper has to be told of a line before ordering, because it is not as they know it.
 * - `unavailable`: it is not for sale any more.
 * - `sold-out`: nothing is left of it.
 * - `fewer`: the line holds `asked` units and can have `left`, which is 0 if other lines of the cart hold all that is left.
 * - `price`: a unit cost `before` when they were last told, and costs `now`.
 *
 * The first two are all there is to say of a line, and it is not part of the total.
 */
export type News =
  | { readonly kind: 'unavailable' | 'sold-out' }
  | { readonly kind: 'fewer'; readonly asked: number; readonly left: number }
  | { readonly kind: 'price'; readonly before: Money; readonly now: Money }

/** The news of a line. */
export function newsOf({ line, offered }: PricedLine): readonly News[] {
  if (offered === null) return [{ kind: 'unavailable' }]
  if (offered.soldOut) return [{ kind: 'sold-out' }]
  const { quantityMax: left, unitPrice: now } = offered
  const before = money(line.unitPriceMinor, now.currency)
  return [
    ...(line.quantity > left ? [{ kind: 'fewer' as const, asked: line.quantity, left }] : []),
    ...(before.minor === now.minor ? [] : [{ kind: 'price' as const, before, now }]),
  ]
}
