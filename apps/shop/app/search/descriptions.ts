import type { Kysely } from 'kysely'
import { dialectNameOf } from '../data/dialect-name.ts'
import { idList } from '../data/lists.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'

/** What is said about products, in the language or in the base language, by their ids. */
export async function descriptionsOf(
  db: Kysely<ShopDatabase>,
  ids: readonly number[],
  language: Language,
): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('product')
    .leftJoin('product_translation as told', (join) =>
      join.onRef('told.product_id', '=', 'product.id').on('told.language', '=', language),
    )
    .select(['product.id', 'product.description', 'told.description as description_told'])
    .where('product.id', 'in', idList(dialectNameOf(db), ids))
    .execute()
  return new Map(rows.map(({ id, description, description_told }) => [id, description_told || description]))
}
