import { type Cart, itemCount } from 'comanda/cart'
import type { Language } from '../../routes.ts'
import { describe } from '../describe.ts'
import { hundredths } from '../hundredths.ts'
import { type PricedCart, priced } from '../priced-cart.ts'
import { type CartProblem, statusOf } from '../problem.ts'
import type { Shelf } from '../shelf.ts'
import { cartWords } from '../words.ts'
import { lineJson, movedJson } from './wire-line.ts'

/** The cart as the Ajax API has it, at the prices of now. */
export function cartJson(pricedCart: PricedCart, language: Language): object {
  const { cart, lines } = pricedCart
  const total = hundredths(pricedCart.total)
  return {
    token: cart.id,
    note: null,
    attributes: {},
    original_total_price: total,
    total_price: total,
    total_discount: 0,
    total_weight: lines.reduce((sum, { line, offered }) => sum + (offered?.variant.grams ?? 0) * line.quantity, 0),
    item_count: itemCount(cart),
    items: lines.map((line) => lineJson(line, cart.currency, language)),
    requires_shipping: lines.some(({ offered }) => offered?.variant.requiresShipping),
    currency: cart.currency,
    items_subtotal_price: total,
    cart_level_discount_applications: [],
    discount_codes: [],
  }
}

/** The lines of those keys, in that order. */
export function linesJson({ cart, lines }: PricedCart, keys: readonly string[], language: Language): object[] {
  return keys.flatMap((key) => {
    const found = lines.find(({ line }) => line.key === key)
    return found === undefined ? [] : [lineJson(found, cart.currency, language)]
  })
}

/** What `/cart/change` adds to the cart it answers with: the units that came and went. */
export function movesJson(before: Cart, after: Cart, shelf: Shelf, language: Language): object {
  const moved = unitsMoved(before, after)
  return {
    items_added: moved
      .filter(({ units }) => units > 0)
      .flatMap(({ variantId, units }) => told(after, variantId, units)),
    items_removed: moved
      .filter(({ units }) => units < 0)
      .flatMap(({ variantId, units }) => told(before, variantId, -units)),
  }

  function told(cart: Cart, variantId: number, units: number): object[] {
    const line = priced(cart, shelf).lines.find((one) => one.line.variantId === variantId)
    return line === undefined ? [] : [movedJson(line, units, cart.currency, language)]
  }
}

/** What `/cart/update` adds to the cart it answers with: the units that came. */
export function changelogJson(before: Cart, after: Cart): object {
  const added = unitsMoved(before, after).filter(({ units }) => units > 0)
  return {
    items_changelog: { added: added.map(({ variantId, units }) => ({ variant_id: variantId, quantity: units })) },
  }
}

/** A problem as the Ajax API tells it. Themes read either `description` or `errors`. */
export function problemJson(problem: CartProblem, language: Language): object {
  const description = describe(problem, language)
  // Clients know this one by its words: its status is no number, and its message says all.
  if (problem.kind === 'no-such-line')
    return { status: 'bad_request', message: description, description, errors: description }
  return { status: statusOf(problem), message: cartWords[language].cartError, description, errors: description }
}

/** How many units of each variant there are more, or fewer, in `after` than in `before`; those without a difference left out. */
function unitsMoved(before: Cart, after: Cart): { readonly variantId: number; readonly units: number }[] {
  const units = new Map<number, number>()
  for (const { variantId, quantity } of after.lines) units.set(variantId, (units.get(variantId) ?? 0) + quantity)
  for (const { variantId, quantity } of before.lines) units.set(variantId, (units.get(variantId) ?? 0) - quantity)
  return [...units].filter(([, moved]) => moved !== 0).map(([variantId, moved]) => ({ variantId, units: moved }))
}
