import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  addLine,
  type Cart,
  emptyCart,
  lineKey,
  lineOf,
  QUANTITY_MAX,
  setProperties,
  setQuantity,
  setUnitPrice,
} from './index.ts'

const plain = lineKey(1, {})
const forAna = lineKey(1, { Name: 'Ana' })

function withLine(cart: Cart, quantity: number, properties = {}, variantId = 1, unitPriceMinor = 1_000): Cart {
  return addLine(cart, { variantId, quantity, properties, unitPriceMinor, addedAt: cart.lines.length, available: null })
    .cart
}

/** Five plain ones, two for Ana, seven of another variant. */
const cart = withLine(withLine(withLine(emptyCart('cart-1', 'EUR'), 5), 2, { Name: 'Ana' }, 1, 1_100), 7, {}, 2)

const quantities = (of: Cart): number[] => of.lines.map((line) => line.quantity)

describe('setQuantity', () => {
  test('sets the quantity and leaves the order of lines alone', () => {
    const step = setQuantity(cart, plain, 8, null)
    assert.deepEqual(step.result, { kind: 'changed', key: plain, before: 5, quantity: 8 })
    assert.deepEqual(quantities(step.cart), [8, 2, 7])
    assert.deepEqual(quantities(cart), [5, 2, 7])
  })

  test('0 removes the line, whatever is available', () => {
    for (const available of [null, 0, 100]) {
      const step = setQuantity(cart, plain, 0, available)
      assert.deepEqual(step.result, { kind: 'removed', key: plain, before: 5 })
      assert.deepEqual(quantities(step.cart), [2, 7])
    }
  })

  test('the same quantity changes nothing: the cart is the same object', () => {
    for (const available of [null, 7]) {
      const step = setQuantity(cart, plain, 5, available)
      assert.deepEqual(step.result, { kind: 'unchanged', key: plain, quantity: 5 })
      assert.equal(step.cart, cart)
    }
  })

  test('above stock is cut to what the other lines of the variant leave', () => {
    const step = setQuantity(cart, plain, 9, 10)
    assert.deepEqual(step.result, { kind: 'capped', key: plain, before: 5, quantity: 8 })
    assert.deepEqual(quantities(step.cart), [8, 2, 7])
  })

  test('stock that fell under what the line held cuts it, even when less was asked for', () => {
    assert.deepEqual(setQuantity(cart, plain, 4, 5).result, { kind: 'capped', key: plain, before: 5, quantity: 3 })
    assert.deepEqual(setQuantity(cart, plain, 5, 5).result, { kind: 'capped', key: plain, before: 5, quantity: 3 })
  })

  test('cut to what it held before: told as capped, and the cart is the same object', () => {
    const step = setQuantity(cart, plain, 9, 7)
    assert.deepEqual(step.result, { kind: 'capped', key: plain, before: 5, quantity: 5 })
    assert.equal(step.cart, cart)
  })

  test('nothing available removes the line and says so as capped to 0', () => {
    for (const available of [0, 2, -3]) {
      const step = setQuantity(cart, plain, 1, available)
      assert.deepEqual(step.result, { kind: 'capped', key: plain, before: 5, quantity: 0 })
      assert.deepEqual(quantities(step.cart), [2, 7])
    }
  })

  test('LOST CART: a line that is not there adds nothing and empties nothing', () => {
    for (const key of ['', '1', '99:0', '__proto__', 'constructor', lineKey(3, {})]) {
      const step = setQuantity(cart, key, 3, null)
      assert.deepEqual(step.result, { kind: 'no-such-line' })
      assert.equal(step.cart, cart)
    }
  })

  test('quantities that no parser lets through are mistakes of the program', () => {
    for (const quantity of [-1, 0.5, Number.NaN, QUANTITY_MAX + 1, Number.POSITIVE_INFINITY]) {
      assert.throws(() => setQuantity(cart, plain, quantity, null), { name: 'CartError', code: 'cart/out-of-range' })
    }
    assert.equal(setQuantity(cart, plain, QUANTITY_MAX, null).result.kind, 'changed')
  })
})

describe('setProperties', () => {
  test('replaces all properties and the key; quantity, price, time and place stay', () => {
    const { cart: after, result } = setProperties(cart, forAna, { Color: 'rojo' })
    const key = lineKey(1, { Color: 'rojo' })
    assert.deepEqual(result, { kind: 'changed', key })
    assert.deepEqual(after.lines[1], {
      key,
      variantId: 1,
      quantity: 2,
      properties: { Color: 'rojo' },
      unitPriceMinor: 1_100,
      addedAt: 1,
    })
    assert.equal(lineOf(after, forAna), null)
  })

  test('the same properties change nothing: the cart is the same object', () => {
    const step = setProperties(cart, forAna, { Name: 'Ana' })
    assert.deepEqual(step.result, { kind: 'changed', key: forAna })
    assert.equal(step.cart, cart)
  })

  test('lines that become alike become one, which keeps all units and stands where the first did', () => {
    for (const [from, to, key] of [
      [forAna, {}, plain],
      [plain, { Name: 'Ana' }, forAna],
    ] as const) {
      const { cart: after, result } = setProperties(cart, from, to)
      assert.deepEqual(result, { kind: 'changed', key })
      assert.deepEqual(quantities(after), [7, 7])
      const line = { key, variantId: 1, quantity: 7, properties: to, unitPriceMinor: 1_000, addedAt: 0 }
      assert.deepEqual(after.lines[0], line)
    }
  })

  test('lines of different variants never become one', () => {
    const { cart: after } = setProperties(cart, lineKey(2, {}), { Name: 'Ana' })
    assert.deepEqual(quantities(after), [5, 2, 7])
  })

  test('NO UNIT IS LOST: lines that together exceed the limit stay two, and the caller is told', () => {
    const full = withLine(withLine(emptyCart('cart-1', 'EUR'), QUANTITY_MAX), 1, { Name: 'Ana' })
    const step = setProperties(full, forAna, {})
    assert.deepEqual(step.result, { kind: 'over-quantity-limit', limit: QUANTITY_MAX })
    assert.equal(step.cart, full)
  })

  test('a line that is not there changes nothing', () => {
    const step = setProperties(cart, lineKey(3, {}), {})
    assert.deepEqual(step.result, { kind: 'no-such-line' })
    assert.equal(step.cart, cart)
  })
})

describe('setUnitPrice', () => {
  test('the line has the price the shopper knows now; nothing else changes', () => {
    const after = setUnitPrice(cart, plain, 1_200)
    assert.equal(lineOf(after, plain)?.unitPriceMinor, 1_200)
    assert.deepEqual({ ...lineOf(after, plain), unitPriceMinor: 1_000 }, lineOf(cart, plain))
    assert.deepEqual(after.lines.slice(1), cart.lines.slice(1))
  })

  test('the same price, and a line that is not there, change nothing: the cart is the same object', () => {
    assert.equal(setUnitPrice(cart, plain, 1_000), cart)
    assert.equal(setUnitPrice(cart, lineKey(9, {}), 1), cart)
  })

  test('no price is negative or broken', () => {
    for (const price of [-1, 1.5, Number.NaN]) assert.throws(() => setUnitPrice(cart, plain, price), /unitPriceMinor/)
  })
})
