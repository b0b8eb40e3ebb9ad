import type { Kysely } from 'kysely'
import type { ShopDatabase } from './schema.ts'

const SETTING = 'currency'

/**
 * The currency that the prices in the database are in; null as long as there is no product. Amounts are stored without
 * it, so a shop must never show or take them in another.
 */
export async function catalogueCurrency(db: Kysely<ShopDatabase>): Promise<string | null> {
  if (!(await hasProducts(db))) return null
  const setting = await db.selectFrom('shop_setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return setting?.value ?? null
}

/**
 * Settles the currency of all prices to come. To be called inside a transaction.
 *
 * @returns false, and nothing written, if there are products with prices in another currency
 */
export async function settleCurrency(db: Kysely<ShopDatabase>, currency: string): Promise<boolean> {
  const kept = await catalogueCurrency(db)
  if (kept === currency) return true
  if (kept !== null) return false
  await db
    .insertInto('shop_setting')
    .values({ name: SETTING, value: currency })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: currency }))
    .execute()
  return true
}

/** Whether the catalogue has any product, for sale or not. */
export async function hasProducts(db: Kysely<ShopDatabase>): Promise<boolean> {
  return (await db.selectFrom('product').select('id').limit(1).executeTakeFirst()) !== undefined
}
