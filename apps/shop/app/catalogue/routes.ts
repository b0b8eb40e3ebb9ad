import { type Context, Hono } from 'hono'
import { showPage } from '../layout/page.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { listingRoutes } from './listing/routes.ts'
import { productPage } from './product-page.ts'

const DESCRIPTION_CHARS_MAX = 160

/** The listings and the pages of products, in one language. */
export function catalogueRoutes(shop: Shop, language: Language): Hono {
  const { page, catalogue, settings } = shop
  const { currency } = settings

  return new Hono().route('/', listingRoutes(shop, language)).get(
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
