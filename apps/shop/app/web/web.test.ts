import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { html, type Reply, withCookies } from 'comanda/http'
import { createCompressor } from './compressor.ts'
import { createEdge } from './edge.ts'
import { preferredEncoding } from './encoding.ts'
import { isKnown, weakEtagOf } from './etag.ts'
import { parsePreferences } from './preferences.ts'

const SHARED = { 'cache-control': 'public, max-age=0, s-maxage=30', vary: 'Cookie' }
const TEXT = '<p>One of many lines.</p>\n'.repeat(100)

function asking(headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return { method, header: (name: string) => headers[name] }
}

function textOf({ body, headers }: Reply): string {
  assert.ok(body instanceof Uint8Array)
  assert.equal(headers['content-length'], String(body.length))
  const encoding = headers['content-encoding']
  const bytes = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  return new TextDecoder().decode(bytes)
}

const edge = createEdge(createCompressor())

test('wishes are read by their weight, and what is none is left out (RFC 9110, 12.4.2)', () => {
  const values = (header: string) => parsePreferences(header).map(({ value, quality }) => `${value} ${quality}`)
  assert.deepEqual(values('es-MX, en;q=0.5 , *;q=0.1'), ['es-mx 1', 'en 0.5', '* 0.1'])
  assert.deepEqual(values('a;q=0.2,b;q=0.3,c;Q=0.2'), ['b 0.3', 'a 0.2', 'c 0.2'])
  for (const none of ['', ',', 'a;q=2', 'a;q=0.1234', 'a;q=-1', 'a;q=', 'a b c;q', '"a"', `${'a,'.repeat(501)}`]) {
    assert.deepEqual(
      values(none).filter((one) => !one.startsWith('abc')),
      [],
      none,
    )
  }
})

test('the encoding is one the client takes, and the better one if it takes both', () => {
  for (const [header, encoding] of [
    [undefined, 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0, gzip', 'gzip'],
    ['identity, br;q=0.5', 'identity'],
    ['identity;q=0', 'identity'],
    ['deflate', 'identity'],
  ] as const) {
    assert.equal(preferredEncoding(header, 'smallest'), encoding, String(header))
  }
  assert.equal(preferredEncoding('br, gzip', 'quickest'), 'gzip')
  assert.equal(preferredEncoding('br, gzip;q=0.5', 'quickest'), 'br')
})

test('a validator is compared without regard to its weakness, in a list too', () => {
  const etag = weakEtagOf(TEXT)
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) assert.equal(isKnown(known, etag), true, known)
  for (const unknown of [undefined, '', '"other"', etag.slice(0, -2), `${'"a",'.repeat(600)}${etag}`])
    assert.equal(isKnown(unknown, etag), false)
})

test('a page for strangers has a validator, travels small, and is not sent twice', () => {
  const reply = html(TEXT, 200, SHARED)
  const encodings = ['identity', 'gzip', 'br'].map((encoding) =>
    edge.page(asking({ 'accept-encoding': encoding }), reply),
  )
  for (const one of encodings) {
    assert.equal(textOf(one), TEXT)
    assert.equal(one.headers['vary'], 'Cookie, Accept-Encoding')
  }
  const etag = encodings[0]?.headers['etag'] ?? ''
  assert.deepEqual(new Set(encodings.map(({ headers }) => headers['etag'])), new Set([weakEtagOf(TEXT)]))
  const again = edge.page(asking({ 'if-none-match': etag, 'accept-encoding': 'br' }, 'HEAD'), reply)
  assert.deepEqual(again, { status: 304, body: null, headers: { ...SHARED, etag, vary: 'Cookie, Accept-Encoding' } })
})

test('who sends a cookie gets no validator, and nothing of their page is remembered for others', () => {
  const known = edge.page(
    asking({ cookie: 'a=b', 'accept-encoding': 'br', 'if-none-match': weakEtagOf(TEXT) }),
    html(TEXT, 200, SHARED),
  )
  assert.equal(known.headers['etag'], undefined)
  assert.equal(textOf(known), TEXT)
  const withCookie = edge.page(asking({ 'if-none-match': '*' }), withCookies(html(TEXT, 200, SHARED), 'a=b'))
  assert.equal(withCookie.status, 200)
})

test('what is not to be stored is not compressed either: its length would tell what is in it (BREACH)', () => {
  const secret = edge.page(
    asking({ 'accept-encoding': 'br', cookie: 'a=b' }),
    html(TEXT, 200, { 'cache-control': 'private, no-store' }),
  )
  assert.equal(secret.headers['content-encoding'], undefined)
  assert.equal(secret.headers['vary'], undefined)
})

test('short texts, pictures, what is compressed already, forms, redirects and errors are left as they are', () => {
  const wants = { 'accept-encoding': 'br' }
  const picture = { status: 200, body: new Uint8Array(5_000), headers: { ...SHARED, 'content-type': 'image/png' } }
  for (const reply of [html('short', 200, SHARED), picture])
    assert.equal(edge.page(asking(wants), reply).headers['content-encoding'], undefined)
  const done = html(TEXT, 200, { 'content-encoding': 'zstd' })
  assert.equal(edge.page(asking(wants), done), done)
  const failed = html(TEXT, 503, SHARED)
  assert.equal(edge.page(asking(wants), failed), failed)
  const posted = html(TEXT, 200, SHARED)
  assert.equal(edge.page(asking(wants, 'POST'), posted), posted)
})

test('a file is the same for all: as small as can be, with a validator that is right for each encoding', async () => {
  const file = {
    status: 200,
    body: TEXT,
    headers: { etag: '"abc"', 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public' },
  }
  const sent = await edge.file(asking({ cookie: 'a=b', 'accept-encoding': 'gzip' }), file)
  assert.equal(textOf(sent), TEXT)
  assert.deepEqual([sent.headers['etag'], sent.headers['vary']], ['W/"abc"', 'Accept-Encoding'])
  assert.equal((await edge.file(asking({ 'if-none-match': '"abc"' }), file)).status, 304)
})

test('what is remembered is bounded, and what was asked for last is kept', () => {
  const compressor = createCompressor(100)
  const bytes = (seed: number) =>
    new TextEncoder().encode(Array.from({ length: 30 }, (_, at) => String(at * seed)).join())
  const first = compressor.once(bytes(3), 'gzip', '"1"')
  assert.equal(compressor.once(bytes(3), 'gzip', '"1"'), first)
  for (const seed of [5, 7]) compressor.once(bytes(seed), 'gzip', `"${seed}"`)
  assert.notEqual(compressor.once(bytes(3), 'gzip', '"1"'), first)
})
