/* What changed since the shopper chose it is told: in pages, to scripts, until they say that they know. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Visitor } from '@comanda/test-kit/visitor'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

interface Line {
  readonly key: string
  readonly price: number
  readonly final_line_price: number
  readonly changes: readonly Readonly<Record<string, unknown>>[]
}

interface CartJson {
  readonly items: readonly Line[]
  readonly total_price: number
}

let shop: CartShop
let who: Visitor
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())
beforeEach(async () => {
  await set(VARIANTS.cup, { price_minor: 1_250 })
  await set(VARIANTS.plate, { price_minor: 800, stock: 3 })
  who = shop.newVisitor()
})

async function set(id: number, values: { readonly price_minor?: number; readonly stock?: number }): Promise<void> {
  await shop.shop.db.updateTable('variant').set(values).where('id', '=', id).execute()
}

const add = (id: number, quantity: number) => who.postJson('/cart/add.js', { id, quantity })
const page = async (path = '/cart') => (await who.get(path)).text()

async function cart(path = '/cart.js'): Promise<CartJson> {
  return (await (await who.get(path)).json()) as CartJson
}

async function keyOfFirst(): Promise<string> {
  return (await cart()).items[0]?.key ?? ''
}

async function changesOfFirst(path?: string): Promise<Line['changes']> {
  return (await cart(path)).items[0]?.changes ?? []
}

test('a price that moved is told with both amounts, in the language of the page, and to scripts', async () => {
  await add(VARIANTS.cup, 2)
  assert.deepEqual(await changesOfFirst(), [])
  assert.doesNotMatch(await page(), /cart-news/)
  await set(VARIANTS.cup, { price_minor: 1_400 })
  assert.match(await page(), /The price has gone up from €12\.50 to €14\.00 since you chose it\./)
  assert.match(await page('/es/cart'), /El precio ha subido de 12,50\s€ a 14,00\s€ desde que lo elegiste\./)
  assert.match(await page(), /cart-total.*€28\.00/, 'what it costs is what it costs now')
  const message = 'The price has gone up from €12.50 to €14.00 since you chose it.'
  assert.deepEqual(await changesOfFirst(), [{ type: 'price', from: 1_250, to: 1_400, message }])
  await set(VARIANTS.cup, { price_minor: 1_000 })
  assert.match(await page(), /The price has gone down from €12\.50 to €10\.00/)
  await set(VARIANTS.cup, { price_minor: 1_250 })
  assert.deepEqual(await changesOfFirst(), [], 'back where it was there is nothing to tell')
})

test('a price is told until the shopper says that they know it, and then no more', async () => {
  await add(VARIANTS.cup, 1)
  await set(VARIANTS.cup, { price_minor: 1_400 })
  for (let count = 0; count < 2; count += 1) assert.match(await page(), /has gone up/)
  await add(VARIANTS.cup, 1)
  assert.match(await page(), /has gone up/, 'adding more does not show it')
  const response = await who.postForm('/cart/change', { id: await keyOfFirst(), seen_price: 1_400 })
  assert.match(await (await who.follow(response)).text(), /Noted: the new price of Blue cup\./)
  assert.deepEqual(await changesOfFirst(), [])
  assert.doesNotMatch(await page(), /has gone up/)
})

test('a change on a page that showed the price accepts it, and one on a page from before does not', async () => {
  await add(VARIANTS.cup, 1)
  await set(VARIANTS.cup, { price_minor: 1_400 })
  const id = await keyOfFirst()
  await who.postForm('/cart/change', { id, quantity: 2, seen_price: 1_250 })
  assert.equal((await changesOfFirst()).length, 1, 'the page was older than the price')
  await who.postForm('/cart/change', { id, quantity: 3 })
  assert.equal((await changesOfFirst()).length, 1, 'nothing says that it was seen')
  assert.match(await page(), /name="seen_price" value="1400"/)
  await who.postForm('/cart/change', { id, quantity: 4, seen_price: 1_400 })
  assert.deepEqual(await changesOfFirst(), [])
})

test("A PRICE OF ONE'S OWN: saying another price than the shop has changes neither what is told nor what it costs", async () => {
  await add(VARIANTS.cup, 1)
  await set(VARIANTS.cup, { price_minor: 1_400 })
  const id = await keyOfFirst()
  for (const seen_price of ['1', '0', '-1400', '1400.0', 'NaN', '14e2', String(Number.MAX_SAFE_INTEGER)])
    await who.postForm('/cart/change', { id, quantity: 1, seen_price })
  assert.deepEqual([(await changesOfFirst()).length, (await cart()).total_price], [1, 1_400])
})

test('fewer in stock than in the cart is told with both numbers, and one press sets what can be had', async () => {
  await add(VARIANTS.plate, 3)
  await set(VARIANTS.plate, { stock: 2 })
  const text = await page()
  assert.match(text, /Only 2 are available now\. You chose 3: so many cannot be ordered\./)
  assert.match(text, /name="quantity" value="2"[\s\S]*?aria-label="Set to 2: Plate">Set to 2</)
  assert.match(text, /since you chose it\. Please have a look above first/)
  const [change] = await changesOfFirst('/es/cart.js')
  assert.deepEqual({ ...change, message: '' }, { type: 'quantity', asked: 3, available: 2, message: '' })
  await who.postForm('/cart/change', { id: await keyOfFirst(), quantity: 2, seen_price: 800 })
  assert.deepEqual(await changesOfFirst(), [])
  assert.doesNotMatch(await page(), /a look above first/)
})

test('what is sold out stays visible, is no part of the total, and can be removed', async () => {
  await add(VARIANTS.cup, 1)
  await add(VARIANTS.plate, 2)
  await set(VARIANTS.plate, { stock: 0, price_minor: 900 })
  const text = await page()
  assert.match(text, /Sold out meanwhile\. It is not part of the total\. You can remove it\./)
  assert.match(text, /cart-total.*€12\.50/)
  assert.match(text, /aria-label="Remove Plate from cart"/)
  assert.doesNotMatch(text, /has gone up|aria-label="Update quantity of Plate"/)
  const { items, total_price } = await cart()
  assert.deepEqual(
    [total_price, items[1]?.final_line_price, items[1]?.changes.map(({ type }) => type)],
    [1_250, 0, ['sold_out']],
  )
  await who.postForm('/cart/change', { id: items[1]?.key ?? '', quantity: 0 })
  assert.equal((await cart()).items.length, 1)
})

test('what is for sale no more is told to scripts too', async () => {
  await add(VARIANTS.lamp, 1)
  await shop.shop.db.updateTable('product').set({ published: 0 }).where('id', '=', 7).execute()
  assert.deepEqual(
    (await changesOfFirst()).map(({ type }) => type),
    ['unavailable'],
  )
  assert.match(await page(), /No longer available\. It is not part of the total\./)
})
