import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { newDatabase } from '../../data/testing/new-database.ts'
import { createProductSearch } from '../../search/product-search.ts'
import { rebuildListings } from './rebuild.ts'
import { refreshListing } from './refresh.ts'
import { addWare } from './testing/wares.ts'

type Db = Kysely<ShopDatabase>

async function withWares(run: (db: Db, ids: number[]) => Promise<void>): Promise<void> {
  const db = await newDatabase()
  try {
    const shirt = await addWare(db, {
      title: 'Linen shirt',
      es: 'Camisa de lino',
      tags: ['summer'],
      options: { Size: 'Talla' },
      variants: [
        { values: ['M'], priceMinor: 2_000, stock: 1 },
        { values: ['L'], priceMinor: 1_500, stock: 1 },
      ],
    })
    await run(db, [shirt, await addWare(db, { title: 'Mug' })])
  } finally {
    await db.destroy()
  }
}

async function placesOf(db: Db, id: number): Promise<string[]> {
  const rows = await db
    .selectFrom('listing_entry')
    .select(['scope', 'price_minor'])
    .where('product_id', '=', id)
    .orderBy('scope')
    .execute()
  const options = await db
    .selectFrom('listing_option')
    .select('choice')
    .where('product_id', '=', id)
    .orderBy('choice')
    .execute()
  return [...rows.map(({ scope, price_minor }) => `${scope} ${price_minor}`), ...options.map(({ choice }) => choice)]
}

async function found(db: Db, word: string): Promise<number[]> {
  const terms = [{ words: [word], isPrefix: false }]
  return [
    ...(await createProductSearch(db).find('en', terms, 'all', 10)),
    ...(await createProductSearch(db).find('es', terms, 'all', 10)),
  ]
}

test('a product stands in its lists, with its options, and is found in both languages', async () => {
  await withWares(async (db, [shirt = 0]) => {
    assert.deepEqual(await placesOf(db, shirt), ['all 1500', 'tag:summer 1500', 'size:l', 'size:m'])
    assert.deepEqual(await found(db, 'linen'), [shirt])
    assert.deepEqual(await found(db, 'lino'), [shirt])
  })
})

test('a variant that sells out takes its option along, and the last one the product', async () => {
  await withWares(async (db, [shirt = 0]) => {
    await db.updateTable('variant').set({ stock: 0 }).where('option1', '=', 'M').execute()
    await refreshListing(db, shirt)
    assert.deepEqual(await placesOf(db, shirt), ['all 1500', 'tag:summer 1500', 'size:l'])
    await db.updateTable('variant').set({ stock: 0 }).where('option1', '=', 'L').execute()
    await refreshListing(db, shirt)
    assert.deepEqual(await placesOf(db, shirt), [])
    assert.deepEqual(await found(db, 'linen'), [])
    await db.updateTable('variant').set({ stock: 1 }).where('option1', '=', 'M').execute()
    await refreshListing(db, shirt)
    assert.deepEqual(await placesOf(db, shirt), ['all 1500', 'tag:summer 1500', 'size:m'])
    assert.deepEqual(await found(db, 'linen'), [shirt])
  })
})

test('what is unpublished or a draft is neither listed nor found', async () => {
  for (const change of [{ published: 0 }, { status: 'draft' }, { status: 'archived' }] as const) {
    await withWares(async (db, [shirt = 0]) => {
      await db.updateTable('product').set(change).where('id', '=', shirt).execute()
      await refreshListing(db, shirt)
      assert.deepEqual(await placesOf(db, shirt), [])
      assert.deepEqual(await found(db, 'lino'), [])
    })
  }
})

test('a product that is deleted is gone from lists and search without a call', async () => {
  await withWares(async (db, [shirt = 0, mug = 0]) => {
    await db.deleteFrom('product').where('id', '=', shirt).execute()
    assert.deepEqual(await placesOf(db, shirt), [])
    assert.deepEqual(await found(db, 'linen'), [])
    assert.deepEqual(await found(db, 'mug'), [mug, mug])
    const left = await db.selectFrom('listing_state').select('product_id').execute()
    assert.deepEqual(
      left.map(({ product_id }) => product_id),
      [mug],
    )
  })
})

test('a new title is found, the old one no more', async () => {
  await withWares(async (db, [shirt = 0]) => {
    await db.updateTable('product').set({ title: 'Cotton blouse' }).where('id', '=', shirt).execute()
    await refreshListing(db, shirt)
    assert.deepEqual(await found(db, 'linen'), [])
    assert.deepEqual(await found(db, 'blouse'), [shirt])
  })
})

test('a product without a translation does not take the name of an option away', async () => {
  await withWares(async (db) => {
    await addWare(db, { options: { Size: '' }, variants: [{ values: ['M'], priceMinor: 1 }] })
    const label = (language: 'en' | 'es') =>
      db
        .selectFrom('choice_label')
        .select('label')
        .where('choice', '=', 'size')
        .where('language', '=', language)
        .executeTakeFirstOrThrow()
    assert.equal((await label('es')).label, 'Talla')
    assert.equal((await label('en')).label, 'Size')
  })
})

test('a database from before is brought up to date at the start, once', async () => {
  await withWares(async (db, [shirt = 0]) => {
    for (const table of ['listing_entry', 'listing_option', 'listing_state'] as const)
      await db.deleteFrom(table).execute()
    await createProductSearch(db).replace('en', shirt, null)
    assert.equal(await rebuildListings(db), 2)
    assert.deepEqual(await placesOf(db, shirt), ['all 1500', 'tag:summer 1500', 'size:l', 'size:m'])
    assert.deepEqual(await found(db, 'linen'), [shirt])
    assert.equal(await rebuildListings(db), 0)
  })
})
