import { type Kysely, type RawBuilder, sql } from 'kysely'
import { dialectNameOf } from '../../data/dialect-name.ts'
import { idList, textList } from '../../data/lists.ts'
import type { ShopDatabase } from '../../data/schema.ts'
import type { Language } from '../../routes.ts'
import { columnOf, type Key, type Sort, type SortColumn } from './order.ts'

/** Which places of a listing are meant. */
export interface EntryFilter {
  readonly scope: string
  readonly fromMinor: number | null
  readonly toMinor: number | null
  /** One variant must have one choice of each group. */
  readonly groups: readonly (readonly string[])[]
  /** Only these products; null for all. */
  readonly ids: readonly number[] | null
}

/** A product's place in a listing. */
export interface Entry {
  readonly id: number
  readonly price: number
  readonly name: string
}

type Db = Kysely<ShopDatabase>

/*
 * The plus hides a column from the planners of both databases, which might else take the index of prices and look at all
 * that it finds, where another one leads to the few places that are wanted, or has their order.
 */
const PRICE = sql<number>`e.price_minor`
const HIDDEN_PRICE = sql<number>`+e.price_minor`

/** The products that match, in no order: at most `limit`. */
export async function someIds(db: Db, filter: EntryFilter, limit: number): Promise<number[]> {
  const rows = await matching(db, filter, PRICE).select('e.product_id as id').limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** How many match, but at most `max`. */
export async function countEntries(db: Db, filter: EntryFilter, max: number): Promise<number> {
  const some = matching(db, filter, PRICE).select('e.product_id').limit(max).as('some')
  const { count } = await db
    .selectFrom(some)
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where to walk along an order: on behind `after` or from the beginning, or back from `upTo` on. */
export type Walk =
  | { readonly after: Key | null; readonly limit: number }
  | { readonly upTo: Key; readonly limit: number }

/** The places that follow each other in an order, or go back in it. */
export async function walkEntries(
  db: Db,
  filter: EntryFilter,
  { sort, language }: { readonly sort: Sort; readonly language: Language },
  walk: Walk,
): Promise<Entry[]> {
  const { column, isDown } = columnOf(sort)
  const isBack = 'upTo' in walk
  const direction = isDown === isBack ? 'asc' : 'desc'
  const name = sql<string>`${sql.ref(`e.name_${language}`)}`
  const by = orderedBy(column, name, filter.ids !== null)
  let query = matching(db, filter, column === 'price' ? PRICE : HIDDEN_PRICE)
    .select(['e.product_id as id', 'e.price_minor as price', name.as('name')])
    .limit(walk.limit)
  if (by !== null) query = query.orderBy(by, direction)
  const key = isBack ? walk.upTo : walk.after
  if (key !== null) {
    const sign = sql.raw(`${direction === 'asc' ? '>' : '<'}${isBack ? '=' : ''}`)
    const place = by === null ? sql`e.product_id` : sql`(${by}, e.product_id)`
    const bound = by === null ? sql`${key.id}` : sql`(${key.value}, ${key.id})`
    query = query.where(sql<boolean>`${place} ${sign} ${bound}`)
  }
  return query.orderBy('e.product_id', direction).execute()
}

/** What is sorted by, before the ids. A few products are sorted, and no index is to be walked for that. */
function orderedBy(column: SortColumn, name: RawBuilder<string>, areFew: boolean): RawBuilder<string | number> | null {
  switch (column) {
    case 'price':
      return areFew ? HIDDEN_PRICE : PRICE
    case 'name':
      return areFew ? sql<string>`(${name} || '')` : name
    case 'rank':
    case 'none':
      return null
  }
}

/** The products with a variant that has one choice of each group: at most `limit`. Groups: at least one. */
export async function productsWith(db: Db, groups: EntryFilter['groups'], limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select distinct o1.product_id as id ${variantWith(db, groups)}
    limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many of these products have a choice, for each choice that occurs. */
export async function choicesIn(db: Db, ids: readonly number[]): Promise<{ choice: string; products: number }[]> {
  const rows = await db
    .selectFrom('listing_option')
    .select(['choice', sql<number>`count(distinct product_id)`.as('products')])
    .where('product_id', 'in', idList(dialectNameOf(db), ids))
    .groupBy('choice')
    .execute()
  return rows.map(({ choice, products }) => ({ choice, products: Number(products) }))
}

/** What options and choices are called. */
export async function labelsFor(
  db: Db,
  choices: readonly string[],
  language: Language,
): Promise<ReadonlyMap<string, { readonly label: string; readonly position: number }>> {
  if (choices.length === 0) return new Map()
  const rows = await db
    .selectFrom('choice_label')
    .select(['choice', 'label', 'position'])
    .where('language', '=', language)
    .where('choice', 'in', textList(dialectNameOf(db), choices))
    .execute()
  return new Map(rows.map(({ choice, label, position }) => [choice, { label, position }]))
}

function matching(db: Db, { scope, fromMinor, toMinor, groups, ids }: EntryFilter, by: typeof PRICE) {
  const price = ids === null ? by : HIDDEN_PRICE
  let query = db.selectFrom('listing_entry as e').where('e.scope', '=', scope)
  if (fromMinor !== null) query = query.where(price, '>=', fromMinor)
  if (toMinor !== null) query = query.where(price, '<=', toMinor)
  if (ids !== null) query = query.where('e.product_id', 'in', idList(dialectNameOf(db), ids))
  if (groups.length > 0) {
    query = query.where(sql<boolean>`exists (select 1 ${variantWith(db, groups)} and o1.product_id = e.product_id)`)
  }
  return query
}

/** `from` and `where` of a variant with one choice of each group, `o1` among them. */
function variantWith(db: Db, groups: EntryFilter['groups']): RawBuilder<unknown> {
  const dialect = dialectNameOf(db)
  const among = (index: number) => {
    const [first = '', ...more] = groups[index] ?? []
    // One value is looked up and not looked for in a list: half the work.
    return more.length === 0 ? sql`= ${first}` : sql`in ${textList(dialect, [first, ...more])}`
  }
  const others = groups.slice(1).map((_, index) => {
    const other = sql.id(`o${index + 2}`)
    return sql` join listing_option ${other} on ${other}.product_id = o1.product_id
      and ${other}.variant_id = o1.variant_id and ${other}.choice ${among(index + 1)}`
  })
  return sql`from listing_option o1${sql.join(others, sql``)} where o1.choice ${among(0)}`
}
