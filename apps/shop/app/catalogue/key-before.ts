import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'

/**
 * Where the page of the grid before the one that begins after `key` begins itself; 0 is the first page. It lists what
 * `listProducts` lists.
 *
 * @param limit products on a page
 */
export async function keyBefore(db: Kysely<ShopDatabase>, key: number, limit: number): Promise<number> {
  const first = await db
    .selectFrom('product')
    .select('product.id')
    .where('product.status', '=', 'active')
    .where('product.published', '=', 1)
    .where('product.id', '<=', key)
    .where((where) =>
      where.exists(
        where
          .selectFrom('variant')
          .select('variant.id')
          .whereRef('variant.product_id', '=', 'product.id')
          .where((or) =>
            or.or([
              or('variant.tracked', '=', 0),
              or('variant.oversell', '=', 'continue'),
              or('variant.stock', '>', 0),
            ]),
          ),
      ),
    )
    .orderBy('product.id', 'desc')
    .offset(limit)
    .limit(1)
    .executeTakeFirst()
  return first?.id ?? 0
}
