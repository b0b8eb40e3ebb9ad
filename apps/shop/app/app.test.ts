import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { StoreUnavailable } from 'comanda/store'
import { openWebShop, type WebShop } from './testing/web-shop.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop()
})
after(() => shop.close())

const POLICY = /^default-src 'none'; script-src 'self'; style-src 'self'; /

/** Has the form of a token, and nobody's session. */
const FORGED = `__Host-comanda-shop=${'C'.repeat(21)}A.${'B'.repeat(21)}A`

/** Paths of all kinds, and how they are answered. */
const PATHS: readonly (readonly [path: string, status: number])[] = [
  ['/', 200],
  ['/es', 200],
  ['/products/cup', 200],
  ['/es/products/shirt', 200],
  ['/cart', 200],
  ['/es/cart', 200],
  ['/cart.js', 200],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/favicon.ico', 200],
  ['/nope', 404],
  ['/es/products/nope', 404],
  ['/assets/shop.css', 404],
  ['/cart/', 308],
]

test('every answer carries the policy that forbids inline scripts and styles', async () => {
  for (const [path, status] of PATHS) {
    const response = await shop.ask(path)
    assert.equal(response.status, status, path)
    assert.match(response.headers.get('content-security-policy') ?? '', POLICY, path)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path)
  }
})

test('a stranger who browses gets no cookie and costs no store call', async () => {
  const before = shop.storeCalls.total
  for (const [path] of PATHS.filter(([path]) => path !== '/readyz')) {
    for (const cookie of [undefined, 'theme=dark; other=1', '__Host-comanda-shop=not-a-token']) {
      const response = await shop.ask(path, cookie === undefined ? {} : { headers: { cookie } })
      assert.equal(response.headers.get('set-cookie'), null, path)
    }
  }
  assert.equal(shop.storeCalls.total, before)
})

test('a forged token of the right form is a stranger: one look, no row, no cookie', async () => {
  const before = { ...shop.storeCalls }
  const response = await shop.ask('/', { headers: { cookie: FORGED } })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('set-cookie'), null)
  assert.deepEqual(shop.storeCalls, { ...before, load: before.load + 1, total: before.total + 1 })
})

test('strangers may share a page for a moment, and what depends on cookies is private', async () => {
  const stranger = await shop.ask('/products/cup')
  assert.equal(stranger.headers.get('cache-control'), 'public, max-age=0, s-maxage=30')
  assert.equal(stranger.headers.get('vary'), 'Accept-Encoding, Cookie')
  const known = await shop.ask('/products/cup', { headers: { cookie: 'a=b' } })
  assert.match(known.headers.get('cache-control') ?? '', /private/)
})

test('only our own host is answered; probes may come by any name', async () => {
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    assert.equal((await shop.ask('/', { headers: { host } })).status, 200, host)
  }
  for (const host of ['evil.example', 'localhost:3001', 'localhost', 'e"vil', 'localhost:3000, evil.example']) {
    const response = await shop.ask('/es/cart', { headers: { host } })
    assert.equal(response.status, 421, host)
    assert.match(await response.text(), /Esta tienda responde en http:\/\/localhost:3000/)
    for (const probe of ['/healthz', '/readyz'])
      assert.equal((await shop.ask(probe, { headers: { host } })).status, 200)
  }
})

test('an address in another site’s name builds no link: pages only have paths, and the base URL', async () => {
  const response = await shop.ask('http://evil.example/', { headers: { host: 'localhost:3000' } })
  assert.doesNotMatch(await response.text(), /evil\.example/)
})

test('HEAD is answered like GET, without a body', async () => {
  for (const path of ['/', '/products/cup', '/nope', '/healthz']) {
    const [get, head] = [await shop.ask(path), await shop.ask(path, { method: 'HEAD' })]
    assert.equal(head.status, get.status, path)
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'))
    assert.equal(await head.text(), '')
  }
})

test('methods the shop does not know are refused, and change nothing', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY']) {
    const response = await shop.ask('/cart', { method })
    assert.equal(response.status, 405, method)
    assert.match(response.headers.get('allow') ?? '', /GET, HEAD/)
  }
  for (const path of ['/', '/products/cup', '/nope']) {
    assert.equal((await shop.ask(path, { method: 'POST' })).status, 404, path)
  }
})

test('a slash too many is taken off, with what follows it, and never leads elsewhere', async () => {
  const response = await shop.ask('/es/products/cup/?variant=1')
  assert.equal(response.status, 308)
  assert.equal(response.headers.get('location'), '/es/products/cup?variant=1')
  assert.equal((await shop.ask('http://localhost//evil.example/')).status, 404)
})

