import type { Language } from '../../routes.ts'
import { type Key, keyText, LISTING_SORTS, parseKey, SEARCH_SORTS, type Sort } from './order.ts'
import { parseTypedPrice } from './typed-price.ts'

/** Options one can filter by at once, and values of one. More are left out. */
export const FILTERED_OPTIONS_MAX = 4
/** See {@link FILTERED_OPTIONS_MAX}. */
export const FILTERED_VALUES_MAX = 12

/** The names in the query of a listing's address. An option is `option.size`. */
export const FIELDS = { search: 'q', sort: 'sort', from: 'from', to: 'to', after: 'after', option: 'option.' } as const

const PARAMETERS_MAX = 200
const KEY = /^[\p{L}\p{N}-]{1,60}$/u
const VALUE = /^[^\s:][^:]{0,59}$/u
const TYPED_CHARS_MAX = 40

/** A bound of the price as it was typed. */
export interface TypedPrice {
  readonly text: string
  /** Null if the text is no price. */
  readonly minor: number | null
}

/** An option and the values it may have. */
export interface OptionFilter {
  /** Its slug, as in `size`. */
  readonly option: string
  /** Their slugs, as in `xl`; at least one. */
  readonly values: readonly string[]
}

/** What a visitor wants of a listing. */
export interface ListingQuery {
  readonly sort: Sort
  readonly options: readonly OptionFilter[]
  /** Null where nothing is typed. */
  readonly from: TypedPrice | null
  readonly to: TypedPrice | null
  /** The last product of the page before; null on the first page. */
  readonly after: Key | null
}

/** What is behind a listing: whether it is a search, and what prices are written in. */
export interface ListingContext {
  readonly isSearch: boolean
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
}

/** The orders that are offered there, the usual one first. */
export function sortsOf({ isSearch }: Pick<ListingContext, 'isSearch'>): readonly Sort[] {
  return isSearch ? SEARCH_SORTS : LISTING_SORTS
}

/** Reads the query of an address. What makes no sense is left out, but for prices: they are told. */
export function parseListingQuery(query: URLSearchParams, context: ListingContext): ListingQuery {
  const sorts = sortsOf(context)
  const sort = sorts.find((one) => one === query.get(FIELDS.sort)) ?? sorts[0] ?? 'featured'
  const after = query.get(FIELDS.after)
  return {
    sort,
    options: optionsIn(query),
    from: priceIn(query.get(FIELDS.from), context),
    to: priceIn(query.get(FIELDS.to), context),
    after: after === null ? null : parseKey(after, sort),
  }
}

/** The same with other wishes, from the first page. */
export function changed(query: ListingQuery, changes: Partial<ListingQuery>): ListingQuery {
  return { ...query, after: null, ...changes }
}

/** The same without one value of an option. */
export function withoutValue(query: ListingQuery, option: string, value: string): ListingQuery {
  const options = query.options
    .map((one) => (one.option === option ? { option, values: one.values.filter((each) => each !== value) } : one))
    .filter(({ values }) => values.length > 0)
  return changed(query, { options })
}

/** The wishes as name and value, for an address or for the hidden fields of a form. */
export function fieldsOf(
  query: ListingQuery,
  context: Pick<ListingContext, 'isSearch'>,
): [name: string, value: string][] {
  const fields: [string, string][] = []
  for (const { option, values } of query.options) {
    for (const value of values) fields.push([FIELDS.option + option, value])
  }
  if (query.from !== null) fields.push([FIELDS.from, query.from.text])
  if (query.to !== null) fields.push([FIELDS.to, query.to.text])
  if (query.sort !== sortsOf(context)[0]) fields.push([FIELDS.sort, query.sort])
  if (query.after !== null) fields.push([FIELDS.after, keyText(query.after, query.sort)])
  return fields
}

/** The bounds in minor units, the lower first; null where there is none. */
export function priceRangeOf({ from, to }: ListingQuery): { fromMinor: number | null; toMinor: number | null } {
  const [fromMinor, toMinor] = [from?.minor ?? null, to?.minor ?? null]
  const isTurned = fromMinor !== null && toMinor !== null && fromMinor > toMinor
  return isTurned ? { fromMinor: toMinor, toMinor: fromMinor } : { fromMinor, toMinor }
}

function optionsIn(query: URLSearchParams): OptionFilter[] {
  const found = new Map<string, Set<string>>()
  for (const [name, value] of [...query].slice(0, PARAMETERS_MAX)) {
    const option = name.startsWith(FIELDS.option) ? name.slice(FIELDS.option.length) : ''
    if (!KEY.test(option) || !VALUE.test(value)) continue
    const values = found.get(option) ?? new Set()
    if (values.size < FILTERED_VALUES_MAX && (found.has(option) || found.size < FILTERED_OPTIONS_MAX)) {
      found.set(option, values.add(value))
    }
  }
  return [...found].map(([option, values]) => ({ option, values: [...values] }))
}

function priceIn(text: string | null, { language, currency }: ListingContext): TypedPrice | null {
  const typed = text?.trim().slice(0, TYPED_CHARS_MAX) ?? ''
  return typed === '' ? null : { text: typed, minor: parseTypedPrice(typed, language, currency) }
}
