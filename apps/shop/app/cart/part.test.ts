/* What the shop's own script is answered. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Visitor } from '@comanda/test-kit/visitor'
import { PART_HEADER } from '../../browser/wire.ts'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

async function post(
  who: Visitor,
  path: string,
  fields: Record<string, string>,
  status = 200,
  part = 'drawer',
): Promise<string> {
  const headers = { [PART_HEADER]: part, 'sec-fetch-mode': 'same-origin' }
  const response = await who.fetch(path, { method: 'POST', headers, body: new URLSearchParams(fields) })
  assert.equal(response.status, status)
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'private, no-store')
  return response.text()
}

test('a change is answered with the part of the page that shows it, what is told, and the count', async () => {
  const who = shop.newVisitor()
  const part = await post(who, '/es/cart/add', { id: String(VARIANTS.cup), quantity: '2' })
  assert.match(part, /<div class="drawer-body" data-cart="drawer">/)
  assert.match(part, /data-told aria-live="polite"><p class="message success">Añadido a tu carrito: 2 × Blue cup\.</)
  assert.match(part, /25,00\s€/)
  assert.match(part, /data-cart-count="2"/)
  assert.doesNotMatch(part, /<html|<header|<dialog|data-go-to/)
  const page = await (await who.get('/cart')).text()
  assert.doesNotMatch(page, /Added to your cart/, 'told once')
})

test('the part of the page holds the same lines as the page itself', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add', { id: String(VARIANTS.plate) })
  const headers = { [PART_HEADER]: 'page' }
  const part = await (await who.fetch('/cart', { headers })).text()
  const page = await (await who.get('/cart')).text()
  const linesOf = (text: string) =>
    /<ul class="cart-lines"[\s\S]*?<\/ul>/.exec(text)?.[0].replaceAll(/value="[^"]{40,}"/g, '')
  assert.ok(linesOf(part)?.includes('Plate'))
  assert.equal(linesOf(part), linesOf(page))
})

test('a refusal has its status and the cart as it is, and makes no session for a stranger', async () => {
  const who = shop.newVisitor()
  const callsBefore = shop.storeCalls()
  const part = await post(who, '/cart/add', { id: String(VARIANTS.bowl) }, 422)
  assert.match(part, /<p class="message error">The product &#39;Bowl&#39; is already sold out\.</)
  assert.deepEqual([who.cookies.size, shop.storeCalls()], [0, callsBefore])
})

test('Buy now says where to go on, and the page it leads to tells what was added', async () => {
  const who = shop.newVisitor()
  const part = await post(who, '/es/cart/add', { id: String(VARIANTS.cup), buy_now: '1' })
  assert.match(part, /<a data-go-to href="\/es\/cart#order">/)
  assert.match(await (await who.get('/es/cart')).text(), /role="status">Añadido a tu carrito: Blue cup\./)
  const form = await who.postForm('/cart/add', { id: VARIANTS.cup, buy_now: 1 })
  assert.deepEqual([form.status, form.headers.get('location')], [303, '/cart#order'])
})

test('other values of the header ask for nothing: the form is answered as ever', async () => {
  const who = shop.newVisitor()
  const headers = { [PART_HEADER]: '<script>' }
  const response = await who.fetch('/cart/add', { method: 'POST', headers, body: new URLSearchParams({ id: '1' }) })
  assert.equal(response.status, 303)
})
