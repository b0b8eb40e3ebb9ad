import { type SessionStore, StoreUnavailable } from '../../store/store.ts'
import { type Around, aroundStore } from '../around-store.ts'
import { storeHome } from '../races/engine-home.ts'
import type { SessionHome } from '../races/home.ts'
import { seededBytes, seededIntegers } from '../seeded-random.ts'

/** What {@link restlessHome} can be told. */
export interface Unrest {
  /** Decides who goes on when, what fails and how, and every random byte. */
  readonly seed: number
  /** The share of the calls of the stores that fail, from 0 to 1. Default: 0. */
  readonly faultShare?: number
}

/** One call in so many stands still for a while before it is made, and before it is answered. */
const STANDS_STILL_ONE_IN = 3
const LATE_TURNS_MAX = 12
const SHARES = 10_000

/**
 * Comanda's engine on a store, as two processes, whose calls overtake each other. Some fail: before they were made, after
 * (the answer is lost), or at once and are made some time later. On the memory store the same seed does the same again.
 */
export function restlessHome(
  stores: readonly [SessionStore, SessionStore],
  { seed, faultShare = 0 }: Unrest,
): SessionHome {
  const below = seededIntegers(seed)
  const standing: (() => void)[] = []
  const late: Promise<unknown>[] = []
  let isCalm = false

  /** Lets others go first; who goes on next is drawn. */
  function standStill(): Promise<void> {
    return new Promise((goOn) => {
      standing.push(goOn)
      if (standing.length === 1) setImmediate(letOneGo)
    })
  }

  function letOneGo(): void {
    const [goOn] = standing.splice(below(standing.length), 1)
    if (standing.length > 0) setImmediate(letOneGo)
    goOn?.()
  }

  async function perhapsStandStill(): Promise<void> {
    if (!isCalm && below(STANDS_STILL_ONE_IN) === 0) await standStill()
  }

  async function later(call: () => Promise<unknown>): Promise<void> {
    for (let turns = below(LATE_TURNS_MAX); turns >= 0; turns -= 1) await standStill()
    // Nobody waits for it any more, so nobody hears of its failure either.
    await call().catch(() => {})
  }

  const around: Around = async (_, call) => {
    await perhapsStandStill()
    const fails = !isCalm && below(SHARES) < faultShare * SHARES
    if (fails) {
      const how = below(3)
      if (how === 1) await call()
      if (how === 2) late.push(later(call))
      throw new StoreUnavailable('A drawn fault.')
    }
    const answer = await call()
    await perhapsStandStill()
    return answer
  }

  const restless = [aroundStore(stores[0], around), aroundStore(stores[1], around)] as const
  return {
    ...storeHome(restless, { randomness: seededBytes(seed), pause: standStill }),
    async calm() {
      await Promise.all(late)
      isCalm = true
    },
  }
}
