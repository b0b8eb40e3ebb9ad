import { type Reply, text, withoutSession } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { askedHead } from '../web/pages.ts'
import { listedPages } from './listed-pages.ts'
import { productParts, productsOfPart } from './listed-products.ts'
import { manifest } from './manifest.ts'
import { robotsText } from './robots.ts'
import { type ListedPage, type MapPart, sitemapIndex, sitemapPart } from './sitemap.ts'

const FOR_AN_HOUR = 'public, max-age=3600'
const FOR_A_DAY = 'public, max-age=86400'
const PAGES_PART = 'pages.xml'
const PRODUCTS_PART = /^products-(0|[1-9][0-9]{0,9})\.xml$/

/** What search engines, crawlers and phones ask for: the map of the site, its rules, its manifest. */
export function machineRoutes(shop: Shop): Hono {
  const { db, settings, sessions, edge } = shop
  const { baseUrl } = settings
  const file = async (context: Context, reply: Reply) =>
    withoutSession(sessions, await edge.file(askedHead(context), reply))

  return new Hono()
    .get(routes.sitemap.pattern, async (context) => file(context, xml(sitemapIndex(await partsOf(db), baseUrl))))
    .get(routes.sitemapPart.pattern, async (context) => {
      const pages = await pagesOf(shop, context.req.param('part'))
      return pages === null ? context.notFound() : file(context, xml(sitemapPart(pages, baseUrl)))
    })
    .get(routes.robots.pattern, (context) =>
      file(context, text(robotsText(baseUrl), 200, { 'cache-control': FOR_AN_HOUR })),
    )
    .get(routes.manifest.pattern, (context) => file(context, manifestReply(shop)))
}

/** The pages of one part of the map by its name; null if there is no such part. */
async function pagesOf(shop: Shop, name: string): Promise<readonly ListedPage[] | null> {
  if (name === PAGES_PART) return listedPages(shop)
  const [, part] = PRODUCTS_PART.exec(name) ?? []
  const products = part === undefined ? [] : await productsOfPart(shop.db, Number(part))
  if (products.length === 0) return null
  return products.map(({ handle, changedAt }) => ({
    path: (language) => routes.product.path(language, { handle }),
    changedAt,
  }))
}

async function partsOf(db: Shop['db']): Promise<MapPart[]> {
  const products = (await productParts(db)).map(({ part, changedAt }) => ({
    path: routes.sitemapPart.path({ part: `products-${part}.xml` }),
    changedAt,
  }))
  return [{ path: routes.sitemapPart.path({ part: PAGES_PART }), changedAt: null }, ...products]
}

function xml(body: string): Reply {
  return {
    status: 200,
    body,
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': FOR_AN_HOUR },
  }
}

function manifestReply(shop: Shop): Reply {
  const headers = { 'content-type': 'application/manifest+json', 'cache-control': FOR_A_DAY }
  return { status: 200, body: JSON.stringify(manifest(shop)), headers }
}
