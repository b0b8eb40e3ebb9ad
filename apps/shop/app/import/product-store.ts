import { isDeepStrictEqual } from 'node:util'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { refreshListing } from '../catalogue/listing/refresh.ts'
import type { Flag, ProductTable, ShopDatabase, VariantTable } from '../data/schema.ts'
import type { Image, Product, ProductFields, Variant } from './model.ts'
import { loadCollections, writeCollections, writeTags } from './shelving-store.ts'
import { loadTranslations, writeTranslations } from './translation-store.ts'

/*
 * A product as a whole, in and out of the database. Statements are for one row each: their text is the same for every
 * row, so the database prepares it once.
 */

/** The product of that handle with all that belongs to it, or null. */
export async function loadProduct(db: Kysely<ShopDatabase>, handle: string): Promise<Product | null> {
  const row = await db.selectFrom('product').selectAll().where('handle', '=', handle).executeTakeFirst()
  if (row === undefined) return null
  const options = await db
    .selectFrom('product_option')
    .select('name')
    .where('product_id', '=', row.id)
    .orderBy('position')
    .execute()
  const images = await db
    .selectFrom('image')
    .select(['id', 'source', 'alt', 'picture_key'])
    .where('product_id', '=', row.id)
    .orderBy('position')
    .execute()
  const variants = await db
    .selectFrom('variant')
    .selectAll()
    .where('product_id', '=', row.id)
    .orderBy('position')
    .execute()
  const sourceOf = new Map(images.map((image) => [image.id, image.source]))
  const optionNames = options.map(({ name }) => name)
  return {
    id: row.id,
    handle,
    fields: productFieldsOf(row),
    optionNames,
    variants: variants.map((variant) => variantOf(variant, sourceOf)),
    images: images.map(({ id, source, alt, picture_key: pictureKey }) => ({ id, source, alt, pictureKey })),
    translations: await loadTranslations(db, row.id, optionNames),
    collections: await loadCollections(db, row.id),
  }
}

/**
 * Writes a product: a new one if `before` is null, else what differs. To be called inside a transaction.
 *
 * @param now ISO 8601, the time of the change
 */
export async function writeProduct(
  db: Kysely<ShopDatabase>,
  before: Product | null,
  product: Product,
  now: string,
): Promise<void> {
  const productId = await writeFields(db, before, product, now)
  await writeOptions(db, productId, before?.optionNames ?? [], product.optionNames)
  // First what goes, so that nothing stands in the way of what comes.
  await deleteGone(db, 'variant', before?.variants ?? [], product.variants)
  await deleteGone(db, 'image', before?.images ?? [], product.images)
  await writePictures(db, product.images, now)
  const imageIds = await writeImages(db, productId, before?.images ?? [], product.images)
  await writeVariants(db, productId, before, product.variants, imageIds)
  await writeTranslations(db, productId, before?.translations ?? null, product.translations)
  await writeCollections(db, productId, before?.collections ?? [], product.collections)
  await writeTags(db, productId, before?.fields.tags ?? '', product.fields.tags)
  await refreshListing(db, productId)
}

/** Whether there would be nothing to write. */
export function isSameProduct(before: Product | null, after: Product): boolean {
  return isDeepStrictEqual(before, after)
}

