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
  readonly key: string
  readonly quantity: number
}

async function linesOf(who: Visitor): Promise<readonly Line[]> {
  return ((await (await who.get('/cart.js')).json()) as { items: Line[] }).items
}

/** Sends a form, and the page it leads to. */
async function send(who: Visitor, path: string, fields: Record<string, string | number>): Promise<string> {
  const response = await who.postForm(path, fields)
  assert.equal(response.status, 303)
  return (await who.follow(response)).text()
}

test('a form goes on to the cart, which tells once what was done', async () => {
  const who = shop.newVisitor()
  const page = await send(who, '/cart/add', { id: VARIANTS.cup, quantity: 2 })
  assert.match(page, /role="status">Added to your cart: 2 × Blue cup\.</)
  assert.ok(!(await (await who.get('/cart')).text()).includes('Added to your cart'))
  const [line] = await linesOf(who)
  assert.match(
    await send(who, '/cart/change', { id: line?.key ?? '', quantity: 3 }),
    /Your cart now has 3 × Blue cup\./,
  )
  assert.match(
    await send(who, '/cart/change', { id: line?.key ?? '', quantity: 0 }),
    /Removed from your cart: Blue cup\./,
  )
  assert.deepEqual(await linesOf(who), [])
})

test('emptying a cart that is empty makes no session: there is nothing to tell', async () => {
  const who = shop.newVisitor()
  const response = await who.postForm('/cart/clear', {})
  assert.equal(response.status, 303)
  assert.deepEqual(response.headers.getSetCookie(), [])
  await send(who, '/cart/add', { id: VARIANTS.cup })
  assert.match(await send(who, '/cart/clear', {}), /Your cart is empty now\./)
})

test('Spanish forms lead to Spanish pages', async () => {
  const who = shop.newVisitor()
  const response = await who.postForm('/es/cart/add', { id: VARIANTS.cup })
  assert.equal(response.headers.get('location'), '/es/cart')
  const page = await (await who.follow(response)).text()
  assert.match(page, /<html lang="es">/)
  assert.match(page, /Añadido a tu carrito: Blue cup\./)
  assert.match(page, /12,50\s€/)
})

test('less than was asked for is told as a warning', async () => {
  const who = shop.newVisitor()
  const page = await send(who, '/cart/add', { id: VARIANTS.plate, quantity: 9 })
  assert.match(page, /role="alert">Only 3 items were added to your cart due to availability\.</)
  const [line] = await linesOf(who)
  assert.match(await send(who, '/cart/change', { id: line?.key ?? '', quantity: 9 }), /Only 3 × Plate can be had/)
})

test('what sold out meanwhile is told when the shopper wants more of it, and other words of a line are told too', async () => {
  const other = await openCartShop()
  try {
    const who = other.newVisitor()
    await send(who, '/cart/add', { id: VARIANTS.plate })
    await send(who, '/cart/add', { id: VARIANTS.cup })
    const [plate, cup] = await linesOf(who)
    const renamed = await send(who, '/cart/change', { id: cup?.key ?? '', 'properties[Name]': 'Ana' })
    assert.match(renamed, /Blue cup was changed\./)
    await other.shop.db.updateTable('variant').set({ stock: 0 }).where('id', '=', VARIANTS.plate).execute()
    assert.match(await (await who.get('/cart')).text(), /Sold out meanwhile\./)
    const page = await send(who, '/cart/change', { id: plate?.key ?? '', quantity: 2 })
    assert.match(page, /Plate is sold out and was removed from your cart\./)
  } finally {
    await other.close()
  }
})

test('many quantities and clearing work as forms too', async () => {
  const who = shop.newVisitor()
  await send(who, '/cart/add', { 'items[0][id]': VARIANTS.cup, 'items[0][quantity]': 2, 'items[1][id]': VARIANTS.lamp })
  assert.match(await send(who, '/cart/update', { [`updates[${VARIANTS.cup}]`]: 1 }), /Your cart was updated\./)
  assert.deepEqual(
    (await linesOf(who)).map(({ quantity }) => quantity),
    [1, 1],
  )
  assert.match(await send(who, '/cart/clear', {}), /Your cart is empty now\./)
  assert.deepEqual(await linesOf(who), [])
})

test('a form goes back to the page it names', async () => {
  const response = await shop
    .newVisitor()
    .postForm('/cart/add', { id: VARIANTS.cup, return_to: '/products/blue-cup?variant=1' })
  assert.deepEqual([response.status, response.headers.get('location')], [303, '/products/blue-cup?variant=1'])
})

