import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { newDatabase } from '../data/testing/new-database.ts'
import { type CatalogueQueries, createCatalogueQueries } from './queries.ts'

type Db = Kysely<ShopDatabase>

const NOW = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' }
const ON_SALE = { vendor: 'Telar', status: 'active', published: 1, ...NOW } as const

/** A shirt of which all is translated but its description and its size, and a bowl of which nothing is. */
async function withRange(run: (queries: CatalogueQueries, db: Db) => Promise<void>): Promise<void> {
  const db = await newDatabase()
  try {
    const texts = { title: 'Shirt', description: 'Soft.', product_type: 'Tops', tags: 'Slow food, linen' }
    await db
      .insertInto('product')
      .values([
        { id: 1, handle: 'shirt', ...ON_SALE, ...texts },
        { id: 2, handle: 'bowl', ...ON_SALE, title: 'Bowl', description: '', product_type: '', tags: '' },
      ])
      .execute()
    await db
      .insertInto('product_option')
      .values([
        { product_id: 1, position: 1, name: 'Colour' },
        { product_id: 1, position: 2, name: 'Size' },
        { product_id: 2, position: 1, name: 'Title' },
      ])
      .execute()
    await db.insertInto('image').values({ id: 1, product_id: 1, position: 1, source: 'a', alt: 'A shirt' }).execute()
    await addVariant(db, { id: 1, product_id: 1, option1: 'Blue', option2: 'M' })
    await addVariant(db, { id: 2, product_id: 2, option1: 'Default Title', option2: null })
    await translate(db)
    await run(createCatalogueQueries(db), db)
  } finally {
    await db.destroy()
  }
}

async function addVariant(
  db: Db,
  row: { id: number; product_id: number; option1: string; option2: string | null },
): Promise<void> {
  const rest = {
    position: 1,
    option3: null,
    sku: null,
    barcode: null,
    compare_at_minor: null,
    image_id: null,
    stock: 0,
  }
  const flags = { tracked: 0, requires_shipping: 1, taxable: 1, oversell: 'deny' } as const
  await db
    .insertInto('variant')
    .values({ ...row, ...rest, ...flags, price_minor: 100, grams: 1 })
    .execute()
}

async function translate(db: Db): Promise<void> {
  const language = 'es'
  const texts = { title: 'Camisa', description: '', product_type: 'Ropa', tags: 'Cocina lenta, lino' }
  await db
    .insertInto('product_translation')
    .values({ product_id: 1, language, ...texts })
    .execute()
  await db
    .insertInto('product_option_translation')
    .values([
      { product_id: 1, position: 1, language, name: 'Color' },
      { product_id: 1, position: 2, language, name: 'Talla' },
    ])
    .execute()
  await db
    .insertInto('variant_translation')
    .values({ variant_id: 1, language, option1: 'Azul', option2: '', option3: '' })
    .execute()
  await db.insertInto('image_translation').values({ image_id: 1, language, alt: 'Una camisa' }).execute()
}

test('a product page has the translation, the base text where there is none, and says which is which', async () => {
  await withRange(async (queries) => {
    const shirt = await queries.productByHandle('shirt', 'es')
    assert.ok(shirt)
    assert.deepEqual([shirt.title, shirt.titleLanguage], ['Camisa', 'es'])
    assert.deepEqual([shirt.description, shirt.descriptionLanguage], ['Soft.', 'en'])
    assert.equal(shirt.productType, 'Ropa')
    assert.deepEqual(shirt.tags, [
      { tag: 'slow-food', label: 'Cocina lenta' },
      { tag: 'linen', label: 'lino' },
    ])
    assert.deepEqual(shirt.options, [
      { name: 'Color', nameLanguage: 'es', values: ['Azul'] },
      { name: 'Talla', nameLanguage: 'es', values: ['M'] },
    ])
    assert.deepEqual([shirt.variants[0]?.title, shirt.variants[0]?.titleLanguage], ['Azul / M', 'es'])
    assert.deepEqual(shirt.images, [{ id: 1, alt: 'Una camisa', altLanguage: 'es', picture: null }])
  })
})

