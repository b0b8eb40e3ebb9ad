import { getConnInfo } from '@hono/node-server/conninfo'
import { isLoopback } from 'comanda/csrf'
import { text, withoutSession } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'

/**
 * Figures for Prometheus, for this machine alone: whoever comes from elsewhere, or through a proxy, is told that there
 * is no such page.
 */
export function metricsRoutes(shop: Shop): Hono {
  return new Hono().get(routes.metrics.pattern, async (context) => {
    if (!isFromHere(context)) return context.notFound()
    const headers = { 'content-type': shop.metrics.contentType, 'cache-control': 'no-store' }
    return withoutSession(shop.sessions, text(await shop.metrics.text(), 200, headers))
  })
}

const OF_PROXIES = ['x-forwarded-for', 'forwarded', 'via']

function isFromHere(context: Context): boolean {
  if (OF_PROXIES.some((name) => context.req.header(name) !== undefined)) return false
  const { address = '' } = getConnInfo(context).remote
  const host = URL.parse(`http://${context.req.header('host') ?? ''}`)?.hostname ?? ''
  return /^(::ffff:)?127\.|^::1$/.test(address) && isLoopback(host)
}
