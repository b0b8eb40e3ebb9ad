import { randomUUID } from 'node:crypto'
import type { Session } from '../session/session.ts'
import { createSlot } from '../session/slot.ts'
import { type Cart, emptyCart } from './cart.ts'

/** What a step makes of a cart: the cart as it is to be, and what to tell about it. */
export interface CartStep<Result> {
  readonly cart: Cart
  readonly result: Result
}

/** A place where one visitor's cart lives. */
export interface CartHome {
  /** The cart as it stands; an empty one if nothing was added yet. */
  read(): Promise<Cart>
  /**
   * Runs `step` on the newest cart and stores what it makes. Resolves, once that is stored, with the result of the
   * run that was stored: `step` may run several times, so it must only compute.
   */
  change<Result>(step: (cart: Cart) => CartStep<Result>): Promise<Result>
}

const slot = createSlot<Cart>('comanda.cart')

/**
 * The cart of a session: an anonymous visitor's. No acknowledged change is lost, however many requests change it at
 * once. A cart kept in another currency (ISO 4217) than `currency` counts as empty, and the next change replaces it.
 *
 * `change` commits the session, with all else that was done to it, and rejects as `session.commit` does. A step that
 * hands back the very cart it was given stores nothing, and makes no session for a stranger.
 */
export function sessionCart<Data>(session: Session<Data>, currency: string): CartHome {
  const newCartId = randomUUID()
  const cartOf = (kept: Cart | undefined) => (kept?.currency === currency ? kept : emptyCart(newCartId, currency))

  return {
    async read() {
      return cartOf(slot.get(session))
    },

    async change<Result>(step: (cart: Cart) => CartStep<Result>): Promise<Result> {
      // The step runs again on each newer state of the session; the last run is the one that is stored.
      const results: Result[] = []
      slot.update(session, (kept) => {
        const before = cartOf(kept)
        const { cart, result } = step(before)
        results.push(result)
        return cart === before ? kept : cart
      })
      await session.commit()
      return results.at(-1) as Result
    },
  }
}
