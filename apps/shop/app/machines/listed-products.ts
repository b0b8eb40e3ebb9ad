import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'

/**
 * Products of one part of the map: with two languages 2,000 addresses, about 1 MB. The limits are 50,000 addresses and
 * 50 MB (sitemaps.org); small parts are made in no time, and search engines fetch again only those that changed.
 */
export const PART_PRODUCTS = 1_000

/** A part of the products: those with ids from `part * PART_PRODUCTS` on. */
export interface ProductPart {
  readonly part: number
  /** ISO 8601, of the product in it that changed last. */
  readonly changedAt: string
}

/** A product on sale, sold out or not: it has a page. */
export interface ListedProduct {
  readonly handle: string
  readonly changedAt: string
}

/** The parts that have a product on sale, in their order. Reads the whole product table: 100,000 rows in 30 ms. */
export async function productParts(db: Kysely<ShopDatabase>): Promise<ProductPart[]> {
  // Whole numbers divided by whole numbers are whole in both databases.
  const part = sql<number>`id / ${sql.lit(PART_PRODUCTS)}`
  const rows = await db
    .selectFrom('product')
    .select([part.as('part'), (of) => of.fn.max('updated_at').as('changedAt')])
    .where('status', '=', 'active')
    .where('published', '=', 1)
    .groupBy(part)
    .orderBy('part')
    .execute()
  return rows.map(({ part, changedAt }) => ({ part: Number(part), changedAt }))
}

/** The products on sale of one part. */
export function productsOfPart(db: Kysely<ShopDatabase>, part: number): Promise<ListedProduct[]> {
  return db
    .selectFrom('product')
    .select(['handle', 'updated_at as changedAt'])
    .where('id', '>=', part * PART_PRODUCTS)
    .where('id', '<', (part + 1) * PART_PRODUCTS)
    .where('status', '=', 'active')
    .where('published', '=', 1)
    .orderBy('id')
    .execute()
}
