import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from '../session/engine.ts'
import type { Session } from '../session/session.ts'
import { createMemoryStore } from '../store/memory.ts'
import { countingStore } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { addLine, type Cart, itemCount, setQuantity } from './index.ts'
import { sessionCart } from './session-cart.ts'

const cup = { variantId: 7, quantity: 1, properties: {}, unitPriceMinor: 1250, addedAt: 1, available: null }
const cartOf = (session: Session) => sessionCart(session, 'EUR')
const addCup = (cart: Cart) => addLine(cart, cup)
const browser = () => createVisitor(createEngine({ store: createMemoryStore() }))

test('200 parallel adds of one visitor make one line of exactly 200', async () => {
  const ana = browser()
  await ana.visit((session) => cartOf(session).change(addCup))
  await Promise.all(Array.from({ length: 199 }, () => ana.visit((session) => cartOf(session).change(addCup))))
  const { lines } = await ana.visit((session) => cartOf(session).read())
  assert.deepEqual(
    lines.map(({ quantity }) => quantity),
    [200],
  )
})

test('the result is that of the run that was stored, not of the one that was overtaken', async () => {
  const ana = browser()
  await ana.visit((session) => cartOf(session).change(addCup))
  const last = { ...cup, available: 2 }
  const result = await ana.visit(async (session) => {
    const changing = cartOf(session).change((cart) => addLine(cart, last))
    await ana.visit((other) => cartOf(other).change((cart) => addLine(cart, last)))
    return changing
  })
  const inCart = itemCount(await ana.visit((session) => cartOf(session).read()))
  assert.equal(inCart, 2, 'the last one in stock was not promised twice')
  assert.ok(result.kind === 'added' || result.kind === 'none-left')
})

test('a cart keeps its id from the first line on, and every browser has its own', async () => {
  const ana = browser()
  const bea = browser()
  const ids = []
  for (const visitor of [ana, ana, bea]) {
    await visitor.visit((session) => cartOf(session).change(addCup))
    ids.push((await visitor.visit((session) => cartOf(session).read())).id)
  }
  assert.equal(ids[0], ids[1])
  assert.notEqual(ids[0], ids[2])
})

test('a step that changes nothing makes no session for a stranger', async () => {
  const store = countingStore(createMemoryStore())
  const ana = createVisitor(createEngine({ store }))
  const result = await ana.visit((session) => cartOf(session).change((cart) => addLine(cart, { ...cup, available: 0 })))
  assert.deepEqual(result, { kind: 'none-left', inCart: 0 })
  assert.equal(
    (await ana.visit((session) => cartOf(session).change((cart) => setQuantity(cart, 'x', 1, null)))).kind,
    'no-such-line',
  )
  assert.equal(store.calls.total, 0)
  assert.equal(ana.cookie(), null)
})

test('a cart in another currency counts as empty: its prices mean something else', async () => {
  const ana = browser()
  await ana.visit((session) => cartOf(session).change(addCup))
  assert.equal(itemCount(await ana.visit((session) => sessionCart(session, 'USD').read())), 0)
  assert.equal(itemCount(await ana.visit((session) => cartOf(session).read())), 1)
})