test('broken percent signs, control characters and climbing paths are not found, and no failure of ours', async () => {
  for (const path of [
    '/%',
    '/%E0%A4%A',
    '/products/%ff%fe',
    '/%00',
    '/..%2f..%2fetc/passwd',
    '/assets/..%2fserver.ts',
  ]) {
    assert.equal((await shop.ask(path)).status, 404, path)
  }
})

test('a notice in the address shows our sentence and no other', async () => {
  assert.match(await shop.page('/?notice=ended'), /role="alert">Your visit had ended/)
  assert.match(await shop.page('/es?notice=ended'), /role="alert">Tu visita había terminado/)
  assert.doesNotMatch(await shop.page('/?notice=You+won'), /You won|role="alert"/)
})

test('a handler that breaks is a page with a reference, and the log knows the reference and the place', async () => {
  const broken = await openWebShop({
    changed: ({ catalogue }) => ({
      catalogue: { ...catalogue, productByHandle: () => Promise.reject(new Error('the shelf fell down')) },
    }),
  })
  const response = await broken.ask('/es/products/cup?card=4111111111111111', {
    headers: { cookie: 'a=secret-cookie' },
  })
  const page = await response.text()
  assert.equal(response.status, 500)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.match(response.headers.get('content-security-policy') ?? '', POLICY)
  assert.match(page, /Algo ha fallado por nuestra parte/)
  assert.doesNotMatch(page, /shelf/)

  const lines = broken.logLines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const failure = lines.find(({ level }) => level === 'error')
  assert.ok(page.includes(String(failure?.['requestId'])))
  assert.match(JSON.stringify(failure), /the shelf fell down.*app\.test\.ts/)
  assert.equal(lines.find(({ msg }) => msg === 'request')?.['requestId'], failure?.['requestId'])
  await broken.close()
})

test('an outage of the session store: the cart asks to come again, the catalogue is shown, strangers do not notice it', async () => {
  const down = await openWebShop({
    aroundStore: (store) => ({ ...store, load: () => Promise.reject(new StoreUnavailable('The store is away.')) }),
  })
  const cookie = FORGED
  const response = await down.ask('/es/cart', { headers: { cookie } })
  assert.equal(response.status, 503)
  assert.equal(response.headers.get('retry-after'), '2')
  assert.equal(response.headers.get('set-cookie'), null)
  assert.match(await response.text(), /Ahora mismo no podemos responder/)
  const script = await down.ask('/cart.js', { headers: { cookie } })
  assert.equal(script.status, 503)
  assert.equal(((await script.json()) as { code: string }).code, 'session/unavailable')
  for (const path of ['/es', '/es/products/cup', '/es/search?q=cup', '/es/legal/privacy']) {
    const shown = await down.ask(path, { headers: { cookie } })
    assert.equal(shown.status, 200, path)
    assert.equal(shown.headers.get('set-cookie'), null)
    assert.equal(shown.headers.get('cache-control'), 'no-store')
    assert.match(await shown.text(), /role="alert">Ahora mismo no podemos mirar en tu carrito/)
    assert.doesNotMatch(await down.page(path), /no podemos/)
  }
  assert.equal((await down.ask('/readyz')).status, 503)
  assert.equal((await down.ask('/healthz')).status, 200)
  assert.match(down.logLines.join(''), /The store is away/)
  assert.doesNotMatch(down.logLines.join(''), /BBBBBB/)
  await down.close()
})

test('the log has one line a request: method, path, status, time; no query, cookie, body or agent', async () => {
  const quiet = await openWebShop()
  await quiet.ask('/cart/add?token=secret-query', {
    method: 'POST',
    headers: {
      cookie: '__Host-comanda-shop=secret-cookie',
      authorization: 'secret-authorization',
      'user-agent': 'secret-agent',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    body: 'id=1&quantity=secret-body',
  })
  await quiet.ask('/%0d%0a{"level":"fatal"}')
  await quiet.ask('/healthz')
  const lines = quiet.logLines.map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.equal(lines.length, 2)
  assert.deepEqual(Object.keys(lines[0] ?? {}).sort(), [
    'level',
    'method',
    'milliseconds',
    'msg',
    'path',
    'requestId',
    'status',
    'time',
  ])
  assert.equal(lines[0]?.['path'], '/cart/add')
  assert.doesNotMatch(quiet.logLines.join(''), /secret/)
  await quiet.close()
})

test('while the shop stops it lives and is not ready', async () => {
  const stopping = await openWebShop()
  stopping.shop.readiness.stop()
  assert.equal((await stopping.ask('/healthz')).status, 200)
  const ready = await stopping.ask('/readyz')
  assert.equal(ready.status, 503)
  assert.deepEqual(await ready.json(), { status: 'stopping' })
  await stopping.close()
})