test('the base language has nothing of the translation, and what is not translated is the base text', async () => {
  await withRange(async (queries) => {
    const shirt = await queries.productByHandle('shirt', 'en')
    assert.deepEqual([shirt?.title, shirt?.titleLanguage, shirt?.productType], ['Shirt', 'en', 'Tops'])
    assert.deepEqual(
      shirt?.tags.map(({ label }) => label),
      ['Slow food', 'linen'],
    )
    const bowl = await queries.productByHandle('bowl', 'es')
    assert.deepEqual([bowl?.title, bowl?.titleLanguage, bowl?.options], ['Bowl', 'en', []])
    const products = await queries.cards([1, 2, 3, 4, 5], 'es')
    assert.deepEqual(
      products.map(({ title, titleLanguage, image }) => [title, titleLanguage, image?.alt]),
      [
        ['Camisa', 'es', 'Una camisa'],
        ['Bowl', 'en', undefined],
      ],
    )
  })
})

test('translated tags of another number are not used: nobody knows which is which', async () => {
  await withRange(async (queries, db) => {
    await db.updateTable('product_translation').set({ tags: 'lino' }).execute()
    const shirt = await queries.productByHandle('shirt', 'es')
    assert.deepEqual(
      shirt?.tags.map(({ label }) => label),
      ['Slow food', 'linen'],
    )
  })
})

test('a cart line is named in its language, and knows the base names', async () => {
  await withRange(async (queries) => {
    const variants = await queries.variantsById([1, 2], 'es')
    const shirt = variants.get(1)
    assert.ok(shirt)
    assert.deepEqual([shirt.productTitle, shirt.productTitleLanguage], ['Camisa', 'es'])
    assert.deepEqual([shirt.variantTitle, shirt.untranslatedVariantTitle], ['Azul / M', 'Blue / M'])
    assert.deepEqual(
      [shirt.untranslatedProductTitle, shirt.productType, shirt.image?.alt],
      ['Shirt', 'Ropa', 'Una camisa'],
    )
    assert.deepEqual(shirt.options, [
      { name: 'Color', nameLanguage: 'es', value: 'Azul', valueLanguage: 'es' },
      { name: 'Talla', nameLanguage: 'es', value: 'M', valueLanguage: 'en' },
    ])
    assert.deepEqual([variants.get(2)?.productTitle, variants.get(2)?.variantTitle], ['Bowl', null])
    assert.equal((await queries.variantsById([1], 'en')).get(1)?.productTitle, 'Shirt')
  })
})

test('collections come in their order and language, without those that have nothing on sale', async () => {
  await withRange(async (queries, db) => {
    await db
      .insertInto('collection')
      .values([
        { id: 1, handle: 'table', title: 'Table', description: 'Set it.', position: 2 },
        { id: 2, handle: 'clothes', title: 'Clothes', description: '', position: 1 },
        { id: 3, handle: 'empty', title: 'Empty', description: '', position: 3 },
      ])
      .execute()
    const links = [
      { collection_id: 1, product_id: 2 },
      { collection_id: 2, product_id: 1 },
    ]
    await db.insertInto('collection_product').values(links).execute()
    const ropa = { collection_id: 2, language: 'es', title: 'Ropa', description: '' } as const
    await db.insertInto('collection_translation').values(ropa).execute()
    const titles = async (language: 'en' | 'es') =>
      (await queries.collections(language)).map(({ handle, title, titleLanguage }) => [handle, title, titleLanguage])
    assert.deepEqual(await titles('es'), [
      ['clothes', 'Ropa', 'es'],
      ['table', 'Table', 'en'],
    ])
    assert.deepEqual(await titles('en'), [
      ['clothes', 'Clothes', 'en'],
      ['table', 'Table', 'en'],
    ])
  })
})
