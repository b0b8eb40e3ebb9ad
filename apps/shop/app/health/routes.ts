import { json, withoutSession } from 'comanda/http'
import { Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'

const UNCACHED = { 'cache-control': 'no-store' }

/** For whoever watches over the process: does it live (`/healthz`), and can it serve (`/readyz`)? */
export function healthRoutes(shop: Shop): Hono {
  return new Hono()
    .get(routes.healthz.pattern, () => withoutSession(shop.sessions, json({ status: 'alive' }, 200, UNCACHED)))
    .get(routes.readyz.pattern, async () => {
      const status = await shop.readiness.state()
      return withoutSession(shop.sessions, json({ status }, status === 'ready' ? 200 : 503, UNCACHED))
    })
}
