import type { SessionHistory } from './history.ts'
import { newSession, type SessionState } from './model.ts'
import { type Moment, momentsOf } from './moments.ts'

/**
 * Whether there is an order in which everything happened.
 * - `ordered`: there is one.
 * - `none`: there is none; `blocked` is what no order explains, and `state` how the session must have been just before,
 *   where the search came furthest.
 * - `undecided`: too many orders were tried; the clients do too much at once.
 */
export type Linearized =
  | { readonly kind: 'ordered' }
  | { readonly kind: 'none'; readonly blocked: Moment; readonly state: SessionState }
  | { readonly kind: 'undecided' }

interface Furthest {
  /** How many of the moments that must have happened were behind. */
  readonly count: number
  readonly blocked: Moment
  readonly state: SessionState
}

/** Situations looked at before the search gives up. */
const SITUATIONS_MAX = 100_000

/**
 * Looks for an order of the moments of a session in which each happens between the beginning and the answer of its
 * operation and sees exactly what was answered. What may never have happened can be left out.
 *
 * The search is that of Wing and Gong, with Lowe's memory of the situations that led nowhere: the same moments behind,
 * in whatever order, and the same state.
 */
export function linearize(history: SessionHistory): Linearized {
  const moments = momentsOf(history)
  const required = moments.filter(({ to }) => to !== Infinity).length
  const seen = new Set<string>()
  const happened = moments.map(() => false)
  let furthest = null as Furthest | null

  /** True: the rest can happen from here. False: it cannot. Null: nobody knows, the search is over. */
  function search(state: SessionState, behind: bigint, count: number): boolean | null {
    if (count === required) return true
    const situation = `${behind.toString(36)} ${JSON.stringify(state)}`
    if (seen.has(situation)) return false
    if (seen.size === SITUATIONS_MAX) return null
    seen.add(situation)
    const candidates = next()
    for (const index of candidates) {
      const moment = moments[index] as Moment
      const after = moment.happen(state)
      if (after === null) continue
      happened[index] = true
      const result = search(after, behind | (1n << BigInt(index)), count + (moment.to === Infinity ? 0 : 1))
      happened[index] = false
      // What changes nothing can as well happen now as later: no need to try without it.
      if (result !== false || after === state) return result
    }
    if (furthest === null || count >= furthest.count) {
      furthest = { count, blocked: moments[candidates[0] as number] as Moment, state }
    }
    return false
  }

  /** What can happen next: all that began before the first of the answers that are still to come. The likeliest first. */
  function next(): number[] {
    const indexes: number[] = []
    let firstAnswer = Infinity
    for (const [index, { from, to }] of moments.entries()) {
      if (from > firstAnswer) break
      if (happened[index]) continue
      indexes.push(index)
      firstAnswer = Math.min(firstAnswer, to)
    }
    const endOf = (index: number) => moments[index]?.to ?? Infinity
    return indexes.sort((one, other) => (endOf(one) < endOf(other) ? -1 : endOf(one) > endOf(other) ? 1 : one - other))
  }

  const result = search(newSession(history.token), 0n, 0)
  if (result === null) return { kind: 'undecided' }
  return result || furthest === null ? { kind: 'ordered' } : { kind: 'none', ...furthest }
}
