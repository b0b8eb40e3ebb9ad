import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { Kysely } from 'kysely'
import { openDatabase } from '../data/database.ts'
import { NodeSqliteDialect } from '../data/dialect.ts'
import type { ShopDatabase } from '../data/schema.ts'
import { newDatabase } from '../data/testing/new-database.ts'
import { importDemoCatalogue } from '../import/demo.ts'
import { importProducts } from '../import/import.ts'
import { type CatalogueQueries, createCatalogueQueries, type ProductCard, VARIANTS_PER_LOOKUP_MAX } from './queries.ts'

type Db = Kysely<ShopDatabase>

async function withCatalogue(csv: string, run: (queries: CatalogueQueries, db: Db) => Promise<void>): Promise<void> {
  const db = await newDatabase()
  try {
    if (csv === 'demo') await importDemoCatalogue(db, { currency: 'EUR' })
    else await importProducts(db, bytesOf(csv), { currency: 'EUR' })
    await run(createCatalogueQueries(db), db)
  } finally {
    await db.destroy()
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function allCards(queries: CatalogueQueries, db: Db): Promise<readonly ProductCard[]> {
  const products = await db.selectFrom('product').select('id').orderBy('id').execute()
  return queries.cards(
    products.map(({ id }) => id),
    'en',
  )
}

const HEADER =
  'Handle,Title,Description,Vendor,Type,Tags,Published,Status,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Price,Compare-at price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),SKU,Charge tax,Requires shipping,Image Src,Image Alt Text,Variant Image\n'

/** One product of each kind. */
const KINDS = `${HEADER}untracked,Untracked,,,,,,,,,,,5,,,0,,,,,,,,
counted,Counted,,,,,,,,,,,5,,shopify,3,deny,,,,,,,
sold-out,Sold out,,,,,,,,,,,5,,shopify,0,deny,,,,,,,
on-order,On order,,,,,,,,,,,5,,shopify,0,continue,,,,,,,
draft,Draft,,,,,,draft,,,,,5,,,,,,,,,,,
archived,Archived,,,,,,archived,,,,,5,,,,,,,,,,,
hidden,Hidden,,,,,FALSE,,,,,,5,,,,,,,,,,,
`

const SHIRT = `${HEADER}shirt,Shirt,<p>Soft &amp; warm.</p>,Telar,Tops,"a, b",,,Colour,Blue,Size,S,20,25,shopify,0,deny,200,SH-B-S,TRUE,TRUE,https://p.example/blue.jpg,Blue shirt,
shirt,,,,,,,,,Blue,,M,22,21,shopify,4,deny,210,,TRUE,TRUE,https://p.example/folded.jpg,,https://p.example/red.jpg
shirt,,,,,,,,,Red,,S,21,,,,deny,200,SH-R-S,FALSE,FALSE,,,
`

test('there are cards only of what can be bought: on sale, and not sold out', async () => {
  await withCatalogue(KINDS, async (queries, db) => {
    const cards = await allCards(queries, db)
    assert.deepEqual(
      cards.map(({ handle, variant }) => [handle, variant.available]),
      [
        ['untracked', null],
        ['counted', 3],
        ['on-order', null],
      ],
    )
  })
})

test('a card shows the first variant that can be bought, and the range of prices', async () => {
  await withCatalogue(SHIRT, async (queries, db) => {
    const [card, ...others] = await allCards(queries, db)
    assert.equal(others.length, 0)
    assert.deepEqual(card, {
      id: 1,
      handle: 'shirt',
      title: 'Shirt',
      titleLanguage: 'en',
      image: { id: 1, alt: 'Blue shirt', altLanguage: 'en', picture: null },
      variantCount: 3,
      priceMinMinor: 2000,
      priceMaxMinor: 2200,
      variant: { id: 2, priceMinor: 2200, compareAtMinor: null, available: 4 },
    })
  })
})

test('cards come in the order they are asked for, and what is gone is missing', async () => {
  await withCatalogue('demo', async (queries) => {
    const cards = await queries.cards([3, 999, 1, 2], 'en')
    assert.deepEqual(
      cards.map(({ id }) => id),
      [3, 1, 2],
    )
    assert.deepEqual(await queries.cards([], 'en'), [])
  })
})

test('a product page has everything about it, in order', async () => {
  await withCatalogue(SHIRT, async (queries) => {
    assert.deepEqual(await queries.productByHandle('shirt', 'en'), {
      id: 1,
      handle: 'shirt',
      title: 'Shirt',
      titleLanguage: 'en',
      description: 'Soft & warm.',
      descriptionLanguage: 'en',
      vendor: 'Telar',
      productType: 'Tops',
      tags: [
        { tag: 'a', label: 'a' },
        { tag: 'b', label: 'b' },
      ],
      options: [
        { name: 'Colour', nameLanguage: 'en', values: ['Blue', 'Red'] },
        { name: 'Size', nameLanguage: 'en', values: ['S', 'M'] },
      ],
      variants: [
        {
          id: 1,
          title: 'Blue / S',
          titleLanguage: 'en',
          values: ['Blue', 'S'],
          sku: 'SH-B-S',
          priceMinor: 2000,
          compareAtMinor: 2500,
          available: 0,
          imageId: null,
        },
        {
          id: 2,
          title: 'Blue / M',
          titleLanguage: 'en',
          values: ['Blue', 'M'],
          sku: null,
          priceMinor: 2200,
          compareAtMinor: null,
          available: 4,
          imageId: 3,
        },
        {
          id: 3,
          title: 'Red / S',
          titleLanguage: 'en',
          values: ['Red', 'S'],
          sku: 'SH-R-S',
          priceMinor: 2100,
          compareAtMinor: null,
          available: null,
          imageId: null,
        },
      ],
      images: [
        { id: 1, alt: 'Blue shirt', altLanguage: 'en', picture: null },
        { id: 2, alt: '', altLanguage: 'en', picture: null },
        { id: 3, alt: '', altLanguage: 'en', picture: null },
      ],
    })
  })
})

test('a product without options has none to choose, and one variant without a title', async () => {
  await withCatalogue(KINDS, async (queries) => {
    const product = await queries.productByHandle('sold-out', 'en')
    assert.deepEqual([product?.options, product?.tags, product?.images], [[], [], []])
    assert.deepEqual(
      product?.variants.map(({ title, values, available }) => [title, values, available]),
      [[null, ['Default Title'], 0]],
    )
  })
})

test('what is not on sale has no page, and a handle is data: no pattern, no SQL', async () => {
  await withCatalogue(KINDS, async (queries) => {
    for (const handle of [
      'draft',
      'archived',
      'hidden',
      'nothing',
      '',
      '%',
      'UNTRACKED',
      "' or 1=1 --",
      'untracked\u0000',
    ]) {
      assert.equal(await queries.productByHandle(handle, 'en'), null, handle)
    }
    assert.ok(await queries.productByHandle('untracked', 'en'))
  })
})

test('a cart line finds everything it shows of its variant', async () => {
  await withCatalogue(SHIRT, async (queries) => {
    const variants = await queries.variantsById([2, 3, 2, 77], 'en')
    assert.deepEqual([...variants.keys()].sort(), [2, 3])
    assert.deepEqual(variants.get(2), {
      id: 2,
      productId: 1,
      handle: 'shirt',
      productTitle: 'Shirt',
      productTitleLanguage: 'en',
      untranslatedProductTitle: 'Shirt',
      variantTitle: 'Blue / M',
      untranslatedVariantTitle: 'Blue / M',
      options: [
        { name: 'Colour', nameLanguage: 'en', value: 'Blue', valueLanguage: 'en' },
        { name: 'Size', nameLanguage: 'en', value: 'M', valueLanguage: 'en' },
      ],
      sku: null,
      priceMinor: 2200,
      grams: 210,
      vendor: 'Telar',
      productType: 'Tops',
      taxable: true,
      requiresShipping: true,
      image: { id: 3, alt: '', altLanguage: 'en', picture: null },
      description: 'Soft & warm.',
      available: 4,
      sellable: true,
    })
    assert.deepEqual(variants.get(3)?.image, { id: 1, alt: 'Blue shirt', altLanguage: 'en', picture: null })
    assert.deepEqual([variants.get(3)?.taxable, variants.get(3)?.requiresShipping], [false, false])
  })
})

test('a variant whose product was taken off the shelf is found and told as not for sale', async () => {
  await withCatalogue(KINDS, async (queries) => {
    const variants = [...(await queries.variantsById([1, 2, 3, 4, 5, 6, 7], 'en')).values()]
    assert.deepEqual(
      variants.map(({ handle, sellable, available, variantTitle }) => [handle, sellable, available, variantTitle]),
      [
        ['untracked', true, null, null],
        ['counted', true, 3, null],
        ['sold-out', true, 0, null],
        ['on-order', true, null, null],
        ['draft', false, null, null],
        ['archived', false, null, null],
        ['hidden', false, null, null],
      ],
    )
    assert.deepEqual(variants[0]?.options, [
      { name: 'Title', nameLanguage: 'en', value: 'Default Title', valueLanguage: 'en' },
    ])
  })
})

test('ids that are no ids find nothing', async () => {
  await withCatalogue(KINDS, async (queries) => {
    const found = await queries.variantsById([0, -1, 1.5, Number.MAX_SAFE_INTEGER, 1e300], 'en')
    assert.equal(found.size, 0)
    await assert.rejects(queries.variantsById(new Array(VARIANTS_PER_LOOKUP_MAX + 1).fill(1), 'en'), RangeError)
  })
})

test('a cart of any size is looked up in one query, an empty one in none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-queries-'))
  const file = join(folder, 'shop.sqlite')
  const filled = await openDatabase(file)
  await importDemoCatalogue(filled, { currency: 'EUR' })
  await filled.destroy()
  const asked: string[] = []
  const dialect = new NodeSqliteDialect(new DatabaseSync(file))
  const db = new Kysely<ShopDatabase>({ dialect, log: ({ query }) => void asked.push(query.sql) })
  const queries = createCatalogueQueries(db)
  for (const size of [0, 1, 2, 3, 50, 91, 100, VARIANTS_PER_LOOKUP_MAX]) {
    asked.length = 0
    const found = await queries.variantsById(
      Array.from({ length: size }, (_, index) => index + 1),
      'en',
    )
    assert.equal(found.size, Math.min(size, 91))
    assert.equal(asked.length, size === 0 ? 0 : 1)
  }
  await db.destroy()
  rmSync(folder, { recursive: true })
})

test('what an import changes is seen at once', async () => {
  await withCatalogue(KINDS, async (queries, db) => {
    await queries.variantsById([2], 'en')
    await importProducts(db, bytesOf('Handle,Title,Price\ncounted,Counted,7\n'), { currency: 'EUR' })
    assert.equal((await queries.variantsById([2], 'en')).get(2)?.priceMinor, 700)
    assert.equal((await queries.productByHandle('counted', 'en'))?.variants[0]?.priceMinor, 700)
  })
})
