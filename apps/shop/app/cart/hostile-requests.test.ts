import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import type { Visitor } from '@comanda/test-kit/visitor'
import { seededIntegers } from 'comanda/testing'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

/** A visitor with one cup in the cart, and the text of that cart: nothing refused may change it. */
async function withOneCup(): Promise<{ who: Visitor; key: string; cart: () => Promise<string> }> {
  const who = shop.newVisitor()
  const { key } = (await (await who.postJson('/cart/add.js', { id: VARIANTS.cup })).json()) as { key: string }
  return { who, key, cart: async () => (await who.get('/cart.js')).text() }
}

async function assertRefused(response: Response, told: string): Promise<void> {
  const text = await response.text()
  assert.ok(response.status >= 400 && response.status < 500, `${response.status} for ${told}: ${text.slice(0, 200)}`)
  if (!/json/.test(response.headers.get('content-type') ?? '')) return
  const { description } = JSON.parse(text) as { description?: unknown }
  assert.ok(typeof description === 'string' && description.length > 5, `no clear message for ${told}: ${text}`)
}

const HOSTILE_TEXTS = [
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '+1',
  ' 1',
  '1 ',
  '01',
  '',
  '10000',
  '99999999999999999999',
  'NaN',
  'Infinity',
  '1,5',
  '١',
  '１',
  '½',
  'one',
  '1;drop table',
  '__proto__',
  '\u0000',
  '1\r\n',
]
const HOSTILE_JSON = [
  '-1',
  '1.5',
  '1e3',
  '1.0',
  '10000',
  '1e400',
  'true',
  'null',
  '[]',
  '[1]',
  '{}',
  '{"a":1}',
  '"1e1"',
  '""',
  '"-0"',
]

test('hostile quantities are answered with 4xx and a clear message, and the cart is as before', async () => {
  const { who, key, cart } = await withOneCup()
  const before = await cart()
  for (const quantity of HOSTILE_TEXTS) {
    const told = JSON.stringify(quantity)
    for (const path of ['/cart/add', '/cart/add.js', '/es/cart/add'])
      await assertRefused(await who.postForm(path, { id: VARIANTS.cup, quantity }), `${path} ${told}`)
    for (const path of ['/cart/change', '/cart/change.js'])
      await assertRefused(await who.postForm(path, { id: key, quantity }), `${path} ${told}`)
    for (const path of ['/cart/update', '/cart/update.js'])
      await assertRefused(await who.postForm(path, { [`updates[${VARIANTS.cup}]`]: quantity }), `${path} ${told}`)
  }
  const json = { 'content-type': 'application/json' }
  for (const quantity of HOSTILE_JSON) {
    const bodies = {
      '/cart/add.js': `{"id":1,"quantity":${quantity}}`,
      '/cart/change.js': `{"line":1,"quantity":${quantity}}`,
      '/cart/update.js': `{"updates":[${quantity}]}`,
    }
    for (const [path, body] of Object.entries(bodies))
      await assertRefused(await who.fetch(path, { method: 'POST', headers: json, body }), `${path} ${quantity}`)
  }
  assert.equal(await cart(), before)
})

test('a form that is refused tells a person what was wrong on the page of their cart', async () => {
  const { who } = await withOneCup()
  const response = await who.postForm('/cart/add', { id: VARIANTS.cup, quantity: '-1' })
  const page = await response.text()
  assert.equal(response.status, 422)
  assert.match(page, /role="alert">A quantity is a whole number from 1 to 9,999\.</)
  assert.match(page, /Blue cup/)
})

test('whatever is sent is answered below 500, and nothing that is refused changes the cart', async () => {
  const { who, cart } = await withOneCup()
  const before = await cart()
  const integers = seededIntegers(20_261_121)
  const pick = <Value>(values: readonly Value[]): Value => values[integers(values.length)] as Value
  const names = [
    'id',
    'line',
    'quantity',
    'items',
    'updates',
    'properties',
    '__proto__',
    'constructor',
    'toString',
    'note',
    '',
  ]
  const values = [
    -1,
    0.5,
    1e99,
    '',
    'x',
    '1',
    null,
    true,
    [],
    {},
    [[]],
    [{}],
    { id: 1 },
    [{ id: 1, quantity: [] }],
    '__proto__',
    '\ud800',
  ]
  for (let round = 0; round < 300; round += 1) {
    const body = Object.fromEntries(Array.from({ length: 1 + integers(4) }, () => [pick(names), pick(values)]))
    const path = pick([
      '/cart/add.js',
      '/cart/change.js',
      '/cart/update.js',
      '/cart/add',
      '/cart/change',
      '/cart/update',
    ])
    const response = await who.postJson(path, body)
    assert.ok(response.status < 500, `${response.status} for ${path} ${JSON.stringify(body)}`)
    if (response.status >= 400) assert.equal(await cart(), before, `${path} ${JSON.stringify(body)}`)
    // What was well-formed after all is taken back.
    else if ((await cart()) !== before) await who.postJson('/cart/update.js', { updates: { 1: 1 } })
  }
})

