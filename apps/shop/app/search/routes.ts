import { type Html, html } from '@comanda/ui/html'
import type { Visit } from 'comanda/http'
import { type Context, Hono } from 'hono'
import type { CardMarks } from '../catalogue/grid-page.ts'
import { walkEntries } from '../catalogue/listing/entries-sql.ts'
import { listingMark } from '../catalogue/listing/listing-mark.ts'
import { FIELDS, type ListingQuery, parseListingQuery } from '../catalogue/listing/listing-query.ts'
import { inLanguage } from '../catalogue/listing/listing-view.ts'
import { type Listing, loadListing } from '../catalogue/listing/load-listing.ts'
import { ALL } from '../catalogue/listing/places.ts'
import { formTokenIfReadable } from '../layout/form-token.ts'
import { showPage } from '../layout/page.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import { descriptionsOf } from './descriptions.ts'
import { findProducts, type SearchOutcome } from './find-products.ts'
import { markedExcerpt, markWords } from './marks.ts'
import { parseSearch, type Search } from './parse-search.ts'
import { searchHead, searchHelp } from './search-page.ts'
import { searchWords } from './words.ts'

/** New products that are shown where a search has found nothing: a row. */
const NEWEST_PRODUCTS = 4
const EVERYTHING = { scope: ALL, fromMinor: null, toMinor: null, groups: [], ids: null }

/** The search for products, in one language. */
export function searchRoutes(shop: Shop, language: Language): Hono {
  return new Hono().get(
    routes.search.pattern,
    shop.page(async (context: Context, visit) => {
      const { searchParams } = new URL(context.req.url)
      const search = parseSearch(searchParams.get(FIELDS.search) ?? '')
      const { currency, shopName } = shop.settings
      const asked = parseListingQuery(searchParams, { isSearch: true, language, currency })
      const words = searchWords[language]
      const { body, query } =
        search.words.length === 0
          ? { body: await nothing(shop, { visit, language, search, others: [] }), query: { ...asked, after: null } }
          : await results(shop, { visit, language, search, asked })
      const path = (other: Language) =>
        inLanguage({ language: other, path: routes.search.path(other), search: search.text || null }, query, language)
      return showPage(
        shop,
        { context, visit, language },
        {
          title: search.text === '' ? words.searchTitle : words.resultsTitle(search.text),
          description: words.description(shopName),
          path,
          isListed: false,
          body,
        },
      )
    }),
  )
}

interface Searching {
  readonly visit: Visit<ShopSession>
  readonly language: Language
  readonly search: Search
}

async function results(
  shop: Shop,
  { asked, ...searching }: Searching & { readonly asked: ListingQuery },
): Promise<{ body: Html; query: ListingQuery }> {
  const { visit, language, search } = searching
  const outcome = await findProducts(shop.db, language, search.words)
  const { ranks, others } = outcome
  if (ranks.size === 0) return { body: await nothing(shop, { ...searching, others }), query: asked }
  const listing = await loadListing(shop, { scope: ALL, language, query: asked, ranks })
  const place = { language, path: routes.search.path(language), search: search.text }
  const view = {
    place,
    currency: shop.settings.currency,
    listing,
    formToken: await formTokenIfReadable(visit),
    empty: null,
  }
  const marks = await marksOf(shop, listing, outcome, language)
  return {
    body: html`${searchHead(language, search.text, outcome.isCorrected ? outcome.words.join(' ') : null)}
${listingMark({ ...view, marks })}`,
    query: listing.query,
  }
}

async function marksOf(
  { db }: Shop,
  { products }: Listing,
  { words }: SearchOutcome,
  language: Language,
): Promise<ReadonlyMap<number, CardMarks>> {
  const ids = products.map(({ id }) => id)
  const descriptions = await descriptionsOf(db, ids, language)
  return new Map(
    products.map(({ id, title }) => [
      id,
      { title: markWords(title, words), excerpt: markedExcerpt(descriptions.get(id) ?? '', words) },
    ]),
  )
}

/** The page for nothing found, or nothing looked for. */
async function nothing(shop: Shop, { visit, language, search, others }: Searching & Pick<SearchOutcome, 'others'>) {
  const { db, catalogue, settings } = shop
  const newest = await walkEntries(
    db,
    EVERYTHING,
    { sort: 'newest', language },
    { after: null, limit: NEWEST_PRODUCTS },
  )
  const help = {
    language,
    currency: settings.currency,
    text: search.text,
    others,
    collections: await catalogue.collections(language),
    newest: await catalogue.cards(
      newest.map(({ id }) => id),
      language,
    ),
    formToken: await formTokenIfReadable(visit),
  }
  return html`${searchHead(language, search.text, null)}
${searchHelp(help)}`
}
