import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type CartShop, openCartShop } from '../cart/testing/cart-shop.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

/** An answer as it came over the wire, which `fetch` would hand over decoded. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const asked = request(new URL(path, shop.baseUrl), { headers, method, agent: false })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

async function stylePath(): Promise<string> {
  const { body } = await ask('/')
  return /href="(\/assets\/shop\.[^"]+)"/.exec(body.toString())?.[1] ?? ''
}

test('pages and files come over the wire compressed as asked, whole, and with their length', async () => {
  for (const path of ['/', '/es', await stylePath(), '/sitemaps/pages.xml', '/legal/privacy']) {
    const plain = await ask(path)
    assert.equal(plain.headers['content-encoding'], undefined)
    assert.equal(Number(plain.headers['content-length']), plain.body.length)
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const { headers, body } = await ask(path, { 'accept-encoding': encoding })
      assert.equal(headers['content-encoding'], encoding, path)
      assert.equal(Number(headers['content-length']), body.length)
      assert.ok(body.length < plain.body.length * 0.6, `${path} as ${encoding}`)
      assert.ok(decode(body).equals(plain.body), `${path} as ${encoding}`)
      assert.match(String(headers.vary), /Accept-Encoding/)
      assert.equal(headers.etag, plain.headers.etag)
    }
  }
})

test('HEAD has the headers of GET, and no body', async () => {
  for (const path of ['/', await stylePath()]) {
    for (const headers of [{ 'accept-encoding': 'br' }, { 'accept-encoding': 'identity' }]) {
      const [get, head] = [await ask(path, headers), await ask(path, headers, 'HEAD')]
      assert.equal(head.body.length, 0)
      for (const name of ['content-length', 'content-encoding', 'content-type', 'etag', 'vary', 'cache-control'])
        assert.equal(head.headers[name], get.headers[name], `${path}: ${name}`)
    }
  }
})

test('who has the page already is told so in a few bytes, and is asked to ask again', async () => {
  for (const path of ['/', '/products/blue-cup', await stylePath()]) {
    const { headers, status } = await ask(path, { 'accept-encoding': 'br' })
    assert.equal(status, 200)
    const again = await ask(path, { 'accept-encoding': 'gzip', 'if-none-match': `"x", ${headers.etag}` })
    assert.equal(again.status, 304, path)
    assert.equal(again.body.length, 0)
    for (const name of ['etag', 'cache-control', 'vary']) assert.equal(again.headers[name], headers[name], name)
    assert.equal((await ask(path, { 'if-none-match': '"another"' })).status, 200)
  }
})

test('a visitor’s own page is compressed too, is nobody else’s, and is sent anew each time', async () => {
  const visitor = shop.newVisitor()
  await visitor.postForm('/cart/add', { id: 1, quantity: 1 })
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const stranger = await ask('/products/blue-cup')
  const own = await ask('/products/blue-cup', {
    cookie,
    'accept-encoding': 'br',
    'if-none-match': String(stranger.headers.etag),
  })
  assert.equal(own.status, 200)
  assert.equal(own.headers.etag, undefined)
  assert.match(String(own.headers['cache-control']), /private/)
  const page = brotliDecompressSync(own.body).toString()
  assert.match(page, /name="csrf_token" value="[^"]+"/)
  const after = await ask('/products/blue-cup', { 'accept-encoding': 'br' })
  assert.ok(brotliDecompressSync(after.body).equals(stranger.body))
  assert.equal((await ask('/cart', { cookie, 'accept-encoding': 'br' })).headers['content-encoding'], undefined)
})
