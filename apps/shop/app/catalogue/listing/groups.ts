import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { BASE_LANGUAGE, type Language } from '../../routes.ts'

/** A collection or a tag as its page shows it. */
export interface Group {
  readonly id: number
  readonly title: string
  readonly titleLanguage: Language
  /** Plain text; may be empty. */
  readonly description: string
  readonly descriptionLanguage: Language
}

/** The collection of a handle, in the language or in the base language; null if there is none. */
export async function collectionByHandle(
  db: Kysely<ShopDatabase>,
  handle: string,
  language: Language,
): Promise<Group | null> {
  const row = await db
    .selectFrom('collection')
    .leftJoin('collection_translation as told', (join) =>
      join.onRef('told.collection_id', '=', 'collection.id').on('told.language', '=', language),
    )
    .select(['collection.id', 'collection.title', 'collection.description'])
    .select(['told.title as title_told', 'told.description as description_told'])
    .where('collection.handle', '=', handle)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    title: row.title_told || row.title,
    titleLanguage: row.title_told ? language : BASE_LANGUAGE,
    description: row.description_told || row.description,
    descriptionLanguage: row.description_told ? language : BASE_LANGUAGE,
  }
}

/** How a tag is written by one of the products that can be bought and have it; null if none has. */
export async function tagLabel(db: Kysely<ShopDatabase>, tag: string, scope: string): Promise<string | null> {
  const row = await db
    .selectFrom('listing_entry')
    .innerJoin('product_tag', 'product_tag.product_id', 'listing_entry.product_id')
    .select('product_tag.label')
    .where('listing_entry.scope', '=', scope)
    .where('product_tag.tag', '=', tag)
    .orderBy('listing_entry.product_id')
    .limit(1)
    .executeTakeFirst()
  return row?.label ?? null
}
