import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { newDatabase } from '../../data/testing/new-database.ts'
import { findFilters, type OfferedOption } from './find-filters.ts'
import { COUNTED_MAX, type Found, findFew, findListing, PAGE_PRODUCTS, type Wanted } from './find-listing.ts'
import type { OptionFilter } from './listing-query.ts'
import { type Key, LISTING_SORTS, type Sort } from './order.ts'
import { ALL, collectionScope, tagScope } from './places.ts'
import { refreshListing } from './refresh.ts'
import { addWare } from './testing/wares.ts'

type Db = Kysely<ShopDatabase>

let few: Db
let many: Db
before(async () => {
  few = await newDatabase()
  await addWare(few, {
    title: 'Shirt',
    es: 'Camisa',
    collections: ['clothes'],
    tags: ['linen'],
    options: { Size: 'Talla', Colour: 'Color' },
    variants: [
      { values: ['S', 'Blue'], valuesEs: ['S', 'Azul'], priceMinor: 2_000 },
      { values: ['M', 'Red'], valuesEs: ['M', 'Rojo'], priceMinor: 2_500 },
      { values: ['L', 'Red'], valuesEs: ['L', 'Rojo'], priceMinor: 2_600, stock: 0 },
    ],
  })
  await addWare(few, {
    title: 'Trousers',
    es: 'Pantalón',
    collections: ['clothes'],
    options: { Colour: 'Color', Size: 'Talla' },
    variants: [
      { values: ['Red', 'S'], priceMinor: 4_000 },
      { values: ['Blue', 'M'], priceMinor: 4_000 },
    ],
  })
  await addWare(few, { title: 'Mug', es: 'Taza', tags: ['linen'], variants: [{ priceMinor: 1_200 }] })
  await addWare(few, { title: 'Draft', status: 'draft' })
  await addWare(few, { title: 'Bowl', variants: [{ priceMinor: 900, stock: 0 }] })

  many = await newDatabase()
  for (let index = 0; index < COUNTED_MAX + 60; index += 1) {
    // Prices and names come in groups, so that ids have to tell them apart; hardly any is blue.
    await addWare(many, {
      title: `Thing ${index % 7}`,
      options: { Colour: 'Color' },
      variants: [{ values: [index % 100 === 0 ? 'Blue' : 'Red'], priceMinor: 100 + (index % 5) }],
    })
  }
})
after(async () => {
  await few?.destroy()
  await many?.destroy()
})

function want(changes: Partial<Wanted> = {}): Wanted {
  const base = { scope: ALL, fromMinor: null, toMinor: null, groups: [], ranks: null, after: null }
  return { ...base, sort: 'featured', language: 'en', ...changes }
}

async function pageOf(db: Db, wanted: Wanted): Promise<Found> {
  return findListing(db, wanted, await findFew(db, wanted))
}

async function offered(wanted: Wanted, chosen: readonly OptionFilter[] = []): Promise<OfferedOption[]> {
  const parts = await findFew(few, wanted)
  return findFilters(few, wanted, parts, await findListing(few, wanted, parts), chosen)
}

async function titles(wanted: Wanted): Promise<string[]> {
  const { ids } = await pageOf(few, wanted)
  const rows = await few.selectFrom('product').select(['id', 'title']).execute()
  return ids.map((id) => rows.find((row) => row.id === id)?.title ?? '')
}

test('a listing has what can be bought, in the order asked for', async () => {
  assert.deepEqual(await titles(want()), ['Shirt', 'Trousers', 'Mug'])
  assert.deepEqual(await titles(want({ sort: 'newest' })), ['Mug', 'Trousers', 'Shirt'])
  assert.deepEqual(await titles(want({ sort: 'price-up' })), ['Mug', 'Shirt', 'Trousers'])
  assert.deepEqual(await titles(want({ sort: 'price-down' })), ['Trousers', 'Shirt', 'Mug'])
  assert.deepEqual(await titles(want({ sort: 'name' })), ['Mug', 'Shirt', 'Trousers'])
  assert.deepEqual(await titles(want({ sort: 'name', language: 'es' })), ['Shirt', 'Trousers', 'Mug'])
})

test('a collection and a tag have their own products', async () => {
  assert.deepEqual(await titles(want({ scope: collectionScope(1) })), ['Shirt', 'Trousers'])
  assert.deepEqual(await titles(want({ scope: tagScope('linen'), sort: 'price-up' })), ['Mug', 'Shirt'])
  assert.deepEqual(await titles(want({ scope: 'nothing' })), [])
})

