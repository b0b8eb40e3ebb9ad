import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { TranslationLanguage } from './languages.ts'
import type { InLanguages, ProductTexts, Translation } from './model.ts'
import { keyOf } from './overlay.ts'
import { inLanguages } from './parse-translations.ts'

/*
 * The translations of a product, in and out of the database. A row is written only if it says something.
 */

type Db = Kysely<ShopDatabase>

/** All translations of a product that has options of those names. */
export async function loadTranslations(
  db: Db,
  productId: number,
  optionNames: readonly string[],
): Promise<InLanguages<Translation>> {
  const texts = await db.selectFrom('product_translation').selectAll().where('product_id', '=', productId).execute()
  const names = await db
    .selectFrom('product_option_translation')
    .selectAll()
    .where('product_id', '=', productId)
    .execute()
  const values = await db
    .selectFrom('variant_translation as told')
    .innerJoin('variant', 'variant.id', 'told.variant_id')
    .select(['told.language', 'told.option1 as told1', 'told.option2 as told2', 'told.option3 as told3'])
    .select(['variant.option1', 'variant.option2', 'variant.option3'])
    .where('variant.product_id', '=', productId)
    .execute()
  const alts = await db
    .selectFrom('image_translation as told')
    .innerJoin('image', 'image.id', 'told.image_id')
    .select(['told.language', 'told.alt', 'image.source'])
    .where('image.product_id', '=', productId)
    .execute()
  return inLanguages((language) => {
    const of = <Row extends { language: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.language === language)
    const [row] = of(texts)
    const nameAt = new Map(of(names).map(({ position, name }) => [position, name]))
    return {
      texts: {
        title: row?.title ?? '',
        description: row?.description ?? '',
        productType: row?.product_type ?? '',
        tags: row?.tags ?? '',
      },
      optionNames: optionNames.map((_, index) => nameAt.get(index + 1) ?? ''),
      values: new Map(
        of(values).map(({ option1, option2, option3, told1, told2, told3 }) => {
          const options = [option1, option2, option3].filter((option) => option !== null)
          return [keyOf(options), [told1, told2, told3].slice(0, options.length)]
        }),
      ),
      alts: new Map(of(alts).map(({ source, alt }) => [source, alt])),
    }
  })
}

/**
 * Writes what differs of a product's translations, once its options, variants and pictures are written. To be called
 * inside a transaction.
 *
 * @param before null for a new product
 */
export async function writeTranslations(
  db: Db,
  productId: number,
  before: InLanguages<Translation> | null,
  translations: InLanguages<Translation>,
): Promise<void> {
  for (const [language, translation] of translations) {
    const old = before?.get(language)
    const place = { db, productId, language }
    if (!isDeepStrictEqual(old?.texts, translation.texts)) await writeTexts(place, translation.texts)
    if (!isDeepStrictEqual(old?.optionNames, translation.optionNames)) await writeNames(place, translation.optionNames)
    if (!isDeepStrictEqual(old?.values, translation.values)) await writeValues(place, translation.values)
    if (!isDeepStrictEqual(old?.alts, translation.alts)) await writeAlts(place, translation.alts)
  }
}

interface Place {
  readonly db: Db
  readonly productId: number
  readonly language: TranslationLanguage
}

async function writeTexts({ db, productId, language }: Place, texts: ProductTexts): Promise<void> {
  const { title, description, productType, tags } = texts
  await db
    .deleteFrom('product_translation')
    .where('product_id', '=', productId)
    .where('language', '=', language)
    .execute()
  if ([title, description, productType, tags].every((text) => text === '')) return
  const row = { product_id: productId, language, title, description, product_type: productType, tags }
  await db.insertInto('product_translation').values(row).execute()
}

async function writeNames({ db, productId, language }: Place, names: readonly string[]): Promise<void> {
  await db
    .deleteFrom('product_option_translation')
    .where('product_id', '=', productId)
    .where('language', '=', language)
    .execute()
  for (const [index, name] of names.entries()) {
    if (name === '') continue
    const row = { product_id: productId, position: index + 1, language, name }
    await db.insertInto('product_option_translation').values(row).execute()
  }
}

async function writeValues({ db, productId, language }: Place, values: Translation['values']): Promise<void> {
  const variants = await db
    .selectFrom('variant')
    .select(['id', 'option1', 'option2', 'option3'])
    .where('product_id', '=', productId)
    .execute()
  for (const { id, option1, option2, option3 } of variants) {
    await db.deleteFrom('variant_translation').where('variant_id', '=', id).where('language', '=', language).execute()
    const told = values.get(keyOf([option1, option2, option3].filter((option) => option !== null)))
    if (told === undefined) continue
    const [told1 = '', told2 = '', told3 = ''] = told
    const row = { variant_id: id, language, option1: told1, option2: told2, option3: told3 }
    await db.insertInto('variant_translation').values(row).execute()
  }
}

async function writeAlts({ db, productId, language }: Place, alts: Translation['alts']): Promise<void> {
  const images = await db.selectFrom('image').select(['id', 'source']).where('product_id', '=', productId).execute()
  for (const { id, source } of images) {
    await db.deleteFrom('image_translation').where('image_id', '=', id).where('language', '=', language).execute()
    const alt = alts.get(source)
    if (alt !== undefined) await db.insertInto('image_translation').values({ image_id: id, language, alt }).execute()
  }
}
