import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { newDatabaseWithoutTables } from '../testing/new-database.ts'
import { catalogue } from './0001-catalogue.ts'
import { languagesAndCollections } from './0002-languages-and-collections.ts'

test('the tags of products that were there before can be looked up', async () => {
  const db = await newDatabaseWithoutTables()
  await catalogue.up(db)
  for (const [handle, tags] of [
    ['cup', 'Slow food, slow-food, 日本, !'],
    ['plate', ''],
  ]) {
    await sql`insert into product (handle, title, description, vendor, product_type, tags, status, published, created_at,
      updated_at) values (${handle}, 'Cup', '', '', '', ${tags}, 'active', 1, '', '')`.execute(db)
  }
  await languagesAndCollections.up(db)
  const { rows } = await sql<object>`select product_id, tag, label from product_tag order by label`.execute(db)
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [
      { product_id: 1, tag: 'slow-food', label: 'Slow food' },
      { product_id: 1, tag: '日本', label: '日本' },
    ],
  )
  await db.destroy()
})
