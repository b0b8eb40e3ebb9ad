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
  readonly title: string
  readonly properties: Readonly<Record<string, string>>
  readonly final_line_price: number
  readonly url: string | null
}

/** What any of the endpoints may answer: a cart, a line, or an error. */
interface Answer extends Line {
  readonly items: readonly Line[]
  readonly item_count: number
  readonly token: string
  readonly total_price: number
  readonly items_added: readonly (Line & { readonly view_key: string })[]
  readonly items_removed: readonly (Line & { readonly view_key: string })[]
  readonly items_changelog: unknown
  readonly status: number
  readonly description: string
  readonly errors: string
  readonly cart: Answer
  readonly added_quantity: number
}

async function post(who: Visitor, path: string, body: unknown, status = 200): Promise<Answer> {
  const response = await who.postJson(path, body)
  const answer = (await response.json()) as Answer
  assert.equal(response.status, status, JSON.stringify(answer))
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return answer
}

async function cartOf(who: Visitor, path = '/cart.js'): Promise<Answer> {
  return (await who.get(path)).json() as Promise<Answer>
}

const held = (cart: Pick<Answer, 'items'>): string =>
  cart.items.map((line) => `${line.variant_id}×${line.quantity}`).join(' ')

test('an empty cart, to a stranger, has all its fields and sets no cookie', async () => {
  const who = shop.newVisitor()
  const callsBefore = shop.storeCalls()
  for (const path of ['/cart.js', '/cart.json', '/es/cart.js']) {
    const response = await who.get(path)
    const { token, ...cart } = (await response.json()) as Record<string, unknown>
    assert.equal(typeof token, 'string')
    assert.deepEqual(cart, {
      note: null,
      attributes: {},
      original_total_price: 0,
      total_price: 0,
      total_discount: 0,
      total_weight: 0,
      item_count: 0,
      items: [],
      requires_shipping: false,
      currency: 'EUR',
      items_subtotal_price: 0,
      cart_level_discount_applications: [],
      discount_codes: [],
    })
    assert.equal(response.headers.get('set-cookie'), null)
    assert.equal(response.headers.get('cache-control'), 'private, no-store')
  }
  assert.equal(shop.storeCalls(), callsBefore)
})

test('adding one item answers with its line, adding a list with its lines', async () => {
  const who = shop.newVisitor()
  const line = await post(who, '/cart/add.js', { id: VARIANTS.cup, quantity: 2, properties: { Name: 'Ana' } })
  assert.equal(line.quantity, 2)
  assert.deepEqual(line.properties, { Name: 'Ana' })
  const again = await post(who, '/cart/add.js', { id: VARIANTS.cup, properties: { Name: 'Ana' } })
  assert.equal(again.quantity, 3, 'the same line, with its new quantity')
  const { items } = await post(who, '/cart/add.js', { items: [{ id: VARIANTS.shirtSmall }, { id: VARIANTS.cup }] })
  assert.deepEqual(
    items.map((one) => [one.variant_id, one.quantity]),
    [
      [VARIANTS.shirtSmall, 1],
      [VARIANTS.cup, 1],
    ],
  )
  assert.equal(held(await cartOf(who)), '1×3 4×1 1×1')
})

test('the paths without .js are the same to a script, by Accept or X-Requested-With, in every encoding', async () => {
  const multipart = new FormData()
  multipart.set('id', String(VARIANTS.cup))
  const ways = [
    {
      headers: { accept: 'application/javascript', 'content-type': 'application/json' },
      body: `{"id":${VARIANTS.cup}}`,
    },
    { headers: { accept: 'application/json' }, body: new URLSearchParams({ id: String(VARIANTS.cup) }) },
    { headers: { 'x-requested-with': 'XMLHttpRequest' }, body: multipart },
  ]
  for (const { headers, body } of ways) {
    const response = await shop
      .newVisitor()
      .fetch('/cart/add', { method: 'POST', headers: headers as Record<string, string>, body })
    assert.equal(response.status, 200)
    assert.equal(((await response.json()) as Answer).variant_id, VARIANTS.cup)
  }
})

