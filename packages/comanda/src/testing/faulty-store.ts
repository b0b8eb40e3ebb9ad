import { type SessionStore, StoreUnavailable } from '../store/store.ts'
import { aroundStore, STORE_METHODS, type StoreMethod } from './around-store.ts'
import { type CountingStore, countingStore } from './counting-store.ts'

/** Which calls fail, and how. */
export interface FaultPlan {
  /** The calls that are counted and can fail. Default: all. */
  readonly methods?: readonly StoreMethod[]
  /** The first to fail: 1 is the first call of `methods`, taken together. */
  readonly call: number
  /** `once`: only that one. `from-then-on`: that one and all after it, as in an outage. */
  readonly span: 'once' | 'from-then-on'
  /** `before`: nothing was done. `after`: it was done and the answer was lost. */
  readonly moment: 'before' | 'after'
}

/** A store with faults, which counts. */
export interface FaultyStore extends CountingStore {
  /** How many calls failed as planned. 0 at the end of a test: the plan lies beyond the calls it makes. */
  readonly failures: number
}

/**
 * A store that passes calls on to `inner` and fails by plan, with {@link StoreUnavailable}. Run a test with call 1, 2,
 * 3, … until `failures` stays 0, and every place where the store can fail has been tried.
 */
export function faultyStore(inner: SessionStore, plan: FaultPlan): FaultyStore {
  const methods = plan.methods ?? STORE_METHODS
  let counted = 0
  let failures = 0

  function fails(method: StoreMethod): boolean {
    if (!methods.includes(method)) return false
    counted += 1
    return plan.span === 'once' ? counted === plan.call : counted >= plan.call
  }

  const faulty = aroundStore(inner, async (method, call) => {
    if (!fails(method)) return call()
    failures += 1
    if (plan.moment === 'after') await call()
    const what = plan.moment === 'before' ? 'nothing was done' : 'it was done and the answer was lost'
    throw new StoreUnavailable(`A planned fault: ${method} failed, ${what}.`)
  })
  const counting = countingStore(faulty)
  return {
    ...counting,
    get failures() {
      return failures
    },
  }
}
