import { type Cart, type CartLine, QUANTITY_MAX } from 'comanda/cart'
import { type Money, money, multiplyMoney, sumMoney } from 'comanda/money'
import type { CartVariant } from '../catalogue/queries.ts'
import { fullTitle } from './naming.ts'
import type { Shelf } from './shelf.ts'

/** A line with what it is and costs now. What it cost when it was added is in the line. */
export interface PricedLine {
  readonly line: CartLine
  /** What it is called, on sale or not; null if it is not in the catalogue any more. */
  readonly title: string | null
  /** Null if it is not for sale any more: nothing more is told of what may be a draft. */
  readonly offered: Offered | null
}

/** The part of a line that only what is for sale has. */
export interface Offered {
  readonly variant: CartVariant
  readonly unitPrice: Money
  /** Whether there is nothing left of it, for anybody. */
  readonly soldOut: boolean
  /** Nothing if it is sold out: what cannot be ordered is not part of the total. */
  readonly lineTotal: Money
  /** The most units this line can have: the stock, less what other lines hold of it, within the limit of a line. */
  readonly quantityMax: number
}

/** A cart at the prices of now. */
export interface PricedCart {
  readonly cart: Cart
  readonly lines: readonly PricedLine[]
  /** Of the lines that are for sale and not sold out. */
  readonly total: Money
}

/**
 * The cart with what its lines are and cost now. Bring the variants of its lines to the shelf before.
 *
 * @throws {MoneyError} `money/out-of-range` for prices no catalogue should have
 */
export function priced(cart: Cart, shelf: Shelf): PricedCart {
  const lines = cart.lines.map((line): PricedLine => {
    const variant = shelf.variant(line.variantId)
    const title = variant && fullTitle(variant)
    return { line, title, offered: variant?.sellable ? offered(cart, line, variant) : null }
  })
  const totals = lines.flatMap((line) => line.offered?.lineTotal ?? [])
  return { cart, lines, total: sumMoney(totals, cart.currency) }
}

function offered(cart: Cart, line: CartLine, variant: CartVariant): Offered {
  const unitPrice = money(variant.priceMinor, cart.currency)
  const soldOut = variant.available === 0
  const lineTotal = multiplyMoney(unitPrice, soldOut ? 0 : line.quantity)
  return { variant, unitPrice, soldOut, lineTotal, quantityMax: quantityMax(cart, line, variant.available) }
}

function quantityMax(cart: Cart, { key, variantId }: CartLine, available: number | null): number {
  if (available === null) return QUANTITY_MAX
  const others = cart.lines.filter((line) => line.variantId === variantId && line.key !== key)
  const taken = others.reduce((sum, { quantity }) => sum + quantity, 0)
  return Math.max(0, Math.min(QUANTITY_MAX, available - taken))
}
