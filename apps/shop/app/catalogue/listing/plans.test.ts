import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { Kysely, type LogEvent } from 'kysely'
import { openDatabase } from '../../data/database.ts'
import { NodeSqliteDialect } from '../../data/dialect.ts'
import type { ShopDatabase } from '../../data/schema.ts'
import { descriptionsOf } from '../../search/descriptions.ts'
import { findProducts } from '../../search/find-products.ts'
import { createCatalogueQueries } from '../queries.ts'
import { findFilters } from './find-filters.ts'
import { findFew, findListing, type Wanted } from './find-listing.ts'
import { collectionByHandle, tagLabel } from './groups.ts'
import { LISTING_SORTS } from './order.ts'
import { ALL, tagScope } from './places.ts'
import { rebuildListings } from './rebuild.ts'
import { refreshListing } from './refresh.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-plans-'))
const asked: { sql: string; parameters: readonly unknown[] }[] = []
let connection: DatabaseSync
let db: Kysely<ShopDatabase>

before(async () => {
  const file = join(folder, 'shop.sqlite')
  await (await openDatabase(file)).destroy()
  connection = new DatabaseSync(file)
  const log = ({ query }: LogEvent) => void asked.push({ sql: query.sql, parameters: query.parameters })
  db = new Kysely<ShopDatabase>({ dialect: new NodeSqliteDialect(connection), log })
  fill()
  await rebuildListings(db)
})
after(async () => {
  await db?.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** Two thousand shirts, so that listings are walked and not sorted in memory. */
function fill(): void {
  connection.exec(`
    insert into product (handle, title, description, vendor, product_type, tags, status, published, created_at, updated_at)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
      select 'shirt-' || i, 'Shirt ' || i, '', '', '', 'linen', 'active', 1, '', '' from n;
    insert into product_option select id, 1, 'Size' from product;
    insert into variant (product_id, position, option1, price_minor, tracked, stock, oversell, grams, requires_shipping, taxable)
      select id, 1, 'M', id, 0, 0, 'deny', 0, 1, 1 from product;
    insert into product_tag select id, 'linen', 'linen' from product`)
}

/** Fails if SQLite would read a whole table, or sort more than it is given, for anything asked since `from`. */
function assertByIndex(from: number, fine: RegExp = /^$/): void {
  for (const { sql, parameters } of asked.slice(from)) {
    if (!/^\s*select/i.test(sql)) continue
    const plan = connection
      .prepare(`explain query plan ${sql}`)
      .all(...(parameters as number[]))
      .map(({ detail }) => String(detail))
    const bad = plan.filter((step) =>
      /^SCAN (?!json_each|some\b|CONSTANT|\w+ VIRTUAL TABLE INDEX \d+:(M|=))|TEMP B-TREE FOR ORDER/.test(step),
    )
    assert.deepEqual(
      bad.filter((step) => !fine.test(step)),
      [],
      `${sql}\n${plan.join('\n')}`,
    )
  }
}

function want(changes: Partial<Wanted>): Wanted {
  const base = { scope: ALL, fromMinor: null, toMinor: null, groups: [], ranks: null, after: null }
  return { ...base, sort: 'featured', language: 'es', ...changes }
}

test('a page of a listing and its filters read no whole table, in any order, with any filter', async () => {
  const filters: Partial<Wanted>[] = [
    {},
    { scope: tagScope('linen') },
    { fromMinor: 5, toMinor: 1_900 },
    { fromMinor: 5, toMinor: 9 },
    { groups: [['size:m']] },
    { groups: [['size:m', 'size:l']], fromMinor: 3 },
    { groups: [['size:l'], ['size:m']] },
  ]
  for (const filter of filters) {
    for (const sort of LISTING_SORTS) {
      for (const after of [null, { value: sort === 'name' ? 'shirt 3500' : 500, id: 500 }]) {
        const from = asked.length
        const wanted = want({ ...filter, sort, after })
        const few = await findFew(db, wanted)
        const found = await findListing(db, wanted, few)
        await findFilters(db, wanted, few, found, [])
        await createCatalogueQueries(db).cards(found.ids, 'es')
        // Where few can match, these few are sorted.
        assertByIndex(from, few.price === null && few.groups.every((ids) => ids === null) ? /^$/ : /FOR ORDER BY$/)
      }
    }
  }
})

test('a search, its correction and its excerpts read no whole table', async () => {
  for (const words of [['shirt'], ['shirt', '17'], ['shrit'], ['nothing']]) {
    const from = asked.length
    const { ranks } = await findProducts(db, 'es', words)
    const few = await findFew(db, want({ ranks }))
    await findListing(db, want({ ranks, sort: 'price-up' }), few)
    await findListing(db, want({ ranks, sort: 'best', fromMinor: 5 }), few)
    await findFilters(db, want({ ranks, sort: 'best' }), few, { ids: [], next: { value: 0, id: 1 } }, [])
    await descriptionsOf(db, [...ranks.keys()].slice(0, 24), 'es')
    // At most a few dozen words are sorted by how much they share.
    assertByIndex(from, /TEMP B-TREE FOR ORDER BY$/)
  }
})

test('the pages of a collection, a tag and a product, and what writers do, read no whole table', async () => {
  const from = asked.length
  await collectionByHandle(db, 'clothes', 'es')
  await tagLabel(db, 'linen', tagScope('linen'))
  await createCatalogueQueries(db).productByHandle('shirt-7', 'es')
  await db.updateTable('product').set({ title: 'Blouse' }).where('id', '=', 7).execute()
  await refreshListing(db, 7)
  // What is sorted belongs to one product.
  assertByIndex(from, /TEMP B-TREE FOR ORDER BY$/)
})
