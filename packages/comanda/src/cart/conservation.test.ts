import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addLine,
  type Cart,
  emptyCart,
  itemCount,
  LINES_MAX,
  lineKey,
  QUANTITY_MAX,
  setProperties,
  setQuantity,
} from './index.ts'
import { quantityOfVariant } from './stock.ts'

const STOCK: readonly (number | null)[] = [null, 0, 3, 40, 12_000]
const NAMES = ['', 'Ana', 'Eva', 'Leo']

/** A small generator with a seed, so that a failure can be run again. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Everything that must hold of any cart, whatever was done to it. */
function assertSound(cart: Cart, what: string): void {
  assert.ok(cart.lines.length <= LINES_MAX, what)
  assert.equal(new Set(cart.lines.map((line) => line.key)).size, cart.lines.length, `${what}: a key twice`)
  for (const line of cart.lines) {
    assert.equal(line.key, lineKey(line.variantId, line.properties), what)
    assert.ok(Number.isSafeInteger(line.quantity) && line.quantity >= 1 && line.quantity <= QUANTITY_MAX, what)
  }
  for (const [variantId, available] of STOCK.entries()) {
    if (available !== null) assert.ok(quantityOfVariant(cart, variantId) <= available, `${what}: oversold`)
  }
}

/** One random change, and by how many units its result says the cart changed. */
function change(cart: Cart, random: (below: number) => number): { cart: Cart; units: number } {
  const variantId = 1 + random(STOCK.length - 1)
  const available = STOCK[variantId] ?? null
  const name = NAMES[random(NAMES.length)]
  const properties: Record<string, string> = name ? { Name: name } : {}
  const quantity = random(20) === 0 ? random(QUANTITY_MAX) : random(9)
  const key = lineKey(variantId, properties)
  switch (random(3)) {
    case 0: {
      const step = addLine(cart, {
        variantId,
        quantity: quantity + 1,
        properties,
        unitPriceMinor: 1,
        addedAt: 0,
        available,
      })
      return { cart: step.cart, units: 'added' in step.result ? step.result.added : 0 }
    }
    case 1: {
      const step = setQuantity(cart, key, quantity, available)
      if (!('before' in step.result)) return { cart: step.cart, units: 0 }
      return { cart: step.cart, units: ('quantity' in step.result ? step.result.quantity : 0) - step.result.before }
    }
    default:
      return { cart: setProperties(cart, key, { Name: NAMES[random(NAMES.length)] || 'Pia' }).cart, units: 0 }
  }
}

test('NO UNIT IS LOST OR MADE: in 20,000 random changes the cart holds exactly what the results say', () => {
  const random = seeded(20_260_801)
  let cart = emptyCart('cart-1', 'EUR')
  let changes = 0
  for (let round = 0; round < 20_000; round += 1) {
    const before = JSON.stringify(cart)
    const next = change(cart, random)
    assert.equal(JSON.stringify(cart), before, `round ${round}: the cart that was given changed`)
    assert.equal(itemCount(next.cart) - itemCount(cart), next.units, `round ${round}`)
    assert.equal(next.cart === cart, JSON.stringify(next.cart) === before, `round ${round}: same content, same object`)
    assertSound(next.cart, `round ${round}`)
    if (next.cart !== cart) changes += 1
    cart = round % 500 === 0 ? emptyCart('cart-1', 'EUR') : next.cart
  }
  assert.ok(changes > 2_000, `${changes} rounds changed something`)
})