async function writeFields(
  db: Kysely<ShopDatabase>,
  before: Product | null,
  { handle, fields }: Product,
  now: string,
): Promise<number> {
  const row = { ...productRowOf(fields), updated_at: now }
  if (before === null || before.id === null) {
    const { id } = await db
      .insertInto('product')
      .values({ ...row, handle, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  await db.updateTable('product').set(row).where('id', '=', before.id).execute()
  return before.id
}

async function writeOptions(
  db: Kysely<ShopDatabase>,
  productId: number,
  before: readonly string[],
  names: readonly string[],
): Promise<void> {
  if (isDeepStrictEqual(before, names)) return
  await db.deleteFrom('product_option').where('product_id', '=', productId).execute()
  for (const [index, name] of names.entries()) {
    await db
      .insertInto('product_option')
      .values({ product_id: productId, position: index + 1, name })
      .execute()
  }
}

async function deleteGone(
  db: Kysely<ShopDatabase>,
  table: 'variant' | 'image',
  before: readonly { readonly id: number | null }[],
  after: readonly { readonly id: number | null }[],
): Promise<void> {
  const stays = new Set(after.map(({ id }) => id))
  for (const { id } of before) {
    if (id !== null && !stays.has(id)) await db.deleteFrom(table).where('id', '=', id).execute()
  }
}

/** A picture that is new waits to be encoded. */
async function writePictures(db: Kysely<ShopDatabase>, images: readonly Image[], now: string): Promise<void> {
  for (const { pictureKey: key } of images) {
    if (key === null) continue
    await db
      .insertInto('picture')
      .values({ key, taken_at: now })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  }
}

/** The ids of all pictures of the product, by address or name. */
async function writeImages(
  db: Kysely<ShopDatabase>,
  productId: number,
  before: readonly Image[],
  images: readonly Image[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>()
  for (const [index, { id, source, alt, pictureKey }] of images.entries()) {
    const row = { product_id: productId, position: index + 1, source, alt, picture_key: pictureKey }
    ids.set(source, id ?? (await insertImage(db, row)))
    if (id === null || isDeepStrictEqual(before[index], images[index])) continue
    await db.updateTable('image').set(row).where('id', '=', id).execute()
  }
  return ids
}

async function insertImage(
  db: Kysely<ShopDatabase>,
  row: { product_id: number; position: number; source: string; alt: string; picture_key: string | null },
): Promise<number> {
  const { id } = await db.insertInto('image').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

async function writeVariants(
  db: Kysely<ShopDatabase>,
  productId: number,
  before: Product | null,
  variants: readonly Variant[],
  imageIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [index, variant] of variants.entries()) {
    const imageId = variant.imageSource === null ? null : (imageIds.get(variant.imageSource) ?? null)
    const row = variantRowOf(variant, index + 1, imageId)
    if (variant.id === null) {
      await db
        .insertInto('variant')
        .values({ product_id: productId, ...row })
        .execute()
    } else if (!isDeepStrictEqual(before?.variants[index], variant)) {
      await db.updateTable('variant').set(row).where('id', '=', variant.id).execute()
    }
  }
}

type ProductRow = Omit<Insertable<ProductTable>, 'id' | 'handle' | 'created_at' | 'updated_at'>
type VariantRow = Omit<Insertable<VariantTable>, 'id' | 'product_id'>

function productRowOf(fields: ProductFields): ProductRow {
  return {
    title: fields.title,
    description: fields.description,
    vendor: fields.vendor,
    product_type: fields.productType,
    tags: fields.tags,
    status: fields.status,
    published: flag(fields.published),
  }
}

function productFieldsOf(row: Selectable<ProductTable>): ProductFields {
  return {
    title: row.title,
    description: row.description,
    vendor: row.vendor,
    productType: row.product_type,
    tags: row.tags,
    status: row.status,
    published: row.published === 1,
  }
}

function variantRowOf({ options, fields }: Variant, position: number, imageId: number | null): VariantRow {
  return {
    position,
    option1: options[0] ?? '',
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    sku: fields.sku,
    barcode: fields.barcode,
    price_minor: fields.priceMinor,
    compare_at_minor: fields.compareAtMinor,
    tracked: flag(fields.tracked),
    stock: fields.stock,
    oversell: fields.oversell,
    grams: fields.grams,
    requires_shipping: flag(fields.requiresShipping),
    taxable: flag(fields.taxable),
    image_id: imageId,
  }
}

function variantOf(row: Selectable<VariantTable>, sourceOf: ReadonlyMap<number, string>): Variant {
  return {
    id: row.id,
    options: [row.option1, row.option2, row.option3].filter((value) => value !== null),
    fields: {
      sku: row.sku,
      barcode: row.barcode,
      priceMinor: row.price_minor,
      compareAtMinor: row.compare_at_minor,
      tracked: row.tracked === 1,
      stock: row.stock,
      oversell: row.oversell,
      grams: row.grams,
      requiresShipping: row.requires_shipping === 1,
      taxable: row.taxable === 1,
    },
    imageSource: row.image_id === null ? null : (sourceOf.get(row.image_id) ?? null),
  }
}

function flag(value: boolean): Flag {
  return value ? 1 : 0
}
