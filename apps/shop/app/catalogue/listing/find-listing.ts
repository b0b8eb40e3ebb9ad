import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import type { Language } from '../../routes.ts'
import { countEntries, type Entry, type EntryFilter, productsWith, someEntries, walkEntries } from './entries-sql.ts'
import { columnOf, compareKeys, type Key, type Sort } from './order.ts'

/** More products than this are not counted, and not sorted in memory. */
export const COUNTED_MAX = 1_000
/** Products on a page of a listing: whole rows of two, three and four. */
export const PAGE_PRODUCTS = 24

/** What is asked of a listing. */
export interface Wanted extends Omit<EntryFilter, 'ids'> {
  readonly language: Language
  readonly sort: Sort
  readonly after: Key | null
  /** Of a search: the products found, at most {@link COUNTED_MAX}, with how well each matches, from 0. Null: no search. */
  readonly ranks: ReadonlyMap<number, number> | null
}

/** One page of a listing. */
export interface Found {
  /** In their order. */
  readonly ids: readonly number[]
  /** How many there are on all pages, or null if there are more than {@link COUNTED_MAX}. */
  readonly count: number | null
  /** What the page before begins after: `first` for the first page; null if there is no page before. */
  readonly previous: Key | 'first' | null
  /** What the next page begins after; null if this is the last. */
  readonly next: Key | null
}

/**
 * Finds one page. The work is bounded by what is asked for, not by the size of the catalogue: a few products are fetched
 * and sorted; many are walked along an index in their order.
 */
export async function findListing(db: Kysely<ShopDatabase>, wanted: Wanted): Promise<Found> {
  const { filter, isSmall } = await narrowed(db, wanted)
  if (isSmall) {
    const entries = await someEntries(db, filter, wanted.language, COUNTED_MAX + 1)
    if (entries.length <= COUNTED_MAX) return pageOf(entries, wanted)
  }
  return walked(db, filter, wanted)
}

/**
 * The same filter, by ids where few products have what is asked for, and whether what is left is little enough to be
 * fetched whole.
 */
export async function narrowed(
  db: Kysely<ShopDatabase>,
  wanted: Omit<Wanted, 'sort' | 'after' | 'language'>,
): Promise<{ readonly filter: EntryFilter; readonly isSmall: boolean }> {
  const { scope, fromMinor, toMinor, groups, ranks } = wanted
  const filter = { scope, fromMinor, toMinor, groups, ids: ranks === null ? null : [...ranks.keys()] }
  if (ranks !== null) return { filter, isSmall: true }
  if ((await countEntries(db, { ...filter, groups: [] }, COUNTED_MAX + 1)) <= COUNTED_MAX)
    return { filter, isSmall: true }
  for (const group of groups) {
    const ids = await productsWith(db, [group], COUNTED_MAX + 1)
    if (ids.length <= COUNTED_MAX) return { filter: { ...filter, ids }, isSmall: true }
  }
  return { filter, isSmall: false }
}

/** The page of a few, sorted here. */
function pageOf(entries: readonly Entry[], wanted: Wanted): Found {
  const { isDown } = columnOf(wanted.sort)
  const keys = entries.map((entry) => keyOf(entry, wanted)).sort((a, b) => compareKeys(a, b, isDown))
  const { after } = wanted
  const from = after === null ? 0 : keys.filter((key) => compareKeys(key, after, isDown) <= 0).length
  const to = from + PAGE_PRODUCTS
  return {
    ids: keys.slice(from, to).map(({ id }) => id),
    count: keys.length,
    previous: from === 0 ? null : (keys[from - PAGE_PRODUCTS - 1] ?? 'first'),
    next: keys.length > to ? (keys[to - 1] ?? null) : null,
  }
}

/** The page of many, along an index. */
async function walked(db: Kysely<ShopDatabase>, filter: EntryFilter, wanted: Wanted): Promise<Found> {
  const { after } = wanted
  // One more than asked for tells whether there is a next page.
  const entries = await walkEntries(db, filter, wanted, { after, limit: PAGE_PRODUCTS + 1 })
  const page = entries.slice(0, PAGE_PRODUCTS)
  const last = page.at(-1)
  const count = await countEntries(db, filter, COUNTED_MAX + 1)
  return {
    ids: page.map(({ id }) => id),
    count: count > COUNTED_MAX ? null : count,
    previous: after === null ? null : await beginningBefore(db, filter, wanted, after),
    next: entries.length > PAGE_PRODUCTS && last !== undefined ? keyOf(last, wanted) : null,
  }
}

async function beginningBefore(
  db: Kysely<ShopDatabase>,
  filter: EntryFilter,
  wanted: Wanted,
  upTo: Key,
): Promise<Found['previous']> {
  const before = await walkEntries(db, filter, wanted, { upTo, limit: PAGE_PRODUCTS + 1 })
  if (before.length === 0) return null
  const end = before[PAGE_PRODUCTS]
  return end === undefined ? 'first' : keyOf(end, wanted)
}

function keyOf({ id, price, name }: Entry, { sort, ranks }: Wanted): Key {
  switch (columnOf(sort).column) {
    case 'none':
      return { value: 0, id }
    case 'rank':
      return { value: ranks?.get(id) ?? 0, id }
    case 'price':
      return { value: price, id }
    case 'name':
      return { value: name, id }
  }
}
