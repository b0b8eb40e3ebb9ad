import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop()
})
after(() => shop.close())

/** Puts two of the first product into the cart of a new visitor, whose cookie it is. */
async function visitorWithCart(): Promise<string> {
  const response = await shop.ask('/cart/add', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: 'id=1&quantity=2',
  })
  assert.equal(response.status, 303)
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

async function pageFor(cookie: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return (await shop.ask('/', { headers: { ...headers, cookie } })).text()
}

const MESSAGE = /<p class="message success" role="status">/

test('the frame counts the cart for eyes and ears, in both languages', async () => {
  const cookie = await visitorWithCart()
  assert.match(
    await pageFor(cookie),
    /<span class="count" aria-hidden="true">2<\/span><span class="unseen">\(2 items\)/,
  )
  const spanish = await (await shop.ask('/es', { headers: { cookie } })).text()
  assert.match(spanish, /<span class="unseen">\(2 artículos\)/)
  assert.doesNotMatch(await shop.page('/'), /class="count"/)
})

test('a message is shown once', async () => {
  const cookie = await visitorWithCart()
  assert.match(await pageFor(cookie), MESSAGE)
  assert.doesNotMatch(await pageFor(cookie), MESSAGE)
})

test('HEAD and pages fetched ahead leave a message for the page that is seen', async () => {
  const cookie = await visitorWithCart()
  await shop.ask('/', { method: 'HEAD', headers: { cookie } })
  for (const purpose of ['prefetch', 'prefetch;prerender']) await pageFor(cookie, { 'sec-purpose': purpose })
  assert.match(await pageFor(cookie), MESSAGE)
})

test('reading a page twice reads the session twice and writes nothing', async () => {
  const cookie = await visitorWithCart()
  await pageFor(cookie)
  const before = { ...shop.storeCalls }
  await pageFor(cookie)
  await shop.ask('/es/products/cup', { headers: { cookie } })
  assert.deepEqual(shop.storeCalls, { ...before, load: before.load + 2, total: before.total + 2 })
})
