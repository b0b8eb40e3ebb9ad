import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RANGE } from '../testing/range.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { PART_PRODUCTS } from './listed-products.ts'

const BASE = 'http://localhost:3000'

let shop: WebShop
before(async () => {
  shop = await openWebShop({ goods: RANGE })
})
after(() => shop.close())

/** What stands between tags of a name. */
function within(tag: string, xml: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) => text)
}

async function partsOf(site: WebShop): Promise<string[]> {
  return within('loc', await site.page('/sitemap.xml')).map((address) => address.slice(BASE.length))
}

test('the map names each product on sale once in each language, with where it is in the others', async () => {
  const parts = await partsOf(shop)
  assert.deepEqual(parts, ['/sitemaps/pages.xml', '/sitemaps/products-0.xml'])
  const products = await shop.page('/sitemaps/products-0.xml')
  const handles = ['cup', 'plate', 'bowl', 'shirt', 'towel', 'attack']
  assert.deepEqual(
    within('loc', products),
    handles.flatMap((handle) => [`${BASE}/products/${handle}`, `${BASE}/es/products/${handle}`]),
  )
  const entry = /<url><loc>http:\/\/localhost:3000\/es\/products\/cup<\/loc>.*<\/url>/.exec(products)?.[0] ?? ''
  assert.match(entry, /<lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/)
  for (const [hreflang, path] of [
    ['en', '/products/cup'],
    ['es', '/es/products/cup'],
    ['x-default', '/products/cup'],
  ] as const) {
    assert.ok(entry.includes(`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${BASE}${path}"/>`), hreflang)
  }
})

test('every address in the map is a page that says it is the one to name', async () => {
  const { db } = shop.shop
  await db
    .insertInto('collection')
    .values({ handle: 'table & more', title: 'Table', description: '', position: 1 })
    .execute()
  assert.match(
    await shop.page('/sitemaps/pages.xml'),
    /<loc>http:\/\/localhost:3000\/es\/collections\/table%20%26%20more<\/loc>/,
  )
  for (const part of await partsOf(shop)) {
    for (const address of within('loc', await shop.page(part))) {
      assert.ok(
        (await shop.page(address.slice(BASE.length))).includes(`<link rel="canonical" href="${address}">`),
        address,
      )
    }
  }
})

test('a part that there is not is not found, and no number makes one', async () => {
  for (const part of ['products-1.xml', 'products-00.xml', 'products--1.xml', 'products-99999999999.xml', 'x.xml']) {
    assert.equal((await shop.ask(`/sitemaps/${part}`)).status, 404, part)
  }
})

test('a map of many products is in parts, each of them far below what search engines take', async () => {
  const { db } = shop.shop
  const now = new Date(0).toISOString()
  const many = Array.from({ length: 50 }, (_, at) => ({ handle: `far-${at}`, id: PART_PRODUCTS * 50 + at }))
  const common = {
    title: 'T',
    description: '',
    vendor: '',
    product_type: '',
    tags: '',
    status: 'active',
    published: 1,
  } as const
  await db
    .insertInto('product')
    .values(many.map((one) => ({ ...one, ...common, created_at: now, updated_at: now })))
    .execute()
  assert.deepEqual(await partsOf(shop), [
    '/sitemaps/pages.xml',
    '/sitemaps/products-0.xml',
    '/sitemaps/products-50.xml',
  ])
  const part = await shop.page('/sitemaps/products-50.xml')
  assert.equal(within('loc', part).length, 100)
  const wholePartBytes = (part.length / many.length) * PART_PRODUCTS
  assert.ok(PART_PRODUCTS * 2 <= 50_000 && wholePartBytes < 5_000_000, `${wholePartBytes} bytes`)
})

test('crawlers are kept out of carts and searches, and told where the map is', async () => {
  const response = await shop.ask('/robots.txt')
  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  const text = await response.text()
  for (const path of ['/cart', '/es/cart', '/search', '/es/search', '/language'])
    assert.match(text, new RegExp(`^Disallow: ${path}$`, 'm'))
  assert.match(text, /^Sitemap: http:\/\/localhost:3000\/sitemap\.xml$/m)
  assert.doesNotMatch(text, /Disallow: \/$/m)
})

test('the manifest names icons that are there, of the measures it says', async () => {
  const response = await shop.ask('/manifest.webmanifest')
  assert.match(response.headers.get('content-type') ?? '', /^application\/manifest\+json/)
  const { name, icons } = (await response.json()) as {
    name: string
    icons: { src: string; sizes: string; purpose: string }[]
  }
  assert.equal(name, 'Tea & Co')
  assert.ok(icons.some(({ purpose }) => purpose === 'maskable'))
  for (const { src, sizes } of icons) {
    const icon = await shop.ask(src)
    assert.equal(icon.headers.get('content-type'), 'image/png')
    const view = new DataView(await icon.arrayBuffer())
    assert.equal(`${view.getUint32(16)}x${view.getUint32(20)}`, sizes)
  }
})

test('what is for machines is the same for all, may be kept a while, and costs no call of the session store', async () => {
  const before = shop.storeCalls.total
  for (const path of ['/sitemap.xml', '/sitemaps/products-0.xml', '/robots.txt', '/manifest.webmanifest']) {
    const response = await shop.ask(path, { headers: { cookie: '__Host-comanda-shop=x' } })
    assert.match(response.headers.get('cache-control') ?? '', /^public, max-age=\d+$/, path)
    const etag = response.headers.get('etag') ?? ''
    assert.equal((await shop.ask(path, { headers: { 'if-none-match': etag } })).status, 304, path)
  }
  assert.equal(shop.storeCalls.total, before)
})
