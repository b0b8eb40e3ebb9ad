import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addWare } from '../catalogue/listing/testing/wares.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop({ goods: [] })
  const { db } = shop.shop
  await addWare(db, { title: 'Terracotta dish', es: 'Plato de terracota', description: 'Bake, serve, repeat.' })
  await addWare(db, { title: 'Blue mug', es: 'Taza azul', description: 'Holds tea. Made of terracotta, not of linen.' })
  await addWare(db, {
    title: 'Linen towel',
    es: 'Paño de lino',
    description: '<script>alert(1)</script> dries all',
    collections: ['kitchen'],
    options: { Colour: 'Color' },
    variants: [
      { values: ['Sand'], valuesEs: ['Arena'], priceMinor: 900 },
      { values: ['Blue'], valuesEs: ['Azul'], priceMinor: 950 },
    ],
  })
  await addWare(db, { title: 'Secret mug', status: 'draft' })
})
after(() => shop.close())

/** The titles of the cards on a page, in their order. */
function cards(page: string): string[] {
  const titles = [...page.matchAll(/<h2[^>]*><a href="[^"]*">(.*?)<\/a><\/h2>/g)]
  return titles.map(([, title = '']) => title.replace(/<\/?mark>/g, ''))
}

async function search(query: string, language: '' | '/es' = ''): Promise<string> {
  return shop.page(`${language}/search?${query}`)
}

test('a title counts more than a description', async () => {
  const page = await search('q=terracotta')
  assert.deepEqual(cards(page), ['Terracotta dish', 'Blue mug'])
  assert.match(page, /<a [^>]*><mark>Terracotta<\/mark> dish<\/a>/)
  assert.match(page, /<p class="excerpt">Holds tea\. Made of <mark>terracotta<\/mark>, not of linen\.<\/p>/)
  assert.match(page, /<p class="found">2 products<\/p>/)
})

test('accents, case and beginnings are forgiven', async () => {
  assert.deepEqual(cards(await search('q=TERRAC')), ['Terracotta dish', 'Blue mug'])
  for (const q of ['paño', 'PANO', 'pan%CC%83o'])
    assert.deepEqual(cards(await search(`q=${q}`, '/es')), ['Paño de lino'], q)
})

test('option values are found in the language of the page', async () => {
  assert.deepEqual(cards(await search('q=arena', '/es')), ['Paño de lino'])
  assert.match(await search('q=arena'), /Nothing was found for “arena”/)
  assert.deepEqual(cards(await search('q=blue')), ['Blue mug', 'Linen towel'])
})

test('a typing mistake is corrected, and the page says so', async () => {
  const page = await search('q=teracota+dsih')
  assert.deepEqual(cards(page), ['Terracotta dish'])
  assert.match(
    page,
    /Nothing was found for “teracota dsih”\. Showing results for <a href="\/search\?q=terracotta\+dish">terracotta dish<\/a>\./,
  )
  assert.match(await search('q=tasa', '/es'), /Mostramos resultados para <a [^>]*>taza<\/a>/)
})

test('where nothing is found, words that would find something, collections and new products help on', async () => {
  const page = await search('q=linen+dish+zzzzzz')
  assert.match(page, /Nothing was found for “linen dish zzzzzz”/)
  assert.match(page, /<a href="\/search\?q=linen">linen<\/a>[\s\S]*<a href="\/search\?q=dish">dish<\/a>/)
  assert.match(page, /<a href="\/collections\/kitchen">kitchen<\/a>/)
  assert.deepEqual(cards(page), ['Linen towel', 'Blue mug', 'Terracotta dish'])
  assert.doesNotMatch(page, /q=zzzzzz">/)
})

test('an empty search has a hint', async () => {
  for (const query of ['', 'q=', 'q=%20', 'q=%22-*']) {
    assert.match(await search(query), /Type what you are looking for/, query)
  }
  assert.match(await search('', '/es'), /<h1>Buscar<\/h1>/)
})

test('results are filtered and sorted like any listing', async () => {
  assert.deepEqual(cards(await search('q=blue&sort=price-up')), ['Linen towel', 'Blue mug'])
  const page = await search('q=blue&option.colour=sand')
  assert.deepEqual(cards(page), ['Linen towel'])
  assert.match(page, /<input type="hidden" name="q" value="blue">/)
  assert.match(page, /href="\/search\?q=blue" aria-label="Remove the filter Colour: Sand"/)
  assert.match(page, /<a href="\/search\?q=blue&amp;option.colour=sand" aria-current="true">Best match<\/a>/)
})

test('what is looked for stays in the field and goes along to the other language', async () => {
  const page = await search('q=blue+mug&sort=name')
  assert.match(page, /id="search-page" name="q" value="blue mug"/)
  assert.match(page, /name="page" value="\/es\/search\?q=blue\+mug&amp;sort=name"/)
  assert.match(page, /<meta name="robots" content="noindex, follow">/)
})

test('what is no product on sale is not found', async () => {
  assert.deepEqual(cards(await search('q=secret')), ['Linen towel', 'Blue mug', 'Terracotta dish'])
})

test('markup in a search or in a text is text (cross-site scripting)', async () => {
  const page = await search(`q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  assert.doesNotMatch(page, /<script>alert|"><script/)
  assert.match(await search('q=script'), /&lt;<mark>script<\/mark>&gt;alert/)
})

const HOSTILE = [
  'mug" OR "towel',
  'title:mug',
  'NEAR(mug towel)',
  'mug* -towel',
  "mug'); drop table product;--",
  "mug' | 'towel",
  '\0',
  '\ud800',
  '𝒷'.repeat(300),
  'a '.repeat(5_000),
  '(((((((((',
  '%'.repeat(100),
  '{title}:mug',
]

test('operators of a database are words to look for, never commands, and no text is an error (injection)', async () => {
  for (const text of HOSTILE) {
    const { status } = await shop.ask(`/search?q=${encodeURIComponent(text.toWellFormed())}`)
    assert.equal(status, 200, text.slice(0, 30))
  }
  assert.deepEqual(
    cards(await search(`q=${encodeURIComponent('mug" OR "towel')}`)).length,
    3,
    'the help, not two results',
  )
  assert.equal((await shop.ask('/search?q=%ff%fe&sort=%00&after=1.1')).status, 200)
})

test('a stranger who searches costs no call of the session store and gets no cookie', async () => {
  const before = shop.storeCalls.total
  const response = await shop.ask('/search?q=mug')
  assert.equal(shop.storeCalls.total, before)
  assert.equal(response.headers.get('set-cookie'), null)
})
