import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Cart, emptyCart, LINES_MAX, type LineProperties, lineKey, QUANTITY_MAX } from 'comanda/cart'
import type { NamedTarget } from '../parse/ids.ts'
import type { AddItem } from '../parse/parse-add.ts'
import { addItems } from './add-items.ts'
import { changeLine } from './change-line.ts'
import type { Offers } from './offer.ts'
import { updateLines } from './update-lines.ts'

const NOW = 1_700_000_000_000

/** Offers by variant id; the number is what is available, null means that nobody counts. */
function offersOf(available: Readonly<Record<number, number | null>>): Offers {
  return new Map(
    Object.entries(available).map(([id, count]) => [
      Number(id),
      { variantId: Number(id), title: `Thing ${id}`, priceMinor: 100 * Number(id), available: count },
    ]),
  )
}

const item = (variantId: number, quantity: number, properties: LineProperties = {}): AddItem => ({
  variantId,
  quantity,
  properties,
})
const variant = (variantId: number): NamedTarget => ({ kind: 'variant', variantId })
const key = (variantId: number, properties: LineProperties = {}): NamedTarget => ({
  kind: 'key',
  key: lineKey(variantId, properties),
})

function cartWith(...items: readonly AddItem[]): Cart {
  const offers = offersOf(Object.fromEntries(items.map(({ variantId }) => [variantId, null])))
  return addItems(emptyCart('c', 'EUR'), items, offers, NOW).cart
}

const held = (cart: Cart) => cart.lines.map(({ variantId, quantity }) => `${variantId}×${quantity}`).join(' ')

test('items are added at the price of now, one line for each variant and properties', () => {
  const offers = offersOf({ 1: null, 2: 5 })
  const { cart, result } = addItems(
    emptyCart('c', 'EUR'),
    [item(1, 2), item(2, 1), item(1, 1), item(1, 1, { a: 'b' })],
    offers,
    NOW,
  )
  assert.equal(held(cart), '1×3 2×1 1×1')
  assert.deepEqual(
    cart.lines.map(({ unitPriceMinor }) => unitPriceMinor),
    [100, 200, 100],
  )
  assert.ok(result.kind === 'added')
  assert.equal(result.units, 5)
  assert.equal(result.problem, null)
  assert.deepEqual(result.keys, [lineKey(1, {}), lineKey(2, {}), lineKey(1, { a: 'b' })])
})

test('one item that cannot be added at all refuses the request, and nothing of it is added', () => {
  const before = cartWith(item(3, 2))
  const offers = offersOf({ 1: null, 2: 0, 3: 2 })
  const cases = [
    [item(2, 1), { kind: 'sold-out', title: 'Thing 2' }],
    [item(3, 1), { kind: 'all-in-cart', title: 'Thing 3' }],
    [item(9, 1), { kind: 'no-such-variant' }],
    [item(1, QUANTITY_MAX), { kind: 'over-quantity-limit' }],
  ] as const
  for (const [bad, problem] of cases) {
    const { cart, result } = addItems(before, [item(1, 1), bad], offers, NOW)
    assert.equal(cart, before)
    assert.deepEqual(result, { kind: 'refused', problem, cart: before })
  }
})

test('an item of which too few are left is added as far as there are any, and the answer says so', () => {
  const { cart, result } = addItems(emptyCart('c', 'EUR'), [item(1, 4), item(2, 1)], offersOf({ 1: 3, 2: null }), NOW)
  assert.equal(held(cart), '1×3 2×1')
  assert.deepEqual(result.problem, { kind: 'partly-added', added: 4 })
})

test('a cart of the most lines takes no other one', () => {
  const full = cartWith(...Array.from({ length: LINES_MAX }, (_, index) => item(index + 1, 1)))
  const { result } = addItems(full, [item(500, 1)], offersOf({ 500: null }), NOW)
  assert.equal(result.kind === 'refused' && result.problem.kind, 'too-many-lines')
})

test('a change above the stock is capped and succeeds; without stock the line goes', () => {
  const before = cartWith(item(1, 2))
  for (const [available, after] of [
    [3, '1×3'],
    [0, ''],
  ] as const) {
    const { cart, result } = changeLine(
      before,
      { target: key(1), quantity: 5, properties: null, seenPrice: null },
      offersOf({ 1: available }),
    )
    assert.equal(held(cart), after)
    assert.deepEqual(result.kind === 'changed' && result.capped, [{ variantId: 1, quantity: available }])
  }
})

