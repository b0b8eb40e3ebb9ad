import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RANGE } from '../testing/range.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { GROUND } from './colours.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop({ goods: RANGE, env: { BASE_URL: 'http://localhost:3000', SHOP_NAME: 'Tea & "Co"' } })
})
after(() => shop.close())

/** What the metas and links of a page say, by their name. */
function saidIn(page: string): ReadonlyMap<string, string> {
  const metas = page.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)
  const links = page.matchAll(/<link rel="([^"]+)"(?: hreflang="([^"]+)")? href="([^"]*)">/g)
  return new Map([
    ...[...metas].map(([, name = '', content = '']) => [name, content] as const),
    ...[...links].map(([, rel, hreflang, href = '']) => [[rel, hreflang].filter(Boolean).join(' '), href] as const),
  ])
}

function dataOf(page: string): Record<string, unknown>[] {
  const blocks = page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)
  return [...blocks].map(([, json = '']) => JSON.parse(json) as Record<string, unknown>)
}

test('a page says which of its addresses is the one, and where it is in each language', async () => {
  for (const path of ['/es/products/shirt', '/es/products/shirt?variant=4&utm_source=x']) {
    const said = saidIn(await shop.page(path))
    assert.equal(said.get('canonical'), 'http://localhost:3000/es/products/shirt')
    assert.equal(said.get('alternate es'), 'http://localhost:3000/es/products/shirt')
    assert.equal(said.get('alternate en'), 'http://localhost:3000/products/shirt')
    assert.equal(said.get('alternate x-default'), 'http://localhost:3000/products/shirt')
    assert.equal(said.has('robots'), false)
  }
})

test('carts, later pages of lists and what is not there are in no search engine', async () => {
  for (const [path, status] of [
    ['/cart', 200],
    ['/es/cart', 200],
    ['/?after=1', 200],
    ['/search?q=cup', 200],
    ['/?sort=newest', 200],
    ['/nope', 404],
  ] as const) {
    const said = saidIn(await shop.page(path, status))
    assert.equal(said.get('robots'), 'noindex, follow', path)
    assert.equal(said.has('canonical'), false, path)
    assert.equal(said.has('og:title'), false, path)
  }
})

test('who shares a product shows its name, its words and its price', async () => {
  const said = saidIn(await shop.page('/es/products/shirt'))
  assert.equal(said.get('og:type'), 'product')
  assert.equal(said.get('og:title'), 'Shirt')
  assert.equal(said.get('og:site_name'), 'Tea &amp; &quot;Co&quot;')
  assert.equal(said.get('og:locale'), 'es_ES')
  assert.equal(said.get('og:locale:alternate'), 'en_US')
  assert.equal(said.get('og:url'), 'http://localhost:3000/es/products/shirt')
  assert.equal(said.get('product:price:amount'), '15.00')
  assert.equal(said.get('product:price:currency'), 'EUR')
  assert.equal(said.get('twitter:card'), 'summary')
})

test('a product is told to machines with an offer for each variant, and the way to it', async () => {
  const [product, way] = dataOf(await shop.page('/products/shirt'))
  assert.equal(product?.['@type'], 'Product')
  assert.equal(product?.['name'], 'Shirt')
  const offers = product?.['offers'] as Record<string, string>[]
  assert.deepEqual(
    offers.map(({ name, price, priceCurrency, availability }) => [name, price, priceCurrency, availability]),
    [
      ['S', '15.00', 'EUR', 'https://schema.org/OutOfStock'],
      ['M', '15.00', 'EUR', 'https://schema.org/InStock'],
      ['L', '18.00', 'EUR', 'https://schema.org/InStock'],
    ],
  )
  assert.match(offers[0]?.['url'] ?? '', /^http:\/\/localhost:3000\/products\/shirt\?variant=\d+$/)
  assert.equal(way?.['@type'], 'BreadcrumbList')
  const [cup] = dataOf(await shop.page('/products/cup'))
  assert.deepEqual(cup?.['brand'], { '@type': 'Brand', name: 'Taller' })
})

test('a product with a name that would like to be a script stays a text in the data', async () => {
  const page = await shop.page('/products/attack')
  const [product] = dataOf(page)
  assert.equal(product?.['name'], '"><script>alert(1)</script>')
  assert.doesNotMatch(page.replaceAll(/<script type="(application\/ld\+json"|module" src="[^"]*")>/g, ''), /<script/)
})

test('the front page says whose shop it is, in each language', async () => {
  for (const [path, url] of [
    ['/', 'http://localhost:3000/'],
    ['/es', 'http://localhost:3000/es'],
  ] as const) {
    const [data] = dataOf(await shop.page(path))
    const graph = data?.['@graph'] as Record<string, unknown>[]
    assert.deepEqual(
      graph.map((one) => one['@type']),
      ['Organization', 'WebSite'],
    )
    assert.equal(graph[1]?.['url'], url)
    assert.equal(graph[0]?.['name'], 'Tea & "Co"')
    const action = graph[1]?.['potentialAction'] as { target: { urlTemplate: string } }
    assert.equal(action.target.urlTemplate, `${url.replace(/\/$/, '')}/search?q={words}`)
  }
})

test('browsers colour their frame like the page’s ground, by day and by night', async () => {
  const style = new TextDecoder().decode(shop.shop.assets.file('shop.css').body)
  for (const colour of Object.values(GROUND)) assert.ok(style.includes(colour), colour)
  const page = await shop.page('/')
  assert.match(page, new RegExp(`media="\\(prefers-color-scheme: dark\\)" content="${GROUND.dark}"`))
})

test('who shares a product with pictures shows the first one, and machines are told of all', async () => {
  const { db } = shop.shop
  const key = 'a'.repeat(32)
  const { id } = await db.selectFrom('product').select('id').where('handle', '=', 'cup').executeTakeFirstOrThrow()
  assert.equal(saidIn(await shop.page('/products/cup')).has('og:image'), false)
  await db
    .insertInto('picture')
    .values({ key, width: 1_000, height: 800, taken_at: new Date(0).toISOString() })
    .execute()
  await db
    .insertInto('image')
    .values({ product_id: id, position: 1, source: 'cup.jpg', alt: 'A "blue" cup', picture_key: key })
    .execute()
  const page = await shop.page('/products/cup')
  const said = saidIn(page)
  const href = `http://localhost:3000/media/${key}-1000.jpg`
  assert.equal(said.get('og:image'), href)
  assert.equal(said.get('og:image:width'), '1000')
  assert.equal(said.get('og:image:height'), '800')
  assert.equal(said.get('og:image:alt'), 'A &quot;blue&quot; cup')
  assert.equal(said.get('twitter:card'), 'summary_large_image')
  assert.deepEqual(dataOf(page)[0]?.['image'], [href])
})
