import type { Kysely } from 'kysely'
import { DEFAULT_OPTION, DEFAULT_VALUE, type ShopDatabase } from '../../data/schema.ts'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../../routes.ts'
import type { Goods, Texts } from './goods.ts'

/** The product with all it is found by; null if it cannot be bought: not for sale, sold out, or gone. */
export async function readGoods(db: Kysely<ShopDatabase>, productId: number): Promise<Goods | null> {
  const product = await db
    .selectFrom('product')
    .select(['title', 'description', 'product_type', 'tags', 'vendor'])
    .where('id', '=', productId)
    .where('status', '=', 'active')
    .where('published', '=', 1)
    .executeTakeFirst()
  if (product === undefined) return null
  const variants = await readVariants(db, productId)
  if (!variants.some(({ canBeBought }) => canBeBought)) return null
  const told = await db.selectFrom('product_translation').selectAll().where('product_id', '=', productId).execute()
  const texts = (of: 'title' | 'description' | 'product_type' | 'tags') =>
    textsOf(product[of], (language) => told.find((row) => row.language === language)?.[of])
  return {
    id: productId,
    priceMinor: Math.min(...variants.map(({ priceMinor }) => priceMinor)),
    vendor: product.vendor,
    title: texts('title'),
    description: texts('description'),
    productType: texts('product_type'),
    tagLabels: texts('tags'),
    tags: await readTags(db, productId),
    collectionIds: await readCollections(db, productId),
    ...(await withOptions(
      db,
      productId,
      variants.filter(({ canBeBought }) => canBeBought),
    )),
  }
}

async function readVariants(db: Kysely<ShopDatabase>, productId: number) {
  const rows = await db
    .selectFrom('variant')
    .select(['id', 'option1', 'option2', 'option3', 'price_minor', 'tracked', 'oversell', 'stock'])
    .where('product_id', '=', productId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    values: [row.option1, row.option2, row.option3].filter((value) => value !== null),
    priceMinor: row.price_minor,
    canBeBought: row.tracked === 0 || row.oversell === 'continue' || row.stock > 0,
  }))
}

/** A product with only the default option has none. */
async function withOptions(
  db: Kysely<ShopDatabase>,
  productId: number,
  variants: readonly { readonly id: number; readonly values: readonly string[] }[],
): Promise<Pick<Goods, 'options' | 'variants'>> {
  const options = await db
    .selectFrom('product_option')
    .select(['position', 'name'])
    .where('product_id', '=', productId)
    .orderBy('position')
    .execute()
  const isDefault = options.length === 1 && options[0]?.name === DEFAULT_OPTION
  if (isDefault && variants.every(({ values }) => values[0] === DEFAULT_VALUE)) {
    return { options: [], variants: variants.map(({ id }) => ({ id, values: [] })) }
  }
  const names = await db
    .selectFrom('product_option_translation')
    .select(['position', 'language', 'name'])
    .where('product_id', '=', productId)
    .execute()
  const told = await db
    .selectFrom('variant_translation')
    .innerJoin('variant', 'variant.id', 'variant_translation.variant_id')
    .select(['variant_id', 'language'])
    .select(['variant_translation.option1', 'variant_translation.option2', 'variant_translation.option3'])
    .where('variant.product_id', '=', productId)
    .execute()
  const valueTold = (variantId: number, index: number, language: Language) => {
    const row = told.find((one) => one.variant_id === variantId && one.language === language)
    return row && [row.option1, row.option2, row.option3][index]
  }
  return {
    options: options.map(({ position, name }) => ({
      base: name,
      name: textsOf(name, (language) => {
        return names.find((one) => one.position === position && one.language === language)?.name
      }),
    })),
    variants: variants.map(({ id, values }) => ({
      id,
      values: values.map((value, index) => {
        return { base: value, name: textsOf(value, (language) => valueTold(id, index, language)) }
      }),
    })),
  }
}

async function readTags(db: Kysely<ShopDatabase>, productId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('product_tag')
    .select('tag')
    .where('product_id', '=', productId)
    .orderBy('tag')
    .execute()
  return rows.map(({ tag }) => tag)
}

async function readCollections(db: Kysely<ShopDatabase>, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('collection_product')
    .select('collection_id')
    .where('product_id', '=', productId)
    .orderBy('collection_id')
    .execute()
  return rows.map(({ collection_id }) => collection_id)
}

/** The text in each language: the translation, or the base text where there is none. */
function textsOf(base: string, told: (language: Language) => string | undefined): Texts {
  const texts = LANGUAGES.map((language) => [language, language === BASE_LANGUAGE ? base : told(language) || base])
  return Object.fromEntries(texts) as Texts
}
