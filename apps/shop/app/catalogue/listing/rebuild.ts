import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import { FINDING_VERSION, refreshListing } from './refresh.ts'

const SETTING = 'finding'
const PRODUCTS_AT_ONCE = 200

/**
 * Makes everything products are found by, if that was not done yet by this version of the shop: after an update. A
 * moment for a thousand products, minutes for a hundred thousand; broken off, it goes on at the next start.
 *
 * @returns how many products were looked at
 */
export async function rebuildListings(db: Kysely<ShopDatabase>): Promise<number> {
  const version = String(FINDING_VERSION)
  const made = await db.selectFrom('shop_setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  if (made?.value === version) return 0
  let count = 0
  for (let after = 0; ; ) {
    const ids = await nextIds(db, after)
    if (ids.length === 0) break
    await db.transaction().execute(async (transaction) => {
      for (const id of ids) await refreshListing(transaction, id)
    })
    count += ids.length
    after = ids.at(-1) ?? after
  }
  await db
    .insertInto('shop_setting')
    .values({ name: SETTING, value: version })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: version }))
    .execute()
  return count
}

async function nextIds(db: Kysely<ShopDatabase>, after: number): Promise<number[]> {
  const rows = await db
    .selectFrom('product')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(PRODUCTS_AT_ONCE)
    .execute()
  return rows.map(({ id }) => id)
}
