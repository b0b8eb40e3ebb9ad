import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from '../money/index.ts'
import {
  addLine,
  type Cart,
  cartTotal,
  clearLines,
  emptyCart,
  itemCount,
  keyAt,
  LINES_MAX,
  lineKey,
  lineOf,
  lineTotal,
  QUANTITY_MAX,
} from './index.ts'

const empty = emptyCart('cart-1', 'EUR')

function withLine(cart: Cart, variantId: number, quantity: number, unitPriceMinor: number): Cart {
  return addLine(cart, { variantId, quantity, properties: {}, unitPriceMinor, addedAt: 0, available: null }).cart
}

const cart = withLine(withLine(empty, 1, 3, 1_999), 2, 2, 5)

test('a cart begins empty and in a currency that exists', () => {
  assert.deepEqual(empty, { id: 'cart-1', currency: 'EUR', lines: [] })
  assert.throws(() => emptyCart('cart-1', 'euro'), { code: 'money/unknown-currency' })
})

test('clearing keeps the id and the currency, and changes nothing where there is nothing', () => {
  assert.deepEqual(clearLines(cart), empty)
  assert.equal(clearLines(empty), empty)
})

test('items are counted by units, not by lines', () => {
  assert.equal(itemCount(cart), 5)
  assert.equal(itemCount(empty), 0)
})

test('positions count from 1, and what is no position of a line has no key', () => {
  assert.equal(keyAt(cart, 1), lineKey(1, {}))
  assert.equal(keyAt(cart, 2), lineKey(2, {}))
  for (const position of [0, -1, 3, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal(keyAt(cart, position), null)
})

test('a line is found by its own key only', () => {
  assert.equal(lineOf(cart, lineKey(2, {}))?.variantId, 2)
  for (const key of ['', '2', '2:', '__proto__', 'length']) assert.equal(lineOf(cart, key), null)
})

test('totals are exact in the minor units of the currency', () => {
  assert.deepEqual(
    cart.lines.map((line) => lineTotal(line, cart.currency)),
    [money(5_997, 'EUR'), money(10, 'EUR')],
  )
  assert.deepEqual(cartTotal(cart), money(6_007, 'EUR'))
  assert.deepEqual(cartTotal(empty), money(0, 'EUR'))
  const dimes = Array.from({ length: 10 }, (_, at) => at + 1).reduce((of, id) => withLine(of, id, 1, 10), empty)
  assert.deepEqual(cartTotal(dimes), money(100, 'EUR'))
})

test('the fullest cart of things worth 90 million each still has an exact total; beyond, an error and no rounding', () => {
  const ids = Array.from({ length: LINES_MAX }, (_, at) => at + 1)
  const full = ids.reduce((of, id) => withLine(of, id, QUANTITY_MAX, 9_000_000_000), empty)
  assert.deepEqual(cartTotal(full), money(LINES_MAX * QUANTITY_MAX * 9_000_000_000, 'EUR'))
  const beyond = withLine(empty, 1, 2, Number.MAX_SAFE_INTEGER)
  assert.throws(() => cartTotal(beyond), { code: 'money/out-of-range' })
})
