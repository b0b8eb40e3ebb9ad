import type { Cart, CartStep } from 'comanda/cart'
import type { NamedTarget } from '../parse/ids.ts'
import type { NamedUpdate } from '../parse/parse-update.ts'
import { addItems } from './add-items.ts'
import type { Offers } from './offer.ts'
import { type CappedLine, type ChangeResult, changed, findLine, type LineStep, setLine, unchanged } from './set-line.ts'

/**
 * A step that sets many quantities, all of them or none. A variant that is not in the cart is added. Lines that shrink
 * go first: two lines of one variant can then exchange units when all that are available are in the cart.
 */
export function updateLines(
  cart: Cart,
  updates: readonly NamedUpdate[],
  offers: Offers,
  addedAt: number,
): CartStep<ChangeResult> {
  const capped: CappedLine[] = []
  let updated = cart
  for (const { target, quantity } of shrinkingFirst(cart, updates)) {
    const line = findLine(updated, target)
    const step: LineStep = line
      ? setLine(updated, line, quantity, offers)
      : addMissing(updated, target, quantity, offers, addedAt)
    if (step.kind === 'refused') return unchanged(cart, step.problem)
    updated = step.cart
    if (step.capped) capped.push(step.capped)
  }
  return changed(cart, updated, capped)
}

function shrinkingFirst(cart: Cart, updates: readonly NamedUpdate[]): readonly NamedUpdate[] {
  const shrinks = ({ target, quantity }: NamedUpdate) => quantity < (findLine(cart, target)?.quantity ?? 0)
  return [...updates.filter(shrinks), ...updates.filter((update) => !shrinks(update))]
}

function addMissing(cart: Cart, target: NamedTarget, quantity: number, offers: Offers, addedAt: number): LineStep {
  if (quantity === 0) return { kind: 'set', cart, capped: null }
  if (target.kind === 'key') return { kind: 'refused', problem: { kind: 'no-such-line' } }
  const { variantId } = target
  const { cart: filled, result } = addItems(cart, [{ variantId, quantity, properties: {} }], offers, addedAt)
  if (result.kind === 'refused') return { kind: 'refused', problem: result.problem }
  return { kind: 'set', cart: filled, capped: result.problem ? { variantId, quantity: result.units } : null }
}
