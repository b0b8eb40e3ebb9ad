/* Shopify's own client for themes, @shopify/theme-cart 4.1.1, unmodified, against the shop. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, before, beforeEach, test } from 'node:test'
import type { Visitor } from '@comanda/test-kit/visitor'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

interface Line {
  readonly id: number
  readonly key: string
  readonly quantity: number
  readonly price: number
  readonly properties: Readonly<Record<string, string>>
}

interface State {
  readonly item_count: number
  readonly items: readonly Line[]
  readonly total_price: number
}

interface Options {
  readonly quantity?: number
  readonly properties?: Readonly<Record<string, string>>
}

/** Those functions of the client that need no browser. */
interface ThemeCart {
  getState(): Promise<State>
  getItemIndex(key: string): Promise<number>
  getItem(key: string): Promise<Line>
  addItem(id: number, options?: Options): Promise<Line>
  updateItem(key: string, options: Options): Promise<State>
  removeItem(key: string): Promise<State>
  clearItems(): Promise<State>
  getAttributes(): Promise<Readonly<Record<string, string>>>
  updateAttributes(attributes: Readonly<Record<string, string>>): Promise<State>
  getNote(): Promise<string | null>
  updateNote(note: string): Promise<State>
  getShippingRates(): Promise<unknown>
}

const themeCart = createRequire(import.meta.url)('@shopify/theme-cart') as ThemeCart
const platformFetch = globalThis.fetch
let shop: CartShop
let who: Visitor

before(async () => {
  shop = await openCartShop()
})

// The client asks for addresses without a host and relies on the browser's cookies.
beforeEach(() => {
  who = shop.newVisitor()
  globalThis.fetch = ((
    url: RequestInfo | URL,
    init: RequestInit & { headers?: Record<string, string>; body?: string } = {},
  ) =>
    url instanceof URL || !String(url).startsWith('/')
      ? platformFetch(url, init)
      : who.fetch(String(url), init)) as typeof fetch
})

after(async () => {
  globalThis.fetch = platformFetch
  await shop.close()
})

/** The answer the client was refused with: it rejects with the Response. */
async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const response = await call.then(
    () => assert.fail('it was not refused'),
    (error: unknown) => error,
  )
  // Not `instanceof`: the server's library puts a Response of its own in place of the platform's.
  const { status: http, json } = response as Response
  return { http, ...((await json.call(response)) as object) }
}

test('an empty cart has a state, no note and no attributes', async () => {
  assert.deepEqual((await themeCart.getState()).items, [])
  assert.equal(await themeCart.getNote(), null)
  assert.deepEqual(await themeCart.getAttributes(), {})
})

test('items are added, found, changed and removed', async () => {
  const cup = await themeCart.addItem(VARIANTS.cup, { quantity: 2, properties: { Name: 'Ana' } })
  const plate = await themeCart.addItem(VARIANTS.plate)
  assert.deepEqual([cup.id, cup.quantity, cup.price, cup.properties], [VARIANTS.cup, 2, 1_250, { Name: 'Ana' }])
  assert.equal(await themeCart.getItemIndex(plate.key), 2)
  assert.equal((await themeCart.getItem(cup.key)).quantity, 2)

  const changed = await themeCart.updateItem(cup.key, { quantity: 3 })
  assert.deepEqual([changed.item_count, changed.total_price], [4, 3 * 1_250 + 800])
  const renamed = await themeCart.updateItem(cup.key, { properties: { Name: 'Bo' } })
  assert.deepEqual(renamed.items[0]?.properties, { Name: 'Bo' })
  const removed = await themeCart.removeItem(plate.key)
  assert.deepEqual(
    removed.items.map(({ id }) => id),
    [VARIANTS.cup],
  )
  assert.equal((await themeCart.clearItems()).item_count, 0)
})

test('more than there is: adding is refused with what was added, changing is capped', async () => {
  const { http, status, description } = await refusal(themeCart.addItem(VARIANTS.plate, { quantity: 9 }))
  assert.deepEqual([http, status, description], [422, 422, 'Only 3 items were added to your cart due to availability.'])
  const [line] = (await themeCart.getState()).items
  assert.equal((await themeCart.updateItem(line?.key ?? '', { quantity: 9 })).items[0]?.quantity, 3)
})

test('a line of another cart is not found', async () => {
  await assert.rejects(themeCart.getItemIndex(`1:${'0'.repeat(32)}`), /Unable to match/)
  assert.equal((await refusal(themeCart.addItem(VARIANTS.nobody)))['http'], 404)
})

test('what the shop cannot do yet is refused by name, and the client hears of it', async () => {
  const calls: readonly [() => Promise<unknown>, string][] = [
    [() => themeCart.updateNote('Ring twice'), 'note'],
    [() => themeCart.updateAttributes({ Gift: 'yes' }), 'attributes'],
    [() => themeCart.getShippingRates(), 'shipping_rates'],
  ]
  for (const [call, name] of calls) {
    const { http, description } = await refusal(call())
    assert.equal(http, 422)
    assert.ok(String(description).includes(name))
  }
})
