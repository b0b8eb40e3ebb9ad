import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allocate, money, sumMoney } from './index.ts'

const minors = (total: number, weights: number[]): number[] =>
  allocate(money(total, 'EUR'), weights).map((part) => part.minor)

/** A small generator with a seed (xorshift32), so that a failure can be run again. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

test('no cent is lost or made: the parts of 5,000 random splits sum to the total, each within one unit of its share', () => {
  const random = seeded(20_260_801)
  for (let round = 0; round < 5_000; round += 1) {
    const total = money((random(2) === 0 ? 1 : -1) * random(1_000_000), 'EUR')
    const weights = [1 + random(50), ...Array.from({ length: random(12) }, () => random(5_000))]
    const parts = allocate(total, weights)
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    assert.deepEqual(sumMoney(parts, 'EUR'), total, `round ${round}`)
    for (const [index, part] of parts.entries()) {
      const off = BigInt(part.minor) * BigInt(all) - BigInt(total.minor) * BigInt(weights[index] ?? 0)
      assert.ok(off > -BigInt(all) && off < BigInt(all), `round ${round}, part ${index}`)
    }
  }
})

test('the units left over go to the parts that lost most, the earlier first', () => {
  assert.deepEqual(minors(100, [1, 1, 1]), [34, 33, 33])
  assert.deepEqual(minors(101, [1, 1, 1]), [34, 34, 33])
  assert.deepEqual(minors(10, [3, 3, 4]), [3, 3, 4])
  assert.deepEqual(minors(5, [3, 7]), [2, 3])
  assert.deepEqual(minors(1, [1, 1, 2]), [0, 0, 1])
  assert.deepEqual(minors(-100, [1, 1, 1]), [-34, -33, -33])
})

test('a weight of nothing bears nothing', () => {
  assert.deepEqual(minors(100, [0, 1, 0]), [0, 100, 0])
  assert.deepEqual(minors(7, [0, 0, 3, 3]), [0, 0, 4, 3])
})

test('the biggest amounts are shared exactly, where floats round', () => {
  const biggest = Number.MAX_SAFE_INTEGER
  assert.deepEqual(minors(biggest, [biggest]), [biggest])
  assert.deepEqual(minors(biggest, [biggest, biggest]), [2 ** 52, 2 ** 52 - 1])
})

test('nothing can be shared among nobody; something cannot', () => {
  const refused = { name: 'MoneyError', code: 'money/bad-weights' }
  assert.deepEqual(minors(0, [0, 0]), [0, 0])
  assert.deepEqual(minors(0, []), [])
  assert.throws(() => minors(1, [0, 0]), refused)
  assert.throws(() => minors(1, []), refused)
})

test('weights that are negative or not whole are refused', () => {
  for (const weight of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.throws(() => minors(100, [5, weight]), { code: 'money/bad-weights' }, String(weight))
  }
})
