import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWebShop, type WebShop } from '../../testing/web-shop.ts'
import { addWare } from './testing/wares.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop()
  const { db } = shop.shop
  await addWare(db, {
    title: 'Linen shirt',
    es: 'Camisa de lino',
    collections: ['clothes'],
    tags: ['slow-food'],
    options: { Size: 'Talla' },
    variants: [
      { values: ['M'], priceMinor: 2_000 },
      { values: ['L'], priceMinor: 2_000 },
    ],
  })
  await addWare(db, { title: 'Wool hat', collections: ['clothes'] })
  const told = { title: 'Ropa', description: 'Para todos los días.' }
  await db
    .insertInto('collection_translation')
    .values({ collection_id: 1, language: 'es', ...told })
    .execute()
})
after(() => shop.close())

test('a collection has a page in both languages, with its own products', async () => {
  const page = await shop.page('/es/collections/clothes')
  assert.match(page, /<h1>Ropa<\/h1>\s*<p>Para todos los días\.<\/p>/)
  assert.match(page, />Camisa de lino<\/a>/)
  assert.match(page, /<h2 lang="en"><a [^>]*>Wool hat<\/a>/)
  assert.doesNotMatch(page, />Plate<\/a>/)
  assert.match(page, /<p class="found">2 productos<\/p>/)
  assert.match(page, /name="page" value="\/collections\/clothes"/)
  assert.match(await shop.page('/collections/clothes'), /<h1>clothes<\/h1>/)
})

test('a tag has a page; what nobody has is not there', async () => {
  assert.match(await shop.page('/tags/slow-food'), /<h1>Tagged “slow-food”<\/h1>[\s\S]*>Linen shirt<\/a>/)
  for (const path of ['/tags/nothing', '/collections/nothing', '/es/tags/%00', '/collections/%27']) {
    await shop.page(path, 404)
  }
})

test('filters are a form that works without a script, with what is chosen as links to take it off', async () => {
  const page = await shop.page('/es/collections/clothes?option.size=m&from=10&sort=price-up')
  assert.match(
    page,
    /<form method="get" action="\/es\/collections\/clothes">\s*<input type="hidden" name="sort" value="price-up">/,
  )
  assert.match(
    page,
    /<legend>Talla<\/legend>\s*<label class="choice"><input type="checkbox" name="option.size"\s+value="m" checked>/,
  )
  assert.match(page, /name="from" value="10"/)
  assert.match(
    page,
    /href="\/es\/collections\/clothes\?from=10&amp;sort=price-up" aria-label="Quitar el filtro Talla: M"/,
  )
  assert.match(
    page,
    /href="\/es\/collections\/clothes\?option.size=m&amp;sort=price-up" aria-label="Quitar el filtro Desde 10,00\s€"/,
  )
  assert.match(page, /<a class="clear" href="\/es\/collections\/clothes\?sort=price-up">Quitar todos<\/a>/)
  assert.match(page, /<p class="found">1 producto<\/p>/)
  assert.doesNotMatch(page, />Wool hat<\/a>/)
})

test('the order is told, and each other one is a link that keeps the filters', async () => {
  const page = await shop.page('/?sort=price-down&to=18')
  assert.match(page, /<a href="\/\?to=18&amp;sort=price-down" aria-current="true">Price: high to low<\/a>/)
  assert.match(page, /<a href="\/\?to=18">Featured<\/a>/)
  const prices = [...page.matchAll(/class="price">(?:From )?(?:<[^>]*>[^<]*<\/[^>]*>)*(?:<ins[^>]*>)?€([\d.]+)/g)]
  const amounts = prices.map(([, amount]) => Number(amount))
  assert.ok(amounts.length > 3)
  assert.deepEqual(
    amounts,
    amounts.toSorted((a, b) => b - a),
  )
})

test('the other language keeps what is wanted', async () => {
  assert.match(await shop.page('/es?option.size=m&sort=name'), /"[^"]*\/\?option.size=m&amp;sort=name"/)
})

test('what is no price is told beside its field and filters nothing', async () => {
  const page = await shop.page('/?from=%22%3E%3Cscript%3E&to=9')
  assert.match(page, /<details class="filters" open>/)
  assert.match(page, /value="&quot;&gt;&lt;script&gt;"[^>]* aria-invalid="true" aria-describedby="price-from-problem"/)
  assert.match(page, /id="price-from-problem">“&quot;&gt;&lt;script&gt;” is not a price\. Write it like €12\.50\.</)
  assert.match(await shop.page('/es?to=poco'), /«poco» no es un precio\. Escríbelo así: 12,50\s€\./)
})

test('what matches nothing says so, and the filters stay to be changed', async () => {
  const page = await shop.page('/?from=100000')
  assert.match(page, /Nothing here matches all of that\./)
  assert.match(page, /<a class="clear" href="\/">Clear all<\/a>/)
})

test('nonsense in a query is never an error of ours', async () => {
  const queries = [
    'sort=%00&after=%00',
    'option.size=%00',
    'option.size=unheard-of',
    `option.${'x'.repeat(500)}=1`,
    `from=${'9'.repeat(300)}`,
    "option.size=m'%20or%201=1--",
    'sort=name&after=%F0%9F%98%80.1',
    'sort=price-up&after=999999999999999.1',
    'sort=name&after=%00.1',
    'option.__proto__=x&option.constructor=y',
    '%',
    'after=1&after=2&sort=name&sort=newest',
  ]
  for (const query of queries) {
    const { status } = await shop.ask(`/?${query}`)
    assert.ok(status === 200 || status === 404, `${query}: ${status}`)
  }
  assert.match(await shop.page('/?option.size=unheard-of'), />Wool hat<\/a>/, 'an unknown value is left out')
})

test('a stranger who filters costs no call of the session store', async () => {
  const before = shop.storeCalls.total
  await shop.page('/?option.size=m&sort=name')
  assert.equal(shop.storeCalls.total, before)
})
