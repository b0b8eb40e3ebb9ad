import { type Context, Hono } from 'hono'
import { showPage } from '../layout/page.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { keptInBrowsers } from './cookies.ts'
import { legalPage } from './legal-page.ts'
import { parseLegalPage } from './pages.ts'
import { legalWords } from './words.ts'

/** The legal pages in one language, as the merchant's files have them. */
export function legalRoutes(shop: Shop, language: Language): Hono {
  return new Hono().get(
    routes.legal.pattern,
    shop.page(async (context: Context, visit) => {
      const page = parseLegalPage(context.req.param('page'))
      if (page === null) return context.notFound()
      const words = legalWords[language]
      const text = await shop.legalTexts.read(page, language)
      const title = text.title ?? words.titles[page]
      const kept = page === 'cookies' ? keptInBrowsers(shop) : []
      return showPage(
        shop,
        { context, visit, language },
        {
          title,
          description: words.description(title, shop.settings.shopName),
          path: (other) => routes.legal.path(other, { page }),
          // What is not filled in yet is nothing to be found by.
          isListed: text.gaps === 0,
          body: legalPage({ language, title, text, kept }),
        },
      )
    }),
  )
}