test('mass assignment: a price in the request changes no price', async () => {
  const who = shop.newVisitor()
  const extra = {
    price: 1,
    unitPriceMinor: 1,
    final_price: 1,
    unit_price: 1,
    total: 0,
    currency: 'JPY',
    addedAt: 0,
    isAdmin: true,
  }
  const response = await who.postJson('/cart/add.js', { id: VARIANTS.cup, ...extra })
  assert.equal(((await response.json()) as { price: number }).price, 1_250)
  await who.postJson('/cart/change.js', { line: 1, quantity: 2, ...extra })
  const cart = (await (await who.get('/cart.js')).json()) as { total_price: number; currency: string }
  assert.deepEqual([cart.total_price, cart.currency], [2_500, 'EUR'])
})

test('parameter pollution: a name sent twice is refused, and the address is no second body', async () => {
  const { who, cart } = await withOneCup()
  const before = await cart()
  for (const body of ['id=1&id=2', 'id=1&quantity=1&quantity=9', 'id=1&properties[a]=1&properties[a]=2'])
    assert.equal((await who.postForm('/cart/add.js', new URLSearchParams(body))).status, 400, body)
  assert.equal((await who.postForm('/cart/add.js?id=1&quantity=5', {})).status, 400)
  assert.equal((await who.postForm('/cart/change.js?line=1&quantity=5', {})).status, 400)
  assert.equal(await cart(), before)
})

test('prototype pollution: names of prototypes are ordinary, and no object gets a new member', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const { who } = await withOneCup()
  const body =
    '{"id":1,"properties":{"__proto__":"a","constructor":"b"},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  const response = await who.fetch('/cart/add.js', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  assert.equal(response.status, 200)
  assert.match(await (await who.get('/cart.js')).text(), /"properties":\{"__proto__":"a","constructor":"b"\}/)
  assert.equal((await who.get('/cart')).status, 200)
  await who.postForm(
    '/cart/add.js',
    new URLSearchParams('__proto__[polluted]=1&constructor[prototype][polluted]=1&id=1'),
  )
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before)
})

test('script injection: what a shopper writes is text on the page', async () => {
  const who = shop.newVisitor()
  const attack = '"><script>alert(1)</script>'
  await who.postJson('/cart/add.js', { id: VARIANTS.cup, properties: { [attack]: attack } })
  const page = await (await who.get('/cart')).text()
  assert.ok(!page.includes('<script>'))
  assert.ok(page.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'))
})

test('a body that is too large, compressed or of another kind is refused before anybody looks for a session', async () => {
  const { who } = await withOneCup()
  const callsBefore = shop.storeCalls()
  const cases = [
    [413, 'application/json', `{"id":1,"x":"${'x'.repeat(70_000)}"}`, {}],
    [415, 'text/plain', '{"id":1}', {}],
    [415, 'application/json', '{"id":1}', { 'content-encoding': 'gzip' }],
    [400, 'application/json', '{"id":1', {}],
    [400, 'multipart/form-data; boundary=x', '--x\r\n', {}],
  ] as const
  for (const [status, type, body, more] of cases) {
    const response = await who.fetch('/cart/add.js', {
      method: 'POST',
      headers: { 'content-type': type, ...more },
      body,
    })
    assert.equal(response.status, status, type)
    await assertRefused(response, type)
  }
  assert.equal(shop.storeCalls(), callsBefore)
})

test('memory exhaustion: a cart can only grow to what a session keeps, and what does not fit any more changes nothing', async () => {
  const { who, cart } = await withOneCup()
  let before = await cart()
  for (let added = 0; added < 40; added += 1) {
    const properties = { [`n${added}`]: 'x'.repeat(500), a: 'x'.repeat(500), b: 'x'.repeat(500), c: 'x'.repeat(500) }
    const response = await who.postJson('/cart/add.js', { id: VARIANTS.cup, properties })
    if (response.status !== 200) {
      assert.equal(response.status, 413)
      await assertRefused(response, 'a cart that is full')
      assert.equal(await cart(), before)
      return
    }
    before = await cart()
  }
  assert.fail('nothing stopped it')
})

test('memory exhaustion: an endless body without a length is cut off at the limit', async () => {
  const { port } = new URL(shop.baseUrl)
  const headers = `Host: localhost:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked`
  const head = `POST /cart/add.js HTTP/1.1\r\n${headers}\r\n\r\n`
  const socket = connect(Number(port), '127.0.0.1')
  const answer = Promise.withResolvers<string>()
  socket.once('data', (data) => answer.resolve(data.toString()))
  socket.on('error', answer.reject)
  socket.write(head)
  const chunk = `2000\r\n${' '.repeat(0x2000)}\r\n`
  for (let sent = 0; sent < 20; sent += 1) socket.write(chunk)
  assert.match(await answer.promise, /^HTTP\/1\.1 413 /)
  socket.destroy()
})
