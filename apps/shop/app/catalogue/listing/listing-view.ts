import type { Content } from '@comanda/ui/html'
import type { Language } from '../../routes.ts'
import type { CardMarks } from '../grid-page.ts'
import { FIELDS, fieldsOf, type ListingQuery } from './listing-query.ts'
import type { Listing } from './load-listing.ts'

/** Where a listing is: its address without what is wanted of it. */
export interface ListingPlace {
  readonly language: Language
  /** Such as `/collections/mugs`. */
  readonly path: string
  /** What a search looks for; null for any other listing. */
  readonly search: string | null
}

/** A listing as a page shows it. */
export interface ListingView {
  readonly place: ListingPlace
  /** ISO 4217. */
  readonly currency: string
  readonly listing: Listing
  readonly formToken: string | null
  /** What is said where there is nothing and no filter is to blame. */
  readonly empty: Content
  readonly marks?: ReadonlyMap<number, CardMarks>
}

/** The address of a listing with these wishes. */
export function listingPath({ path, search }: ListingPlace, query: ListingQuery): string {
  const all = new URLSearchParams(search === null ? [] : [[FIELDS.search, search]])
  for (const [name, value] of fieldsOf(query, { isSearch: search !== null })) all.append(name, value)
  return all.size === 0 ? path : `${path}?${all}`
}

/** The same wishes in another language; but where names sort differently, pages begin elsewhere. */
export function inLanguage(place: ListingPlace, query: ListingQuery, from: Language): string {
  const isElsewhere = query.sort === 'name' && place.language !== from
  return listingPath(place, isElsewhere ? { ...query, after: null } : query)
}
