/*
 * The orders of a listing. In each, products with equal values stand in the order of their ids, so that the order is the
 * same every time.
 */

/** How a listing can be sorted: `best` is for search, `featured` the order in which products came into the shop. */
export type Sort = 'best' | 'featured' | 'newest' | 'price-up' | 'price-down' | 'name'

/** The orders offered by a search, and by all other listings: the first is what comes without asking. */
export const SEARCH_SORTS = ['best', 'newest', 'price-up', 'price-down', 'name'] as const satisfies readonly Sort[]
/** See {@link SEARCH_SORTS}. */
export const LISTING_SORTS = ['featured', 'newest', 'price-up', 'price-down', 'name'] as const satisfies readonly Sort[]

/** What a listing is sorted by, before the ids. */
export type SortColumn = 'rank' | 'price' | 'name' | 'none'

/** By what, and whether the largest comes first: in ids and values alike. */
export function columnOf(sort: Sort): { readonly column: SortColumn; readonly isDown: boolean } {
  switch (sort) {
    case 'best':
      return { column: 'rank', isDown: false }
    case 'featured':
      return { column: 'none', isDown: false }
    case 'newest':
      return { column: 'none', isDown: true }
    case 'price-up':
      return { column: 'price', isDown: false }
    case 'price-down':
      return { column: 'price', isDown: true }
    case 'name':
      return { column: 'name', isDown: false }
  }
}

/** Where a product stands in an order: what is sorted by (0 if nothing is), and its id. */
export interface Key {
  readonly value: string | number
  readonly id: number
}

/** Whether `a` stands before (negative) or after `b` (positive). Text compares as the databases compare it. */
export function compareKeys(a: Key, b: Key, isDown: boolean): number {
  const order = a.value === b.value ? a.id - b.id : a.value < b.value ? -1 : 1
  return isDown ? -order : order
}

const KEY_CHARS_MAX = 200
const NUMBER_AND_ID = /^([0-9]{1,15})\.([1-9][0-9]{0,14})$/
const NAME_AND_ID = /^(.*)\.([1-9][0-9]{0,14})$/s
const ID = /^[1-9][0-9]{0,14}$/

/** A key as it stands in an address. */
export function keyText({ value, id }: Key, sort: Sort): string {
  return columnOf(sort).column === 'none' ? String(id) : `${value}.${id}`
}

/** Reads what {@link keyText} wrote; null for anything else. */
export function parseKey(text: string, sort: Sort): Key | null {
  if (text.length > KEY_CHARS_MAX) return null
  const { column } = columnOf(sort)
  if (column === 'none') return ID.test(text) ? { value: 0, id: Number(text) } : null
  const [, value, id] = (column === 'name' ? NAME_AND_ID : NUMBER_AND_ID).exec(text) ?? []
  if (value === undefined || id === undefined || value.includes('\0')) return null
  return { value: column === 'name' ? value : Number(value), id: Number(id) }
}
