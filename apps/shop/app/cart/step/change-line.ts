import {
  type Cart,
  type CartLine,
  type CartStep,
  type LineProperties,
  lineOf,
  setProperties,
  setUnitPrice,
} from 'comanda/cart'
import { money } from 'comanda/money'
import { hundredths } from '../hundredths.ts'
import type { NamedTarget } from '../parse/ids.ts'
import type { Offers } from './offer.ts'
import type { CappedLine, ChangeResult, LineStep } from './set-line.ts'
import { changed, findLine, setLine, unchanged } from './set-line.ts'

/** A change of one line, which is no position any more: another request may have moved the lines. */
export interface LineChange {
  readonly target: NamedTarget
  /** 0 removes the line; null leaves the quantity as it is. */
  readonly quantity: number | null
  /** Replaces all properties; null leaves them as they are. */
  readonly properties: LineProperties | null
  /** The price of a unit that the shopper has seen, in hundredths; null leaves the known one as it is. */
  readonly seenPrice: number | null
}

/** A step that changes one line: its quantity, capped at what is available, its known price, then its properties. */
export function changeLine(cart: Cart, change: LineChange, offers: Offers): CartStep<ChangeResult> {
  const line = findLine(cart, change.target)
  if (line === null) return unchanged(cart, { kind: 'no-such-line' })
  const counted: LineStep =
    change.quantity === null ? { kind: 'set', cart, capped: null } : setLine(cart, line, change.quantity, offers)
  if (counted.kind === 'refused') return unchanged(cart, counted.problem)
  const capped = counted.capped === null ? [] : [counted.capped]
  // Last, since it may put two lines together: the quantity asked for is that of this one alone.
  return nameAnew(cart, priceKnown(counted.cart, line, change.seenPrice, offers), line.key, change.properties, capped)
}

/** A change is made knowing the price on its page, which counts if it is still the price: what moved since is not known. */
function priceKnown(cart: Cart, { key, variantId }: CartLine, seenPrice: number | null, offers: Offers): Cart {
  const offer = offers.get(variantId)
  if (offer === undefined || hundredths(money(offer.priceMinor, cart.currency)) !== seenPrice) return cart
  return setUnitPrice(cart, key, offer.priceMinor)
}

function nameAnew(
  before: Cart,
  cart: Cart,
  key: string,
  properties: LineProperties | null,
  capped: readonly CappedLine[],
): CartStep<ChangeResult> {
  if (properties === null || lineOf(cart, key) === null) return changed(before, cart, capped)
  const { cart: renamed, result } = setProperties(cart, key, properties)
  switch (result.kind) {
    case 'changed':
      return changed(before, renamed, capped)
    case 'over-quantity-limit':
    case 'no-such-line':
      return unchanged(before, { kind: result.kind })
  }
}
