import type { Cart } from 'comanda/cart'
import { json, type Reply } from 'comanda/http'
import type { Language } from '../routes.ts'
import type { Outcome } from './commands.ts'
import { priced } from './priced-cart.ts'
import { type CartProblem, statusOf } from './problem.ts'
import { type Shelf, variantIdsOf } from './shelf.ts'
import { cartJson, changelogJson, linesJson, movesJson, problemJson } from './wire/wire.ts'

/** A cart changes with the next click: nobody keeps a copy, not even the browser. */
export const FRESH = { 'cache-control': 'private, no-store' }

/** The whole cart, as `/cart.js` answers. */
export async function cartReply(cart: Cart, shelf: Shelf, language: Language): Promise<Reply> {
  return json(await cartNow(cart, shelf, language), 200, FRESH)
}

/** What a command ended in, as the Ajax API answers it. */
export async function jsonReply(outcome: Outcome, shelf: Shelf, language: Language): Promise<Reply> {
  switch (outcome.kind) {
    case 'refused':
      return problemReply(outcome.problem, outcome.cart, 0, shelf, language)
    case 'added':
      return addedReply(outcome, shelf, language)
    case 'changed': {
      const { before, cart } = outcome.result
      const now = await cartNow(cart, shelf, language)
      return json({ ...now, ...movesJson(before, cart, shelf, language) }, 200, FRESH)
    }
    case 'updated': {
      const { before, cart } = outcome.result
      return json({ ...(await cartNow(cart, shelf, language)), ...changelogJson(before, cart) }, 200, FRESH)
    }
    case 'cleared':
      return cartReply(outcome.result.cart, shelf, language)
  }
}

async function addedReply(
  { result, many }: Extract<Outcome, { kind: 'added' }>,
  shelf: Shelf,
  language: Language,
): Promise<Reply> {
  const { cart, keys, units, problem } = result
  if (problem) return problemReply(problem, cart, units, shelf, language)
  // Only the lines that got something: their variants are on the shelf already.
  const [first, ...more] = linesJson(priced(cart, shelf), keys, language)
  return json(many ? { items: [first, ...more] } : first, 200, FRESH)
}

/** A client that could not add all it wanted gets the cart along, so that it need not ask again. */
async function problemReply(
  problem: CartProblem,
  cart: Cart | null,
  units: number,
  shelf: Shelf,
  language: Language,
): Promise<Reply> {
  const body = problemJson(problem, language)
  const along = cart === null ? {} : { added_quantity: units, cart: await cartNow(cart, shelf, language) }
  return json({ ...body, ...along }, statusOf(problem), FRESH)
}

async function cartNow(cart: Cart, shelf: Shelf, language: Language): Promise<object> {
  await shelf.bring(variantIdsOf(cart))
  return cartJson(priced(cart, shelf), language)
}
