import { type Cart, type CartLine, type CartStep, lineOf, setQuantity } from 'comanda/cart'
import type { NamedTarget } from '../parse/ids.ts'
import type { CartProblem } from '../problem.ts'
import type { Offers } from './offer.ts'

/** What a change of the cart ended in. */
export type ChangeResult =
  | { readonly kind: 'refused'; readonly problem: CartProblem }
  | {
      readonly kind: 'changed'
      readonly before: Cart
      readonly cart: Cart
      readonly capped: readonly CappedLine[]
    }

/** A line that got fewer units than were asked for, because no more are available; at quantity 0 it is gone. */
export interface CappedLine {
  readonly variantId: number
  readonly quantity: number
}

/** One line's part of a change. */
export type LineStep =
  | { readonly kind: 'refused'; readonly problem: CartProblem }
  | { readonly kind: 'set'; readonly cart: Cart; readonly capped: CappedLine | null }

/** The line of that key, or the first line of that variant; null if the cart has none. */
export function findLine(cart: Cart, target: NamedTarget): CartLine | null {
  if (target.kind === 'key') return lineOf(cart, target.key)
  return cart.lines.find(({ variantId }) => variantId === target.variantId) ?? null
}

/** Sets a line's quantity, capped at what is available. A line that is not for sale any more can stay as it is or go. */
export function setLine(cart: Cart, line: CartLine, quantity: number, offers: Offers): LineStep {
  const offer = offers.get(line.variantId)
  if (offer === undefined && quantity === line.quantity) return { kind: 'set', cart, capped: null }
  if (offer === undefined && quantity > 0) return { kind: 'refused', problem: { kind: 'no-longer-sold' } }
  const { cart: counted, result } = setQuantity(cart, line.key, quantity, offer?.available ?? null)
  const capped = result.kind === 'capped' ? { variantId: line.variantId, quantity: result.quantity } : null
  return { kind: 'set', cart: counted, capped }
}

/** The end of a step that changed the cart, or found it as it was to be. */
export function changed(before: Cart, cart: Cart, capped: readonly CappedLine[]): CartStep<ChangeResult> {
  return { cart, result: { kind: 'changed', before, cart, capped } }
}

/** The end of a step that changed nothing because of a problem. */
export function unchanged(cart: Cart, problem: CartProblem): CartStep<ChangeResult> {
  return { cart, result: { kind: 'refused', problem } }
}