test('values of one option are alternatives, options are all wanted, in one variant that can be bought', async () => {
  assert.deepEqual(await titles(want({ groups: [['size:m']] })), ['Shirt', 'Trousers'])
  assert.deepEqual(await titles(want({ groups: [['size:l']] })), [], 'the only L is sold out')
  assert.deepEqual(await titles(want({ groups: [['size:l', 'size:s']] })), ['Shirt', 'Trousers'])
  assert.deepEqual(await titles(want({ groups: [['size:m'], ['colour:blue']] })), ['Trousers'])
  assert.deepEqual(await titles(want({ groups: [['colour:blue', 'colour:red'], ['size:m']] })), ['Shirt', 'Trousers'])
})

test('a price is the lowest of a product, bounds included', async () => {
  assert.deepEqual(await titles(want({ fromMinor: 1_200, toMinor: 2_000 })), ['Shirt', 'Mug'])
  assert.deepEqual(await titles(want({ fromMinor: 2_001 })), ['Trousers'])
  assert.deepEqual(await titles(want({ toMinor: 1_199 })), [])
})

async function allPages(db: Db, wanted: Wanted, between: (page: Found) => Promise<void> = async () => {}) {
  const pages: Found[] = []
  let after: Key | null = null
  do {
    const one = await pageOf(db, { ...wanted, after })
    pages.push(one)
    await between(one)
    after = one.next
  } while (after !== null && pages.length < 100)
  return pages
}

const FILTERS: readonly [name: string, changes: Partial<Wanted>, count: number][] = [
  ['all', {}, COUNTED_MAX + 60],
  ['a price many have', { fromMinor: 100, toMinor: 103 }, 848],
  ['an option most have', { groups: [['colour:red']] }, 1_049],
  ['an option few have', { groups: [['colour:blue']] }, 11],
]

for (const [name, changes, count] of FILTERS) {
  test(`pages have every product once, in each order, and lead back the same way: ${name}`, async () => {
    for (const sort of LISTING_SORTS) {
      const pages = await allPages(many, want({ ...changes, sort }))
      const seen = pages.flatMap(({ ids }) => ids)
      assert.equal(seen.length, count, sort)
      assert.equal(new Set(seen).size, count, sort)
      assert.ok(pages.slice(0, -1).every(({ ids }) => ids.length === PAGE_PRODUCTS))
      assert.equal(pages[0]?.count, Math.min(count, COUNTED_MAX))
      assert.equal(pages[0]?.isCountedOut, count <= COUNTED_MAX)
      const starts = pages.map(({ next }) => next)
      const back = pages.map(({ previous }) => previous)
      assert.deepEqual(back, [null, 'first', ...starts].slice(0, pages.length), sort)
    }
  })
}

test('prices that change while somebody pages lose and repeat none of the others', async () => {
  for (const sort of ['price-up', 'price-down', 'name', 'featured'] satisfies Sort[]) {
    const changed = new Set<number>()
    const pages = await allPages(many, want({ sort }), async ({ ids }) => {
      const id = ids[3] ?? 0
      changed.add(id)
      await many.transaction().execute(async (db) => {
        const priceMinor = 100 + ((id * 3) % 5)
        await db.updateTable('variant').set({ price_minor: priceMinor }).where('product_id', '=', id).execute()
        await refreshListing(db, id)
      })
    })
    const others = pages.flatMap(({ ids }) => ids).filter((id) => !changed.has(id))
    assert.equal(new Set(others).size, others.length, sort)
    assert.equal(others.length, COUNTED_MAX + 60 - changed.size, sort)
  }
})

test('a product that is gone while somebody pages takes no other along', async () => {
  const first = await pageOf(few, want({ sort: 'price-up', after: { value: 1_200, id: 99 } }))
  assert.deepEqual(first.ids, [1, 2])
  assert.deepEqual((await pageOf(many, want({ sort: 'newest', after: { value: 0, id: 1 } }))).ids, [])
  const beyond = await pageOf(many, want({ after: { value: 0, id: 9_999_999 } }))
  assert.deepEqual(beyond.ids, [])
  assert.notEqual(beyond.previous, null)
})

test('the filters offered are those of the products that match, in the language, in the order of the goods', async () => {
  const all = await offered(want({ language: 'es' }))
  assert.deepEqual(
    all.map(({ option, label, values }) => [option, label, values.map((one) => `${one.value} ${one.label}`)]),
    [
      ['colour', 'Color', ['blue Azul', 'red Rojo']],
      ['size', 'Talla', ['s S', 'm M']],
    ],
  )
  assert.deepEqual(await offered(want({ toMinor: 1_500 })), [], 'a mug has none')
})

test('more values of an option can be chosen beside the one that is', async () => {
  const options = [{ option: 'size', values: ['m'] }]
  const found = await offered(want({ groups: [['size:m']], fromMinor: 2_000, toMinor: 2_600 }), options)
  const size = found.find(({ option }) => option === 'size')
  assert.deepEqual(size?.values, [
    { value: 's', label: 'S', isChosen: false },
    { value: 'm', label: 'M', isChosen: true },
  ])
})
