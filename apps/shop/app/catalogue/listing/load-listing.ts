import type { Language } from '../../routes.ts'
import type { Shop } from '../../shop.ts'
import type { ProductCard } from '../queries.ts'
import { labelsFor } from './entries-sql.ts'
import { findFilters, type OfferedOption } from './find-filters.ts'
import { type Found, findFew, findListing } from './find-listing.ts'
import { type ListingQuery, type OptionFilter, priceRangeOf } from './listing-query.ts'

/** One page of a listing with everything shown on it. */
export interface Listing extends Found {
  readonly products: readonly ProductCard[]
  /** What was asked for, without options and values that nobody has heard of. */
  readonly query: ListingQuery
  readonly offered: readonly OfferedOption[]
}

/** Which listing, and what is wanted of it. */
export interface ListingWish {
  /** See `places.ts`. */
  readonly scope: string
  readonly language: Language
  readonly query: ListingQuery
  /** Of a search: the products found and how well each matches, from 0. Null: no search. */
  readonly ranks: ReadonlyMap<number, number> | null
}

/** Finds the products of a page, how many there are, and what they can be filtered by. */
export async function loadListing(
  { db, catalogue }: Pick<Shop, 'db' | 'catalogue'>,
  { scope, language, ranks, query: asked }: ListingWish,
): Promise<Listing> {
  const query = { ...asked, options: await knownOptions(db, asked.options, language) }
  const groups = query.options.map(({ option, values }) => values.map((value) => `${option}:${value}`))
  const wanted = { scope, language, ranks, groups, sort: query.sort, after: query.after, ...priceRangeOf(query) }
  const few = await findFew(db, wanted)
  const found = await findListing(db, wanted, few)
  return {
    ...found,
    query,
    products: await catalogue.cards(found.ids, language),
    offered: await findFilters(db, wanted, few, found, query.options),
  }
}

async function knownOptions(
  db: Shop['db'],
  options: readonly OptionFilter[],
  language: Language,
): Promise<OptionFilter[]> {
  const choices = options.flatMap(({ option, values }) => values.map((value) => `${option}:${value}`))
  const labels = await labelsFor(db, choices, language)
  return options
    .map(({ option, values }) => ({ option, values: values.filter((value) => labels.has(`${option}:${value}`)) }))
    .filter(({ values }) => values.length > 0)
}
