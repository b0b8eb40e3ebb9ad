import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { languageAskedFor } from './preference.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop()
})
after(() => shop.close())

const NAME = '__Host-comanda-shop-language'
const SPANIARD = { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' }

function choose(
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return shop.ask('/language', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    body: String(new URLSearchParams(fields)),
  })
}

test('a browser’s wishes find a language of ours, or none', () => {
  for (const [header, language] of [
    ['es', 'es'],
    ['es-419,en;q=0.5', 'es'],
    ['en-GB,es;q=0.9', 'en'],
    ['ca,es;q=0.8,en;q=0.7', 'es'],
    ['es;q=0.1,en;q=0.2', 'en'],
    ['es;q=0', null],
    ['de-DE,*;q=0.5', 'en'],
    ['fr', null],
    ['essential', null],
    ['', null],
  ] as const) {
    assert.equal(languageAskedFor(header), language, header)
  }
})

test('who asks for Spanish and has chosen nothing is sent from the front door to the Spanish one, by nobody’s cache', async () => {
  for (const method of ['GET', 'HEAD']) {
    const response = await shop.ask('/', { method, headers: SPANIARD })
    assert.equal(response.status, 302)
    assert.equal(response.headers.get('location'), '/es')
    assert.equal(response.headers.get('vary'), 'Accept-Language, Cookie')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
    assert.equal(response.headers.get('set-cookie'), null)
  }
})

test('no other address is redirected by what a browser asks for, nor the front door with a query', async () => {
  for (const path of ['/es', '/products/cup', '/cart', '/?after=1', '/?notice=ended']) {
    assert.equal((await shop.ask(path, { headers: SPANIARD })).status, 200, path)
  }
  assert.equal((await shop.ask('/es', { headers: { 'accept-language': 'en' } })).status, 200)
})

test('a link of the shop leads where it says, and no cache gives that page to other Spaniards', async () => {
  for (const inside of [{ 'sec-fetch-site': 'same-origin' }, { referer: 'http://localhost:3000/products/cup' }]) {
    const response = await shop.ask('/', { headers: { ...SPANIARD, ...inside } })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
  }
  const fromElsewhere = await shop.ask('/', { headers: { ...SPANIARD, referer: 'https://search.example/' } })
  assert.equal(fromElsewhere.status, 302)
  const english = await shop.ask('/', { headers: { 'accept-language': 'en' } })
  assert.match(english.headers.get('cache-control') ?? '', /public/)
  assert.equal(english.headers.get('vary'), 'Accept-Language, Accept-Encoding, Cookie')
})

test('a choice is remembered for a year by a cookie nobody else reads, and leads to the same page', async () => {
  const response = await choose({ language: 'es', page: '/products/cup?variant=1' })
  assert.equal(response.status, 303)
  assert.equal(response.headers.get('location'), '/es/products/cup?variant=1')
  assert.equal(
    response.headers.get('set-cookie'),
    `${NAME}=es; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax`,
  )
  const back = await choose({ language: 'en', page: '/es' })
  assert.equal(back.headers.get('location'), '/')
  assert.match(back.headers.get('set-cookie') ?? '', /=en;/)
})

test('a choice goes before what the browser asks for, and costs no call of the session store', async () => {
  const before = shop.storeCalls.total
  const english = await shop.ask('/', { headers: { ...SPANIARD, cookie: `${NAME}=en` } })
  assert.equal(english.status, 200)
  const spanish = await shop.ask('/', { headers: { 'accept-language': 'en', cookie: `${NAME}=es` } })
  assert.equal(spanish.headers.get('location'), '/es')
  const planted = await shop.ask('/', { headers: { cookie: `${NAME}=../evil` } })
  assert.equal(planted.status, 200)
  assert.equal(shop.storeCalls.total, before)
})

test('a choice never leads to another site, and what is no language of ours is refused', async () => {
  for (const page of [
    '//evil.example/',
    'https://evil.example/',
    '/\\evil.example',
    '/.//evil.example',
    '/es//evil.example',
    '',
  ]) {
    const response = await choose({ language: 'en', page })
    const location = response.headers.get('location') ?? ''
    assert.equal(new URL(location, 'http://localhost:3000').host, 'localhost:3000', `${page} led to ${location}`)
  }
  for (const language of ['', 'fr', 'en; Domain=evil']) {
    const response = await choose({ language, page: '/' })
    assert.equal(response.status, 400)
    assert.equal(response.headers.get('set-cookie'), null)
  }
})

test('no other site makes the choice for a visitor', async () => {
  const response = await choose({ language: 'es', page: '/' }, { 'sec-fetch-site': 'cross-site' })
  assert.equal(response.status, 403)
  assert.equal(response.headers.get('set-cookie'), null)
  assert.equal((await shop.ask('/language')).status, 404)
})
