import { type Added, addLine, type Cart, type CartStep } from 'comanda/cart'
import type { AddItem } from '../parse/parse-add.ts'
import type { CartProblem } from '../problem.ts'
import type { Offer, Offers } from './offer.ts'

/** What adding ended in, and the cart as it was then. */
export type AddResult =
  | { readonly kind: 'refused'; readonly problem: CartProblem; readonly cart: Cart }
  | {
      readonly kind: 'added'
      readonly cart: Cart
      /** The lines that got units, each once, in the order they were asked for. */
      readonly keys: readonly string[]
      readonly units: number
      /** `partly-added` if fewer units were left than were asked for. */
      readonly problem: CartProblem | null
    }

/**
 * A step that adds items. An item that cannot be added at all (unknown, sold out, over a limit) refuses the whole
 * request and nothing is added; an item of which fewer are left than asked for is added as far as there are any.
 */
export function addItems(cart: Cart, items: readonly AddItem[], offers: Offers, addedAt: number): CartStep<AddResult> {
  const keys = new Set<string>()
  let filled = cart
  let units = 0
  let partly = false
  for (const { variantId, quantity, properties } of items) {
    const offer = offers.get(variantId)
    if (offer === undefined) return refused(cart, { kind: 'no-such-variant' })
    const { priceMinor: unitPriceMinor, available } = offer
    const step = addLine(filled, { variantId, quantity, properties, unitPriceMinor, addedAt, available })
    if (!('key' in step.result)) return refused(cart, problemOf(step.result, offer))
    filled = step.cart
    keys.add(step.result.key)
    units += step.result.added
    partly ||= step.result.kind === 'capped'
  }
  const problem: CartProblem | null = partly ? { kind: 'partly-added', added: units } : null
  return { cart: filled, result: { kind: 'added', cart: filled, keys: [...keys], units, problem } }
}

function problemOf(added: Exclude<Added, { readonly key: string }>, { title }: Offer): CartProblem {
  switch (added.kind) {
    case 'none-left':
      return added.inCart === 0 ? { kind: 'sold-out', title } : { kind: 'all-in-cart', title }
    case 'over-quantity-limit':
      return { kind: 'over-quantity-limit' }
    case 'too-many-lines':
      return { kind: 'too-many-lines' }
  }
}

function refused(cart: Cart, problem: CartProblem): CartStep<AddResult> {
  return { cart, result: { kind: 'refused', problem, cart } }
}
