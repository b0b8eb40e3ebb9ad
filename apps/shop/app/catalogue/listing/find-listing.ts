import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../../data/schema.ts'
import type { Language } from '../../routes.ts'
import { countEntries, type Entry, type EntryFilter, productsWith, someIds, walkEntries } from './entries-sql.ts'
import { columnOf, compareKeys, type Key, type Sort } from './order.ts'
import { ALL } from './places.ts'

/** More products than this are not counted, and not sorted without an index. */
export const COUNTED_MAX = 1_000
/** The same where each product has to be looked at closely: with several options at once. */
export const COUNTED_CLOSELY_MAX = 200
/** Products on a page of a listing: whole rows of two, three and four. */
export const PAGE_PRODUCTS = 24

/** What is asked of a listing. */
export interface Wanted extends Omit<EntryFilter, 'ids'> {
  readonly language: Language
  readonly sort: Sort
  readonly after: Key | null
  /** Of a search: the products found, at most one more than {@link COUNTED_MAX}, with how well each matches, from 0. Null: no search. */
  readonly ranks: ReadonlyMap<number, number> | null
}

/** One page of a listing. */
export interface Found {
  /** In their order. */
  readonly ids: readonly number[]
  /** How many there are on all pages; if there are more than could be counted, how many were. */
  readonly count: number
  readonly isCountedOut: boolean
  /** What the page before begins after: `first` for the first page; null if there is no page before. */
  readonly previous: Key | 'first' | null
  /** What the next page begins after; null if this is the last. */
  readonly next: Key | null
}

/** Where few products have a part of what is asked for, their ids; null where there are many. */
export interface Few {
  readonly price: readonly number[] | null
  /** As many as there are groups of choices. */
  readonly groups: readonly (readonly number[] | null)[]
}

/**
 * Finds one page. The work is bounded by what is asked for, not by the size of the catalogue: where few products can
 * match they are sorted, else an index is walked along in its order.
 */
export async function findListing(db: Kysely<ShopDatabase>, wanted: Wanted, few: Few): Promise<Found> {
  const { filter } = narrowed(wanted, few)
  return wanted.ranks !== null && wanted.sort === 'best'
    ? bestPage(db, filter, wanted, wanted.ranks)
    : walkedPage(db, filter, wanted, isKnownToBeMany(wanted, few))
}

/** Whether something is asked for beside the place in the order. */
export function hasFilter({ fromMinor, toMinor, groups }: Pick<Wanted, 'fromMinor' | 'toMinor' | 'groups'>): boolean {
  return fromMinor !== null || toMinor !== null || groups.length > 0
}

/** Looks for parts of a wish that few products have. */
export async function findFew(
  db: Kysely<ShopDatabase>,
  { scope, fromMinor, toMinor, groups, ranks }: Omit<Wanted, 'sort' | 'after' | 'language'>,
): Promise<Few> {
  if (ranks !== null) return { price: null, groups: groups.map(() => null) }
  const ifFew = (ids: readonly number[]) => (ids.length <= COUNTED_MAX ? ids : null)
  const limit = COUNTED_MAX + 1
  const prices = { scope, fromMinor, toMinor, groups: [], ids: null }
  const price = fromMinor === null && toMinor === null ? null : ifFew(await someIds(db, prices, limit))
  const byGroup: (readonly number[] | null)[] = []
  for (const group of groups) byGroup.push(ifFew(await productsWith(db, [group], limit)))
  return { price, groups: byGroup }
}

/** What is asked for as a filter: by ids, where few products can match at all. */
export function narrowed(wanted: Wanted, few: Few): { readonly filter: EntryFilter; readonly isFew: boolean } {
  const { scope, fromMinor, toMinor, groups, ranks } = wanted
  const shortest = [few.price, ...few.groups]
    .filter((ids) => ids !== null)
    .sort((a, b) => a.length - b.length)
    .at(0)
  const ids = ranks === null ? (shortest ?? null) : [...ranks.keys()]
  return { filter: { scope, fromMinor, toMinor, groups, ids }, isFew: ids !== null }
}

/** The page of a search by how well products match, which no index knows. */
async function bestPage(
  db: Kysely<ShopDatabase>,
  filter: EntryFilter,
  wanted: Wanted,
  ranks: ReadonlyMap<number, number>,
): Promise<Found> {
  const ids = hasFilter(wanted) ? await someIds(db, filter, COUNTED_MAX + 1) : [...ranks.keys()]
  const keys = ids.map((id) => ({ value: ranks.get(id) ?? 0, id })).sort((a, b) => compareKeys(a, b, false))
  const { after } = wanted
  const from = after === null ? 0 : keys.filter((key) => compareKeys(key, after, false) <= 0).length
  const to = from + PAGE_PRODUCTS
  return {
    ids: keys.slice(from, to).map(({ id }) => id),
    ...counted(keys.length, COUNTED_MAX),
    previous: from === 0 ? null : (keys[from - PAGE_PRODUCTS - 1] ?? 'first'),
    next: keys.length > to ? (keys[to - 1] ?? null) : null,
  }
}

/** With one option and nothing else asked for, looking for few has counted already. */
function isKnownToBeMany({ scope, fromMinor, toMinor, ranks }: Wanted, { groups }: Few): boolean {
  const isAlone = ranks === null && scope === ALL && fromMinor === null && toMinor === null
  return isAlone && groups.length === 1 && groups[0] === null
}

async function walkedPage(
  db: Kysely<ShopDatabase>,
  filter: EntryFilter,
  wanted: Wanted,
  isMany: boolean,
): Promise<Found> {
  const { after, sort } = wanted
  // One more than asked for tells whether there is a next page.
  const entries = await walkEntries(db, filter, wanted, { after, limit: PAGE_PRODUCTS + 1 })
  const page = entries.slice(0, PAGE_PRODUCTS)
  const last = page.at(-1)
  const isLast = entries.length <= PAGE_PRODUCTS
  const isAll = after === null && isLast
  return {
    ids: page.map(({ id }) => id),
    ...(isAll
      ? counted(page.length, COUNTED_MAX)
      : isMany
        ? counted(COUNTED_MAX + 1, COUNTED_MAX)
        : await count(db, filter)),
    previous: after === null ? null : await beginningBefore(db, filter, wanted, after),
    next: isLast || last === undefined ? null : keyOf(last, sort),
  }
}

async function count(db: Kysely<ShopDatabase>, filter: EntryFilter): Promise<Pick<Found, 'count' | 'isCountedOut'>> {
  const max = filter.groups.length > 1 ? COUNTED_CLOSELY_MAX : COUNTED_MAX
  return counted(await countEntries(db, filter, max + 1), max)
}

function counted(found: number, max: number): Pick<Found, 'count' | 'isCountedOut'> {
  return { count: Math.min(found, max), isCountedOut: found <= max }
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
  return end === undefined ? 'first' : keyOf(end, wanted.sort)
}

function keyOf({ id, price, name }: Entry, sort: Sort): Key {
  switch (columnOf(sort).column) {
    case 'price':
      return { value: price, id }
    case 'name':
      return { value: name, id }
    case 'none':
    case 'rank':
      return { value: 0, id }
  }
}
