import { type Context, Hono } from 'hono'
import { showPage } from '../layout/page.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { gridPage, gridPath } from './grid-page.ts'
import { productPage } from './product-page.ts'
import { catalogueWords } from './words.ts'

/** Products on a page of the grid: whole rows of two, three and four. */
export const GRID_PAGE_PRODUCTS = 24

const DESCRIPTION_CHARS_MAX = 160

/** The grid and the pages of products, in one language. */
export function catalogueRoutes(shop: Shop, language: Language): Hono {
  const { page, catalogue, settings } = shop
  const { currency } = settings
  const words = catalogueWords[language]

  return new Hono()
    .get(
      routes.home.pattern,
      page(async (context: Context, visit) => {
        const afterKey = idOf(context.req.query('after')) ?? 0
        const { products, nextKey } = await catalogue.listProducts({ afterKey, limit: GRID_PAGE_PRODUCTS, language })
        const previousKey = afterKey === 0 ? null : await catalogue.keyBefore(afterKey, GRID_PAGE_PRODUCTS)
        const isBeyondTheEnd = products.length === 0 && afterKey > 0
        const formToken = await visit.csrfToken()
        const view = { language, currency, products, previousKey, nextKey, formToken }
        return showPage(
          shop,
          { context, visit, language },
          {
            title: words.gridTitle,
            description: words.gridDescription(settings.shopName),
            path: (other) => gridPath(other, afterKey),
            body: gridPage(view),
          },
          isBeyondTheEnd ? 404 : 200,
        )
      }),
    )
    .get(
      routes.product.pattern,
      page(async (context: Context, visit) => {
        const handle = context.req.param('handle') ?? ''
        const product = await catalogue.productByHandle(handle, language)
        if (product === null) return context.notFound()
        const wantedVariantId = idOf(context.req.query('variant'))
        return showPage(
          shop,
          { context, visit, language },
          {
            title: product.title,
            description: summaryOf(product.description),
            path: (other) => routes.product.path(other, { handle }),
            body: productPage({ language, currency, product, wantedVariantId, formToken: await visit.csrfToken() }),
          },
        )
      }),
    )
}

/** An id in a query; null for whatever else is written there. */
function idOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : null
}

function summaryOf(description: string): string {
  const text = description.replace(/\s+/g, ' ').trim()
  return text.length <= DESCRIPTION_CHARS_MAX ? text : `${text.slice(0, DESCRIPTION_CHARS_MAX - 1).trimEnd()}…`
}
