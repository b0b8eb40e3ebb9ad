import { type Html, html } from '@comanda/ui/html'
import type { Reply, Visit } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { formTokenIfReadable } from '../../layout/form-token.ts'
import { showPage } from '../../layout/page.ts'
import { siteData } from '../../machines/site-data.ts'
import { type Language, routes } from '../../routes.ts'
import type { Shop, ShopSession } from '../../shop.ts'
import { collectionsNav, frontMark } from '../front/front-mark.ts'
import { langMark } from '../lang-mark.ts'
import { collectionByHandle, tagLabel } from './groups.ts'
import { listingMark } from './listing-mark.ts'
import { fieldsOf, parseListingQuery } from './listing-query.ts'
import { inLanguage } from './listing-view.ts'
import { loadListing } from './load-listing.ts'
import { ALL, collectionScope, tagScope } from './places.ts'
import { listingWords } from './words.ts'

/** The pages that list products: all of them, a collection, a tag. In one language. */
export function listingRoutes(shop: Shop, language: Language): Hono {
  const { page, db, settings, catalogue, assets } = shop
  const words = listingWords[language]

  return new Hono()
    .get(
      routes.home.pattern,
      page((context: Context, visit) =>
        listingReply(
          shop,
          { context, visit, language },
          {
            scope: ALL,
            title: words.allTitle,
            heading: html`<h1>${words.allTitle}</h1>`,
            front: async () => frontMark({ language, assets, collections: await catalogue.collections(language) }),
            description: words.allDescription(settings.shopName),
            path: (other) => routes.home.path(other),
            empty: html`<p>${words.empty}</p>`,
          },
        ),
      ),
    )
    .get(
      routes.collection.pattern,
      page(async (context: Context, visit) => {
        const handle = context.req.param('handle') ?? ''
        const group = await collectionByHandle(db, handle, language)
        if (group === null) return context.notFound()
        const { title, titleLanguage, description, descriptionLanguage } = group
        return listingReply(
          shop,
          { context, visit, language },
          {
            scope: collectionScope(group.id),
            title,
            heading: html`${collectionsNav(await catalogue.collections(language), language, handle)}
<h1${langMark(titleLanguage, language)}>${title}</h1>
${description && html`<p${langMark(descriptionLanguage, language)}>${description}</p>`}`,
            description: description || words.collectionDescription(title, settings.shopName),
            path: (other) => routes.collection.path(other, { handle }),
            empty: nothingHere(language),
          },
        )
      }),
    )
    .get(
      routes.tag.pattern,
      page(async (context: Context, visit) => {
        const tag = context.req.param('tag') ?? ''
        const label = await tagLabel(db, tag, tagScope(tag))
        if (label === null) return context.notFound()
        return listingReply(
          shop,
          { context, visit, language },
          {
            scope: tagScope(tag),
            title: words.tagTitle(label),
            heading: html`<h1>${words.tagTitle(label)}</h1>`,
            description: words.tagDescription(label, settings.shopName),
            path: (other) => routes.tag.path(other, { tag }),
            empty: nothingHere(language),
          },
        )
      }),
    )
}

interface ListingPage {
  readonly scope: string
  readonly title: string
  readonly heading: Html
  /** What stands there instead of the heading while nothing is filtered, sorted or turned over. */
  readonly front?: () => Promise<Html>
  readonly description: string
  readonly path: (language: Language) => string
  readonly empty: Html
}

async function listingReply(
  shop: Shop,
  asking: { context: Context; visit: Visit<ShopSession>; language: Language },
  { scope, title, heading, front, description, path, empty }: ListingPage,
): Promise<Reply> {
  const { context, visit, language } = asking
  const { currency } = shop.settings
  const asked = parseListingQuery(new URL(context.req.url).searchParams, { isSearch: false, language, currency })
  const listing = await loadListing(shop, { scope, language, query: asked, ranks: null })
  const place = { language, path: path(language), search: null }
  const isPlain = fieldsOf(listing.query, { isSearch: false }).length === 0
  const isBeyondTheEnd = listing.products.length === 0 && asked.after !== null
  const formToken = await formTokenIfReadable(visit)
  return showPage(
    shop,
    asking,
    {
      title,
      description,
      path: (other) => inLanguage({ ...place, language: other, path: path(other) }, listing.query, language),
      // Search engines are told of each list once, and not of every way to sort, filter and page it.
      isListed: isPlain,
      data: scope === ALL && isPlain ? siteData(shop.settings, language) : [],
      body: html`${front && isPlain ? await front() : html`<div class="page-head">${heading}</div>`}
${listingMark({ place, currency, listing, formToken, empty })}`,
    },
    isBeyondTheEnd ? 404 : 200,
  )
}

function nothingHere(language: Language): Html {
  const words = listingWords[language]
  return html`<p>${words.emptyHere} <a href="${routes.home.path(language)}">${words.toEverything}</a></p>`
}
