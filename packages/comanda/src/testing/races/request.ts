import { addLine, sessionCart } from '../../cart/index.ts'
import type { Json } from '../../session/json.ts'
import type { Session } from '../../session/session.ts'

/**
 * What one request does with its session, one step after the other. It is data, so that it can be sent to an app over
 * HTTP, and so that a session library of any kind can be asked to do the same:
 * - `stop-unless`: the request does nothing further unless the key has a value.
 * - `get`, `pull`, `see-cart`: find something, to be told in the answer.
 * - `append`, `count`: put an item at the end of a list, add one to a number, whatever there is by then.
 * - `add-to-cart`: puts one unit of a variant into the cart.
 * - `commit`: stores what was done so far, so that what is found afterwards is what is stored.
 * - `sign-out`: ends the session.
 * - `wait`: stands still until the test lets it go on.
 */
export type Step =
  | { readonly do: 'stop-unless' | 'get' | 'delete' | 'pull' | 'count'; readonly key: string }
  | { readonly do: 'set'; readonly key: string; readonly value: string }
  | { readonly do: 'append'; readonly key: string; readonly item: string }
  | { readonly do: 'add-to-cart'; readonly variantId: number }
  | { readonly do: 'see-cart' | 'commit' | 'regenerate' | 'sign-out' | 'wait' }

/** What came of the steps: `found` has one entry for each step that finds something, null where there was no value. */
export interface StepsDone {
  readonly kind: 'ok' | 'stopped'
  readonly found: readonly Json[]
}

const CURRENCY = 'EUR'

/** Does `steps` with `session`. `wait` is what the step of that name awaits. Rejects as the session does. */
export async function runSteps(
  session: Session,
  steps: readonly Step[],
  wait: () => Promise<void>,
): Promise<StepsDone> {
  const found: Json[] = []
  for (const step of steps) {
    if (step.do === 'stop-unless' && !session.has(step.key)) return { kind: 'stopped', found }
    await runStep(session, step, found, wait)
  }
  return { kind: 'ok', found }
}

async function runStep(session: Session, step: Step, found: Json[], wait: () => Promise<void>): Promise<void> {
  switch (step.do) {
    case 'stop-unless':
      return
    case 'get':
      found.push(jsonOf(session.get(step.key)))
      return
    case 'pull':
      found.push(jsonOf(session.pull(step.key)))
      return
    case 'set':
      return session.set(step.key, step.value)
    case 'delete':
      return session.delete(step.key)
    case 'append':
      return session.update(step.key, (list) => [...((list as string[] | undefined) ?? []), step.item])
    case 'count':
      return session.update(step.key, (count) => ((count as number | undefined) ?? 0) + 1)
    case 'add-to-cart':
      return addToCart(session, step.variantId)
    case 'see-cart':
      found.push((await sessionCart(session, CURRENCY).read()).lines.map((line) => [line.variantId, line.quantity]))
      return
    case 'commit':
      return session.commit()
    case 'regenerate':
      return session.regenerate()
    case 'sign-out':
      return session.destroy()
    case 'wait':
      return wait()
  }
}

function jsonOf(value: unknown): Json {
  return (value as Json | undefined) ?? null
}

async function addToCart(session: Session, variantId: number): Promise<void> {
  const addition = { variantId, quantity: 1, properties: {}, unitPriceMinor: 100, addedAt: 0, available: null }
  await sessionCart(session, CURRENCY).change((cart) => addLine(cart, addition))
}
