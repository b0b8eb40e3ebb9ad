import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { tagsOf } from '../data/slug.ts'
import type { ParsedCollection } from './model.ts'

/*
 * Where a product is to be found: its collections and its tags, in and out of the database. To be called inside a
 * transaction.
 */

type Db = Kysely<ShopDatabase>

/** Makes the collection if there is none of its handle, behind the others, and gives it its names. */
export async function writeCollection(db: Db, { handle, title, translations }: ParsedCollection): Promise<void> {
  const last = sql<number>`(select coalesce(max(position), 0) + 1 from collection)`
  const { id } = await db
    .insertInto('collection')
    .values({ handle, title, description: '', position: last })
    .onConflict((conflict) => conflict.column('handle').doUpdateSet({ title }))
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [language, name] of translations) {
    await db
      .insertInto('collection_translation')
      .values({ collection_id: id, language, title: name, description: '' })
      .onConflict((conflict) => conflict.columns(['collection_id', 'language']).doUpdateSet({ title: name }))
      .execute()
  }
}

/** The handles of the collections a product is in, sorted. */
export async function loadCollections(db: Db, productId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('collection_product')
    .innerJoin('collection', 'collection.id', 'collection_product.collection_id')
    .select('collection.handle')
    .where('collection_product.product_id', '=', productId)
    .orderBy('collection.handle')
    .execute()
  return rows.map(({ handle }) => handle)
}

/** Puts a product into the collections of those handles, and takes it out of all others. */
export async function writeCollections(
  db: Db,
  productId: number,
  before: readonly string[],
  handles: readonly string[],
): Promise<void> {
  if (isDeepStrictEqual(before, handles)) return
  await db.deleteFrom('collection_product').where('product_id', '=', productId).execute()
  for (const handle of handles) {
    const { id } = await db.selectFrom('collection').select('id').where('handle', '=', handle).executeTakeFirstOrThrow()
    await db.insertInto('collection_product').values({ collection_id: id, product_id: productId }).execute()
  }
}

/** Writes the tags of a product's list, to be looked up. */
export async function writeTags(db: Db, productId: number, before: string, tags: string): Promise<void> {
  if (before === tags) return
  await db.deleteFrom('product_tag').where('product_id', '=', productId).execute()
  for (const { tag, label } of tagsOf(tags)) {
    await db.insertInto('product_tag').values({ product_id: productId, tag, label }).execute()
  }
}
