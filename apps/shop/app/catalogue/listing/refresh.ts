import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { LANGUAGES } from '../../routes.ts'
import { documentOf } from '../../search/document.ts'
import { createProductSearch } from '../../search/product-search.ts'
import { learnWords } from '../../search/vocabulary.ts'
import { type ChoiceLabel, choicesOf, labelsOf, nameKeysOf, scopesOf } from './places.ts'
import { readGoods } from './read-goods.ts'

/** Goes up when something else is made from the same product, so that all is made again at the next start. */
export const FINDING_VERSION = 2
const ROWS_AT_ONCE = 200

/**
 * Brings everything a product is found by up to date: its places in listings, the options it is filtered by and the words
 * it is searched by. To be called inside the transaction that changed the product, its stock, translations, tags or
 * collections. A product that is deleted needs no call.
 */
export async function refreshListing(db: Kysely<ShopDatabase>, productId: number): Promise<void> {
  const found = await foundBy(db, productId)
  const before = await db
    .selectFrom('listing_state')
    .select('digest')
    .where('product_id', '=', productId)
    .executeTakeFirst()
  const digest = found === null ? undefined : digestOf(found)
  if (before?.digest === digest) return
  await remove(db, productId)
  if (found !== null && digest !== undefined) await write(db, productId, found, digest)
}

type Found = NonNullable<Awaited<ReturnType<typeof foundBy>>>

async function foundBy(db: Kysely<ShopDatabase>, productId: number) {
  const goods = await readGoods(db, productId)
  if (goods === null) return null
  const place = { product_id: productId, price_minor: goods.priceMinor, ...nameKeysOf(goods) }
  return {
    entries: scopesOf(goods).map((scope) => ({ scope, ...place })),
    choices: choicesOf(goods).map((choice) => ({ ...choice, product_id: productId })),
    labels: labelsOf(goods),
    documents: LANGUAGES.map((language) => ({ language, document: documentOf(goods, language) })),
  }
}

function digestOf(found: Found): string {
  return createHash('sha256')
    .update(JSON.stringify([FINDING_VERSION, found]))
    .digest('base64url')
}

async function remove(db: Kysely<ShopDatabase>, productId: number): Promise<void> {
  for (const table of ['listing_state', 'listing_entry', 'listing_option'] as const) {
    await db.deleteFrom(table).where('product_id', '=', productId).execute()
  }
  const search = createProductSearch(db)
  for (const language of LANGUAGES) await search.replace(language, productId, null)
}

async function write(db: Kysely<ShopDatabase>, productId: number, found: Found, digest: string): Promise<void> {
  await db.insertInto('listing_state').values({ product_id: productId, digest }).execute()
  for (const values of parts(found.entries)) await db.insertInto('listing_entry').values(values).execute()
  for (const values of parts(found.choices)) await db.insertInto('listing_option').values(values).execute()
  await writeLabels(db, found.labels)
  const search = createProductSearch(db)
  for (const { language, document } of found.documents) {
    await search.replace(language, productId, document)
    await learnWords(db, language, [...document.title, ...document.names, ...document.body])
  }
}

/**
 * The last product to say what a choice is called is right, unless it has no translation; places only move back, so that
 * S, M, L keep their order.
 */
async function writeLabels(db: Kysely<ShopDatabase>, labels: readonly ChoiceLabel[]): Promise<void> {
  for (const { choice, language, isTold, position, ...said } of labels) {
    const before = await db
      .selectFrom('choice_label')
      .select(['label', 'position'])
      .where('choice', '=', choice)
      .where('language', '=', language)
      .executeTakeFirst()
    const label = isTold ? said.label : (before?.label ?? said.label)
    const row = { label, position: Math.max(position, before?.position ?? 0) }
    if (before?.label === label && before.position === row.position) continue
    await db
      .insertInto('choice_label')
      .values({ choice, language, ...row })
      .onConflict((conflict) => conflict.columns(['choice', 'language']).doUpdateSet(row))
      .execute()
  }
}

function parts<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  )
}