test('a change names a line that is there, or changes nothing', () => {
  const before = cartWith(item(1, 2))
  for (const target of [key(2), variant(2), key(1, { a: 'b' })]) {
    for (const quantity of [0, 1]) {
      const { cart, result } = changeLine(
        before,
        { target, quantity, properties: null, seenPrice: null },
        offersOf({ 1: null, 2: null }),
      )
      assert.equal(cart, before)
      assert.deepEqual(result, { kind: 'refused', problem: { kind: 'no-such-line' } })
    }
  }
})

test('a line that is no longer sold can be removed, or stay as it is, and nothing else', () => {
  const before = cartWith(item(1, 2))
  const change = (quantity: number) =>
    changeLine(before, { target: key(1), quantity, properties: null, seenPrice: null }, new Map())
  assert.equal(held(change(0).cart), '')
  assert.equal(change(2).cart, before)
  for (const quantity of [1, 3]) {
    assert.equal(change(quantity).cart, before)
    assert.deepEqual(change(quantity).result, { kind: 'refused', problem: { kind: 'no-longer-sold' } })
  }
})

test('new properties leave the quantity alone, even when the stock has shrunk', () => {
  const { cart } = changeLine(
    cartWith(item(1, 5)),
    { target: key(1), quantity: null, properties: { a: 'b' }, seenPrice: null },
    offersOf({ 1: 1 }),
  )
  assert.equal(held(cart), '1×5')
  assert.deepEqual(cart.lines[0]?.properties, { a: 'b' })
  assert.equal(cart.lines[0]?.key, lineKey(1, { a: 'b' }))
})

test('a line that becomes equal to another brings its units along', () => {
  const before = cartWith(item(1, 2), item(1, 3, { a: 'b' }))
  const { cart } = changeLine(
    before,
    { target: key(1), quantity: 4, properties: { a: 'b' }, seenPrice: null },
    offersOf({ 1: null }),
  )
  assert.equal(held(cart), '1×7')
})

test('many quantities are set at once, and a variant that is not there is added', () => {
  const before = cartWith(item(1, 2), item(2, 2), item(3, 2))
  const updates = [
    { target: variant(1), quantity: 5 },
    { target: key(2), quantity: 0 },
    { target: variant(4), quantity: 1 },
    { target: variant(9), quantity: 0 },
    { target: key(9), quantity: 0 },
  ]
  const { cart } = updateLines(before, updates, offersOf({ 1: null, 2: null, 3: null, 4: null }), NOW)
  assert.equal(held(cart), '1×5 3×2 4×1')
})

test('an update of several lines happens wholly or not at all', () => {
  const before = cartWith(item(1, 2), item(2, 2))
  const cases = [
    [{ target: variant(9), quantity: 1 }, 'no-such-variant'],
    [{ target: key(9), quantity: 1 }, 'no-such-line'],
    [{ target: variant(3), quantity: 1 }, 'sold-out'],
    [{ target: variant(2), quantity: 1 }, 'no-longer-sold'],
  ] as const
  for (const [bad, kind] of cases) {
    const { cart, result } = updateLines(
      before,
      [{ target: variant(1), quantity: 7 }, bad],
      offersOf({ 1: null, 3: 0 }),
      NOW,
    )
    assert.equal(cart, before)
    assert.equal(result.kind === 'refused' && result.problem.kind, kind)
  }
})

test('two lines of one variant can exchange units though all that are available are in the cart', () => {
  const before = cartWith(item(1, 2), item(1, 3, { a: 'b' }))
  for (const [one, other] of [
    [3, 2],
    [4, 1],
    [1, 4],
  ] as const) {
    const updates = [
      { target: key(1), quantity: one },
      { target: key(1, { a: 'b' }), quantity: other },
    ]
    const { cart, result } = updateLines(before, updates, offersOf({ 1: 5 }), NOW)
    assert.equal(held(cart), `1×${one} 1×${other}`)
    assert.deepEqual(result.kind === 'changed' && result.capped, [])
  }
})

test('an update that asks for nothing hands back the same cart', () => {
  const before = cartWith(item(1, 2))
  assert.equal(updateLines(before, [], new Map(), NOW).cart, before)
  assert.equal(updateLines(before, [{ target: variant(1), quantity: 2 }], offersOf({ 1: 9 }), NOW).cart, before)
})
