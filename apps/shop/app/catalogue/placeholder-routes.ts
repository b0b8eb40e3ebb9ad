import { type Reply, withoutSession } from 'comanda/http'
import { Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { askedHead } from '../web/pages.ts'
import { drawPlaceholder } from './placeholder.ts'

const WEEK_SECONDS = 604_800

/** A drawing can hold scripts; opened by itself, this one may do nothing at all. */
const DRAWING_ONLY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** The drawn pictures of products, which stand in for photographs. Only of products there are: others fill no cache. */
export function placeholderRoutes({ db, sessions, edge }: Shop): Hono {
  return new Hono().get(routes.placeholder.pattern, async (c) => {
    const handle = c.req.param('handle')
    const product = await db.selectFrom('product').select('id').where('handle', '=', handle).executeTakeFirst()
    if (product === undefined) return c.notFound()
    return withoutSession(sessions, await edge.file(askedHead(c), drawing(drawPlaceholder(handle))))
  })
}

function drawing(svg: string): Reply {
  return {
    status: 200,
    body: svg,
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': DRAWING_ONLY,
      'cache-control': `public, max-age=${WEEK_SECONDS}`,
    },
  }
}