test('more than there is: what there is is added, and the answer is 422 with the cart as it is now', async () => {
  const who = shop.newVisitor()
  const partly = await post(who, '/cart/add.js', { id: VARIANTS.plate, quantity: 5 }, 422)
  const { cart, ...error } = partly
  const description = 'Only 3 items were added to your cart due to availability.'
  assert.deepEqual(error, { status: 422, message: 'Cart Error', description, errors: description, added_quantity: 3 })
  assert.deepEqual(cart, await cartOf(who))
  assert.equal(held(cart), '2×3')

  const none = await post(who, '/cart/add.js', { id: VARIANTS.plate }, 422)
  assert.equal(none.description, 'The maximum quantity of this item is already in your cart.')
  assert.equal(none.added_quantity, 0)
  assert.equal(held(none.cart), '2×3')

  const other = shop.newVisitor()
  await post(other, '/cart/add.js', { id: VARIANTS.plate, quantity: 2 })
  assert.equal(
    (await post(other, '/cart/add.js', { id: VARIANTS.plate, quantity: 2 }, 422)).description,
    'Only 1 item was added to your cart due to availability.',
  )
  const spanish = shop.newVisitor()
  assert.equal(
    (await post(spanish, '/es/cart/add.js', { id: VARIANTS.plate, quantity: 5 }, 422)).description,
    'Debido a la disponibilidad, solo se añadieron 3 artículos al carrito.',
  )
})

test('what is sold on order has no end', async () => {
  assert.equal((await post(shop.newVisitor(), '/cart/add.js', { id: VARIANTS.lamp, quantity: 500 })).quantity, 500)
})

test('a stranger who wants what is sold out gets no session for it, by script and by form', async () => {
  const who = shop.newVisitor()
  const callsBefore = shop.storeCalls()
  const answer = await post(who, '/cart/add.js', { id: VARIANTS.bowl }, 422)
  assert.equal(answer.description, "The product 'Bowl' is already sold out.")
  assert.equal(answer.errors, answer.description)
  const form = await who.postForm('/cart/add', { id: VARIANTS.bowl })
  assert.equal(form.status, 422)
  assert.match(await form.text(), /The product &#39;Bowl&#39; is already sold out\./)
  assert.equal(form.headers.get('set-cookie'), null)
  assert.equal(who.cookies.size, 0)
  assert.equal(shop.storeCalls(), callsBefore)
})

test('what is unknown, a draft or not published is not for sale', async () => {
  for (const id of [VARIANTS.nobody, VARIANTS.draft, VARIANTS.unpublished]) {
    const who = shop.newVisitor()
    const { cart, ...error } = await post(who, '/cart/add.js', { id }, 404)
    assert.deepEqual(error, {
      status: 404,
      message: 'Cart Error',
      description: 'Cannot find variant',
      errors: 'Cannot find variant',
      added_quantity: 0,
    })
    assert.equal(held(cart), '')
    assert.equal((await post(who, '/cart/update.js', { updates: { [id]: 1 } }, 404)).description, 'Cannot find variant')
    assert.equal(who.cookies.size, 0)
  }
})

test('one bad item of a list refuses the list', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add.js', { items: [{ id: VARIANTS.cup }, { id: VARIANTS.nobody }] }, 404)
  await post(who, '/cart/add.js', { items: [{ id: VARIANTS.cup }, { id: VARIANTS.bowl }] }, 422)
  assert.equal(held(await cartOf(who)), '')
})

test('a change answers with the cart and what came and went', async () => {
  const who = shop.newVisitor()
  const { key } = await post(who, '/cart/add.js', { id: VARIANTS.shirtSmall, quantity: 2 })
  const more = await post(who, '/cart/change.js', { id: key, quantity: 5 })
  assert.equal(held(more), '4×5')
  assert.deepEqual(more.items_removed, [])
  assert.deepEqual(more.items_added, [
    {
      product_id: 4,
      variant_id: 4,
      id: '4',
      image: '/media/placeholder/t-shirt',
      price: '15.00',
      presentment_price: 15,
      quantity: 3,
      title: 'T-shirt - S',
      product_title: 'T-shirt',
      variant_title: 'S',
      vendor: 'Taller',
      product_type: 'Kitchen',
      sku: 'SKU-4',
      url: '/products/t-shirt?variant=4',
      untranslated_product_title: 'T-shirt',
      untranslated_variant_title: 'S',
      view_key: key,
    },
  ])
  const fewer = await post(who, '/cart/change.js', { line: 1, quantity: 1 })
  assert.deepEqual(
    fewer.items_removed.map((one) => one.quantity),
    [4],
  )
  const gone = await post(who, '/cart/change.js', { line: '1', quantity: '0' })
  assert.equal(gone.item_count, 0)
  assert.deepEqual(
    gone.items_removed.map((one) => [one.quantity, one.view_key]),
    [[1, key]],
  )
})

