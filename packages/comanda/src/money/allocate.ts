import { MoneyError } from './error.ts'
import { type Money, money } from './money.ts'

/**
 * Shares `total` out in proportion to `weights`, so that the parts always sum to the total exactly: the share of a
 * discount that each line bears, say. What is left after rounding down goes one minor unit each to the parts that
 * lost most by rounding, the earlier first (largest remainder). A negative total is shared as its positive would be.
 *
 * @param weights whole numbers from 0; one part for each, in their order. A weight of 0 gets nothing. They may all be
 *   0, or missing, only if there is nothing to share.
 * @throws {MoneyError} `money/bad-weights`
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  const shares = sharesOf(BigInt(Math.abs(total.minor)), weights.map(asWeight))
  const sign = Math.sign(total.minor)
  return shares.map((share) => money(sign * Number(share), total.currency))
}

// In bigint: the product of a total and a weight may be far beyond the safe integers.
function sharesOf(total: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  if (all === 0n) return sharesOfNothing(total, weights)
  const shares = weights.map((weight) => (total * weight) / all)
  const rest = Number(total - shares.reduce((sum, share) => sum + share, 0n))
  const byLoss = weights
    .map((weight, index) => ({ index, loss: (total * weight) % all }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss > b.loss ? -1 : 1))
  const lucky = new Set(byLoss.slice(0, rest).map(({ index }) => index))
  return shares.map((share, index) => (lucky.has(index) ? share + 1n : share))
}

function sharesOfNothing(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total === 0n) return weights.map(() => 0n)
  throw new MoneyError('money/bad-weights', 'An amount cannot be shared when no weight is above 0.')
}

function asWeight(weight: number): bigint {
  if (Number.isSafeInteger(weight) && weight >= 0) return BigInt(weight)
  throw new MoneyError('money/bad-weights', `A weight must be a whole number from 0, and ${String(weight)} is not.`)
}
