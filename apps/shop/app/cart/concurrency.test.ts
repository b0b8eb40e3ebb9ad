import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Visitor } from '@comanda/test-kit/visitor'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

interface Line {
  readonly variant_id: number
  readonly quantity: number
  readonly key: string
}

async function linesOf(who: Visitor): Promise<readonly Line[]> {
  return ((await (await who.get('/cart.js')).json()) as { items: Line[] }).items
}

const held = (lines: readonly Line[]): string =>
  lines.map(({ variant_id, quantity }) => `${variant_id}×${quantity}`).join(' ')
const times = <Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

test('50 adds at once of one visitor, by script and by form, are all in the cart', async () => {
  const who = shop.newVisitor()
  await who.postJson('/cart/add.js', { id: VARIANTS.cup })
  const answers = await times(50, (index) =>
    index % 2 === 0
      ? who.postJson('/cart/add.js', { id: VARIANTS.cup })
      : who.postForm('/cart/add', { id: VARIANTS.cup }),
  )
  for (const { status } of answers) assert.ok(status === 200 || status === 303, String(status))
  assert.equal(held(await linesOf(who)), '1×51')
})

test('adds at once never hold more than the stock, and every unit that was promised is there', async () => {
  const who = shop.newVisitor()
  await who.postJson('/cart/add.js', { id: VARIANTS.cup })
  const answers = await times(12, () => who.postJson('/cart/add.js', { id: VARIANTS.plate }))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array(3).fill(200), ...Array(9).fill(422)])
  assert.equal(held(await linesOf(who)), '1×1 2×3')
})

test('a place in the cart means the line the visitor saw, whatever is added meanwhile', async () => {
  const who = shop.newVisitor()
  const { key } = (await (await who.postJson('/cart/add.js', { id: VARIANTS.cup })).json()) as Line
  const others = [VARIANTS.plate, VARIANTS.shirtSmall, VARIANTS.shirtMedium, VARIANTS.lamp]
  await Promise.all([
    ...others.map((id) => who.postJson('/cart/add.js', { id })),
    who.postJson('/cart/change.js', { line: 1, quantity: 7 }),
  ])
  const lines = await linesOf(who)
  assert.deepEqual([lines[0]?.key, lines[0]?.quantity, lines.length], [key, 7, 5])
})

test('many changes at once of different lines are all made', async () => {
  const who = shop.newVisitor()
  const ids = [VARIANTS.cup, VARIANTS.shirtSmall, VARIANTS.shirtMedium, VARIANTS.lamp]
  await who.postJson('/cart/add.js', { items: ids.map((id) => ({ id })) })
  await Promise.all(ids.map((_, index) => who.postJson('/cart/change.js', { line: index + 1, quantity: index + 2 })))
  assert.deepEqual(
    (await linesOf(who)).map(({ quantity }) => quantity),
    [2, 3, 4, 5],
  )
})

test('of two who remove the same line at once, one does and the other is told that it is gone', async () => {
  const who = shop.newVisitor()
  const { key } = (await (await who.postJson('/cart/add.js', { id: VARIANTS.cup })).json()) as Line
  const answers = await times(2, () => who.postJson('/cart/change.js', { id: key, quantity: 0 }))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 400])
})
