import { type Context, Hono } from 'hono'
import { type Language, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { listingRoutes } from './listing/routes.ts'
import { showProduct } from './show-product.ts'

/** The listings and the pages of products, in one language. */
export function catalogueRoutes(shop: Shop, language: Language): Hono {
  return new Hono().route('/', listingRoutes(shop, language)).get(
    routes.product.pattern,
    shop.page(async (context: Context, visit) => {
      const handle = context.req.param('handle') ?? ''
      const wantedVariantId = idOf(context.req.query('variant'))
      return (await showProduct(shop, { context, visit, language }, { handle, wantedVariantId })) ?? context.notFound()
    }),
  )
}

/** An id in a query; null for whatever else is written there. */
function idOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : null
}