test('open redirect: a form that names another site goes to the cart', async () => {
  const who = shop.newVisitor()
  for (const address of [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '',
  ]) {
    const response = await who.postForm('/cart/add', { id: VARIANTS.cup, return_to: address })
    assert.deepEqual([response.status, response.headers.get('location')], [303, '/cart'], JSON.stringify(address))
  }
})

test('a refused form is answered at once with its status, and leaves no message behind', async () => {
  const who = shop.newVisitor()
  await send(who, '/cart/add', { id: VARIANTS.cup })
  const cases = [
    ['/cart/add', { id: VARIANTS.nobody }, 404, 'This item is not for sale.'],
    ['/cart/change', { id: `1:${'0'.repeat(32)}`, quantity: 1 }, 400, 'That item is not in your cart any more.'],
    ['/cart/update', { note: 'x' }, 422, '“note” is not supported by this shop yet.'],
  ] as const
  for (const [path, fields, status, text] of cases) {
    const response = await who.postForm(path, fields)
    const page = await response.text()
    assert.equal(response.status, status)
    assert.ok(page.includes(text), text)
    assert.ok(page.includes('<title>Your cart'))
  }
  assert.ok(!(await (await who.get('/cart')).text()).includes('role="alert"'))
})

test('an add that is refused shows the product with what was wrong, and makes no session for a stranger', async () => {
  const cases = [
    ['/cart/add', { id: VARIANTS.bowl }, '>Bowl</h1>', 'The product &#39;Bowl&#39; is already sold out.'],
    [
      '/es/cart/add',
      { id: VARIANTS.shirtMedium, quantity: '1.5' },
      '>T-shirt</h1>',
      'Una cantidad es un número entero',
    ],
  ] as const
  for (const [path, fields, heading, text] of cases) {
    const who = shop.newVisitor()
    const callsBefore = shop.storeCalls()
    const response = await who.postForm(path, fields)
    const page = await response.text()
    assert.equal(response.status, 422)
    assert.ok(page.includes(`role="alert">${text}`), page)
    assert.ok(page.includes(heading))
    assert.deepEqual([who.cookies.size, shop.storeCalls()], [0, callsBefore])
  }
})

test('a draft shows nothing of itself to who tries to add it', async () => {
  const response = await shop.newVisitor().postForm('/cart/add', { id: VARIANTS.draft })
  const page = await response.text()
  assert.equal(response.status, 404)
  assert.ok(page.includes('<title>Your cart') && !page.includes('Draft'))
})

test('the cart shows everything by name, and nothing that begins with an underscore', async () => {
  const who = shop.newVisitor()
  await who.postJson('/cart/add.js', {
    id: VARIANTS.shirtSmall,
    quantity: 2,
    properties: { Name: 'Ana', _campaign: 'secret', Note: ' ' },
  })
  const page = await (await who.get('/cart')).text()
  assert.match(page, /<h2><a href="\/products\/t-shirt\?variant=4">T-shirt<\/a><\/h2>/)
  assert.match(page, /<dt>Size<\/dt> <dd>S<\/dd>/)
  assert.match(page, /<dt>Name<\/dt> <dd>Ana<\/dd>/)
  assert.ok(!/_campaign|secret|<dt>Note/.test(page))
  assert.match(page, /aria-label="Remove T-shirt - S \(Ana\) from cart"/)
  assert.match(page, /name="quantity" value="2" min="0" max="10"/)
  assert.match(page, /€30\.00/)
})

test('what is no longer for sale is marked, is not in the total and can be removed', async () => {
  const other = await openCartShop()
  try {
    const who = other.newVisitor()
    await who.postJson('/cart/add.js', { items: [{ id: VARIANTS.cup }, { id: VARIANTS.plate, quantity: 3 }] })
    await other.shop.db.updateTable('product').set({ published: 0 }).where('id', '=', 1).execute()
    await other.shop.db.updateTable('variant').set({ stock: 1 }).where('id', '=', VARIANTS.plate).execute()
    const page = await (await who.get('/cart')).text()
    assert.match(page, /No longer available/)
    assert.ok(!page.includes('/products/blue-cup'))
    assert.match(page, /aria-label="Remove Blue cup from cart"/)
    assert.match(page, /cart-total.*€24\.00/)
    assert.match(page, /Only 1 is available now\./)
  } finally {
    await other.close()
  }
})

test('an empty cart helps on, and is the same for every stranger without a store call', async () => {
  const callsBefore = shop.storeCalls()
  const pages = await Promise.all(
    [shop.newVisitor(), shop.newVisitor()].map(async (who) => (await who.get('/cart')).text()),
  )
  assert.equal(pages[0], pages[1])
  assert.match(pages[0] ?? '', /Your cart is empty\..*href="\/">Continue shopping/s)
  assert.equal(shop.storeCalls(), callsBefore)
})
