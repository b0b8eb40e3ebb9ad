import { seededIntegers } from '../src/testing/seeded-random.ts'

/** When things are to crash: so many moments, each drawn below `msMax` milliseconds. */
export interface Moments {
  readonly seed: number
  readonly moments: readonly number[]
}

/** Draws moments by the seed in the environment (`SEED=17`), or by a new one. */
export function momentsOf(count: number, msMax: number): Moments {
  const seed = Number(process.env['SEED'] ?? Date.now())
  const below = seededIntegers(seed)
  return { seed, moments: Array.from({ length: count }, () => below(msMax)) }
}
