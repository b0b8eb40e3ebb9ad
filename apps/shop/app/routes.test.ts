import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuMillisecondsOf } from '@comanda/test-kit/cpu'
import { inLanguage, LANGUAGES, languageOf, prefixOf, routes, withoutSlashAtEnd, withQuery } from './routes.ts'

test('links are built from names, in each language', () => {
  assert.equal(routes.home.path('en'), '/')
  assert.equal(routes.home.path('es'), '/es')
  assert.equal(routes.cart.path('en'), '/cart')
  assert.equal(routes.cart.path('es'), '/es/cart')
  assert.equal(routes.cartAddJs.path('es'), '/es/cart/add.js')
  assert.equal(routes.product.path('es', { handle: 'olive-bowl' }), '/es/products/olive-bowl')
  assert.equal(routes.healthz.path(), '/healthz')
})

test('a parameter cannot leave its place: slashes, queries, quotes and other letters are encoded', () => {
  assert.equal(routes.product.path('en', { handle: 'a/b?c=d#e&f%g' }), '/products/a%2Fb%3Fc%3Dd%23e%26f%25g')
  assert.equal(routes.product.path('en', { handle: 'té "verde"' }), '/products/t%C3%A9%20%22verde%22')
  assert.equal(routes.product.path('en', { handle: '$&' }), '/products/%24%26')
})

test('a parameter that browsers would read as another folder, or none at all, is a mistake', () => {
  for (const handle of ['', '.', '..']) assert.throws(() => routes.product.path('en', { handle }), TypeError)
})

test('no two routes have the same pattern', () => {
  const patterns = Object.values(routes).map(({ pattern }) => pattern)
  assert.equal(new Set(patterns).size, patterns.length)
})

test('the language of an address is told by its prefix alone', () => {
  for (const language of LANGUAGES) {
    for (const route of [routes.home, routes.cart, routes.cartJs])
      assert.equal(languageOf(route.path(language)), language)
    assert.equal(languageOf(`${prefixOf(language)}/?a=1`), language)
  }
  assert.equal(languageOf('/es?a=1'), 'es')
  assert.equal(languageOf('/especial'), 'en')
  assert.equal(languageOf('/en/cart'), 'en')
  assert.equal(languageOf('/ES/cart'), 'en')
  assert.equal(languageOf(''), 'en')
})

test('a page has its counterpart in each language, with its query', () => {
  for (const [english, spanish] of [
    ['/', '/es'],
    ['/?after=3', '/es?after=3'],
    ['/cart', '/es/cart'],
    ['/products/es?variant=1#top', '/es/products/es?variant=1#top'],
    ['/especial', '/es/especial'],
  ] as const) {
    assert.equal(inLanguage(english, 'es'), spanish)
    assert.equal(inLanguage(spanish, 'en'), english)
    for (const language of LANGUAGES)
      assert.equal(inLanguage(inLanguage(english, language), language), inLanguage(english, language))
  }
})

test('a query is added to what is there, and encoded', () => {
  assert.equal(withQuery('/cart', {}), '/cart')
  assert.equal(withQuery('/cart', { a: null }), '/cart')
  assert.equal(withQuery('/cart', { after: 12, q: 'a&b=c' }), '/cart?after=12&q=a%26b%3Dc')
  assert.equal(withQuery('/cart?after=1&x=y', { after: 2 }), '/cart?after=2&x=y')
  assert.equal(withQuery('/cart?q=a?b', { c: 1 }), '/cart?q=a%3Fb&c=1')
})

test('a slash at the end is taken off, and never leads to another host', () => {
  assert.equal(withoutSlashAtEnd('/cart/'), '/cart')
  assert.equal(withoutSlashAtEnd('/cart///?a=/'), '/cart?a=/')
  assert.equal(withoutSlashAtEnd('/es/'), '/es')
  for (const path of ['/', '/cart', '/?a=/', '//', '//elsewhere.example/', '/\\elsewhere.example/']) {
    assert.equal(withoutSlashAtEnd(path), null, path)
  }
})

test('a path of many slashes is read in no time (denial of service)', () => {
  const path = `/a${'/'.repeat(50_000)}b${'/'.repeat(50_000)}`
  assert.ok(cpuMillisecondsOf(() => withoutSlashAtEnd(path)) < 100)
})
