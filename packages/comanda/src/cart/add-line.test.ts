import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Addition, addLine, type Cart, emptyCart, LINES_MAX, lineKey, lineOf, QUANTITY_MAX } from './index.ts'

const empty = emptyCart('cart-1', 'EUR')

/** One unit of variant 1 at 10.00, stock not tracked, unless told otherwise. */
const one = (addition: Partial<Addition> = {}): Addition => ({
  variantId: 1,
  quantity: 1,
  properties: {},
  unitPriceMinor: 1_000,
  addedAt: 5,
  available: null,
  ...addition,
})

const filled = (...additions: Partial<Addition>[]): Cart =>
  additions.reduce((cart, addition) => addLine(cart, one(addition)).cart, empty)

test('the first add makes a line', () => {
  const key = lineKey(1, { Name: 'Ana' })
  const { cart, result } = addLine(empty, one({ quantity: 2, properties: { Name: 'Ana' } }))
  assert.deepEqual(result, { kind: 'added', key, added: 2, quantity: 2 })
  const line = { key, variantId: 1, quantity: 2, properties: { Name: 'Ana' }, unitPriceMinor: 1_000, addedAt: 5 }
  assert.deepEqual(cart, { id: 'cart-1', currency: 'EUR', lines: [line] })
  assert.deepEqual(JSON.parse(JSON.stringify(cart)), cart)
  assert.deepEqual(empty.lines, [])
})

test('N adds make N units in one line', () => {
  let cart = empty
  for (let n = 1; n <= 200; n += 1) {
    const step = addLine(cart, one())
    assert.deepEqual(step.result, { kind: 'added', key: lineKey(1, {}), added: 1, quantity: n })
    cart = step.cart
  }
  assert.equal(cart.lines.length, 1)
})

test('other properties or another variant make another line, at the end', () => {
  const cart = filled({}, { variantId: 2 }, { properties: { Name: 'Ana' } }, { quantity: 3 })
  assert.deepEqual(
    cart.lines.map((line) => [line.variantId, line.properties, line.quantity]),
    [
      [1, {}, 4],
      [2, {}, 1],
      [1, { Name: 'Ana' }, 1],
    ],
  )
})

test('a line that grows keeps its first price and time, so that a moved price can be told', () => {
  const line = lineOf(filled({}, { unitPriceMinor: 1_200, addedAt: 9 }), lineKey(1, {}))
  assert.deepEqual([line?.quantity, line?.unitPriceMinor, line?.addedAt], [2, 1_000, 5])
})

test('over stock: what is left is added, and the result says how much', () => {
  const { cart, result } = addLine(filled({ quantity: 2 }), one({ quantity: 5, available: 4 }))
  assert.deepEqual(result, { kind: 'capped', key: lineKey(1, {}), added: 2, quantity: 4 })
  assert.equal(cart.lines[0]?.quantity, 4)
})

test('OVERSELLING BY PROPERTIES: what is available counts over all lines of the variant', () => {
  const cart = filled({ quantity: 2 }, { quantity: 2, properties: { Name: 'Ana' } }, { variantId: 2, quantity: 50 })
  const third = addLine(cart, one({ quantity: 3, properties: { Name: 'Eva' }, available: 5 }))
  assert.deepEqual(third.result, { kind: 'capped', key: lineKey(1, { Name: 'Eva' }), added: 1, quantity: 1 })
  const fourth = addLine(third.cart, one({ properties: { Name: 'Leo' }, available: 5 }))
  assert.deepEqual(fourth.result, { kind: 'none-left', inCart: 5 })
})

test('nothing left: sold out and "all in your cart already" are told apart, and the cart is the same object', () => {
  const cart = filled({ quantity: 3 })
  assert.deepEqual(addLine(empty, one({ available: 0 })).result, { kind: 'none-left', inCart: 0 })
  assert.deepEqual(addLine(cart, one({ available: 3 })).result, { kind: 'none-left', inCart: 3 })
  assert.deepEqual(addLine(cart, one({ available: 1 })).result, { kind: 'none-left', inCart: 3 })
  assert.equal(addLine(cart, one({ available: 3 })).cart, cart)
})

test('a stock below zero, which imports bring, counts as sold out and takes nothing away', () => {
  const cart = filled({ quantity: 3 })
  assert.deepEqual(addLine(empty, one({ available: -2 })).result, { kind: 'none-left', inCart: 0 })
  assert.equal(addLine(cart, one({ available: -2 })).cart, cart)
})

test('a line never exceeds the limit, added at once or bit by bit; the cart then is the same object', () => {
  const limit = { kind: 'over-quantity-limit', limit: QUANTITY_MAX }
  assert.deepEqual(addLine(empty, one({ quantity: QUANTITY_MAX + 1 })).result, limit)
  assert.deepEqual(addLine(empty, one({ quantity: QUANTITY_MAX + 1, available: 1 })).result, limit)
  const full = filled({ quantity: QUANTITY_MAX })
  assert.equal(full.lines[0]?.quantity, QUANTITY_MAX)
  assert.deepEqual(addLine(full, one()).result, limit)
  assert.equal(addLine(full, one()).cart, full)
})

test('stock caps before the limit refuses: asking for more than both adds what is left', () => {
  const { result } = addLine(filled({ quantity: 10 }), one({ quantity: QUANTITY_MAX, available: 12 }))
  assert.deepEqual(result, { kind: 'capped', key: lineKey(1, {}), added: 2, quantity: 12 })
})

test('a cart never exceeds its lines, but its lines still grow', () => {
  const full = filled(...Array.from({ length: LINES_MAX }, (_, at) => ({ variantId: at + 1 })))
  const refused = addLine(full, one({ variantId: LINES_MAX + 1 }))
  assert.deepEqual(refused.result, { kind: 'too-many-lines', limit: LINES_MAX })
  assert.equal(refused.cart, full)
  assert.equal(addLine(full, one()).result.kind, 'added')
})

test('numbers that no parser lets through are mistakes of the program', () => {
  const refused = { name: 'CartError', code: 'cart/out-of-range' }
  for (const number of [Number.NaN, 1.5, -1, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.throws(() => addLine(empty, one({ quantity: number })), refused)
    assert.throws(() => addLine(empty, one({ variantId: number })), refused)
    assert.throws(() => addLine(empty, one({ unitPriceMinor: number })), refused)
    assert.throws(() => addLine(empty, one({ addedAt: number })), refused)
  }
  assert.throws(() => addLine(empty, one({ quantity: 0 })), refused)
  for (const available of [Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
    assert.throws(() => addLine(empty, one({ available })), refused)
  }
})