test('a change above the stock is capped and succeeds', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add.js', { id: VARIANTS.plate })
  assert.equal(held(await post(who, '/cart/change.js', { line: 1, quantity: 9_999 })), '2×3')
})

test('properties are replaced as a whole, which names the line anew', async () => {
  const who = shop.newVisitor()
  const { key } = await post(who, '/cart/add.js', { id: VARIANTS.cup, properties: { Name: 'Ana', Colour: 'Red' } })
  const cart = await post(who, '/cart/change.js', { id: key, properties: { Name: 'Bo' } })
  assert.deepEqual(cart.items[0]?.properties, { Name: 'Bo' })
  assert.notEqual(cart.items[0]?.key, key)
  assert.deepEqual([cart.items_added, cart.items_removed], [[], []])
})

test('a line that is not there: the answer clients know, where the status is a text', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add.js', { id: VARIANTS.cup })
  const text = 'no valid id or line parameter'
  for (const target of [
    {},
    { line: 2 },
    { line: 0 },
    { id: VARIANTS.plate },
    { id: `1:${'0'.repeat(32)}` },
    { id: 'x' },
  ]) {
    const answer = await post(who, '/cart/change.js', { ...target, quantity: 1 }, 400)
    assert.deepEqual(answer, { status: 'bad_request', message: text, description: text, errors: text })
  }
  assert.equal(held(await cartOf(who)), '1×1')
})

test('an update sets many quantities by id, key or place, adds what is not there, and says what came', async () => {
  const who = shop.newVisitor()
  const { items } = await post(who, '/cart/add.js', { items: [{ id: VARIANTS.cup }, { id: VARIANTS.plate }] })
  const cart = await post(who, '/cart/update.js', {
    updates: { [VARIANTS.cup]: 4, [items[1]?.key ?? '']: 0, [VARIANTS.shirtMedium]: '2' },
  })
  assert.equal(held(cart), '1×4 5×2')
  assert.deepEqual(cart.items_changelog, {
    added: [
      { variant_id: 1, quantity: 3 },
      { variant_id: 5, quantity: 2 },
    ],
  })
  assert.equal(held(await post(who, '/cart/update.js', { updates: [1, 1] })), '1×1 5×1')
  const form = new URLSearchParams([
    ['updates[]', '3'],
    ['updates[]', '0'],
  ])
  const response = await who.fetch('/cart/update.js', { method: 'POST', body: form })
  assert.equal(held((await response.json()) as Answer), '1×3')
  assert.equal(
    (await post(who, '/cart/update.js', { updates: [1, 1] }, 400)).description,
    'The cart has 1 line: send one quantity for it.',
  )
  assert.equal(held(await post(who, '/cart/update.js', {})), '1×3')
})

test('a cart is cleared with a JSON type and no body, as clients do', async () => {
  const who = shop.newVisitor()
  const { key } = await post(who, '/cart/add.js', { id: VARIANTS.cup })
  assert.ok(key)
  const { token } = await cartOf(who)
  const response = await who.fetch('/cart/clear.js', {
    method: 'POST',
    headers: { 'content-type': 'application/json;' },
  })
  const cart = (await response.json()) as Answer
  assert.equal(response.status, 200)
  assert.deepEqual([cart.item_count, cart.items, cart.token], [0, [], token])
})

test('what the shop cannot do yet is refused by name and changes nothing', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add.js', { id: VARIANTS.cup })
  const asked = [
    ['/cart/update.js', { note: 'Ring twice', updates: { 1: 5 } }, 'note'],
    ['/cart/update.js', { attributes: { Gift: 'yes' } }, 'attributes'],
    ['/cart/update.js', { discount: 'TEN' }, 'discount'],
    ['/cart/add.js', { id: 1, selling_plan: 3 }, 'selling_plan'],
    ['/cart/add.js', { items: [{ id: 1, parent_id: 3 }] }, 'parent_id'],
    ['/cart/change.js', { line: 1, quantity: 5, sections: 'cart' }, 'sections'],
    ['/cart/clear.js', { sections_url: '/' }, 'sections_url'],
  ] as const
  for (const [path, body, name] of asked) {
    const answer = await post(who, path, body, 422)
    assert.ok(answer.description.includes(`“${name}”`), answer.description)
  }
  for (const path of ['/cart/shipping_rates.json', '/es/cart/async_shipping_rates.json'])
    assert.equal((await who.get(path)).status, 422)
  assert.equal(held(await cartOf(who)), '1×1')
})

test('a state change by GET: the commands answer 405 and say how they are asked', async () => {
  const who = shop.newVisitor()
  const { key } = await post(who, '/cart/add.js', { id: VARIANTS.cup })
  for (const command of ['add', 'change', 'update', 'clear'])
    for (const path of [`/cart/${command}`, `/cart/${command}.js`, `/es/cart/${command}`, `/es/cart/${command}.js`]) {
      const response = await who.get(`${path}?id=${encodeURIComponent(key)}&quantity=0`)
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'POST'], path)
    }
  for (const path of ['/cart', '/cart.js', '/cart.json']) {
    const response = await who.postForm(path, { id: VARIANTS.cup })
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD'], path)
  }
  assert.equal(held(await cartOf(who)), '1×1')
})

test('what another site sends changes nothing', async () => {
  const who = shop.newVisitor()
  await post(who, '/cart/add.js', { id: VARIANTS.cup })
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const forged = await who.fetch('/cart/add.js', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ id: '1', quantity: '9' }),
  })
  assert.equal(forged.status, 403)
  assert.equal(held(await cartOf(who)), '1×1')
})

test('the price of a line is that of now; that of then is in what is told of the change, and nowhere else', async () => {
  const other = await openCartShop()
  try {
    const who = other.newVisitor()
    await post(who, '/cart/add.js', { id: VARIANTS.cup, quantity: 2 })
    await other.shop.db.updateTable('variant').set({ price_minor: 1_300 }).where('id', '=', VARIANTS.cup).execute()
    const cart = await cartOf(who)
    assert.equal(cart.total_price, 2_600)
    const lines = cart.items.map((line) => ({ ...line, changes: [] }))
    assert.ok(!JSON.stringify({ ...cart, items: lines }).includes('1250'))
  } finally {
    await other.close()
  }
})

test('a line whose variant is gone, or no longer sold, stays in sight, costs nothing and can be removed', async () => {
  const other = await openCartShop()
  try {
    const who = other.newVisitor()
    await post(who, '/cart/add.js', {
      items: [{ id: VARIANTS.cup }, { id: VARIANTS.plate }, { id: VARIANTS.shirtSmall }],
    })
    await other.shop.db.deleteFrom('variant').where('id', '=', VARIANTS.cup).execute()
    await other.shop.db.updateTable('product').set({ status: 'draft' }).where('id', '=', 2).execute()
    const cart = await cartOf(who)
    assert.deepEqual(
      cart.items.map((line) => [line.title, line.final_line_price, line.url]),
      [
        ['An item that is gone', 0, null],
        ['Plate', 0, null],
        ['T-shirt - S', 1_500, '/products/t-shirt?variant=4'],
      ],
    )
    assert.deepEqual([cart.total_price, cart.item_count], [1_500, 3])
    assert.ok(!JSON.stringify(cart).includes('Plate, made by hand'), 'nothing more of a draft is told')
    assert.match((await post(who, '/cart/change.js', { line: 1, quantity: 2 }, 422)).description, /no longer available/)
    assert.equal(held(await post(who, '/cart/update.js', { updates: [1, 1, 2] })), '1×1 2×1 4×2')
    assert.equal(held(await post(who, '/cart/change.js', { line: 1, quantity: 0 })), '2×1 4×2')
    assert.equal(held(await post(who, '/cart/change.js', { line: 1, quantity: 0 })), '4×2')
  } finally {
    await other.close()
  }
})
