import { type Reply, redirect, type Sessions, withoutSession } from 'comanda/http'
import type { Context, MiddlewareHandler } from 'hono'
import { LANGUAGES, type Language, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { type LanguageCookie, languageAskedFor } from './preference.ts'

/** What the front page's answer has to say of what it depends on. */
const DOOR = 'frontDoor'

const VARY = 'Accept-Language'
/** No shared cache may keep a page that somebody with other wishes was sent for another reason. */
const FOR_ONE = 'private, no-cache'

/**
 * Sends who comes to the bare front page, from outside the shop, to the front page of the language they once chose, or
 * else their browser asks for. All other addresses say which language they are in, and are never redirected; nor is
 * somebody who follows a link of the shop.
 */
export function frontDoor(shop: Pick<Shop, 'sessions' | 'languageCookie'>): MiddlewareHandler {
  return async (context, next) => {
    if (new URL(context.req.url).search !== '') return next()
    const wanted = wantedLanguage(context, shop.languageCookie)
    const isElsewhere = wanted !== null && wanted !== LANGUAGES[0]
    if (!isElsewhere || isFromInside(context, shop.sessions.origins)) {
      context.set(DOOR, { isForOne: isElsewhere })
      return next()
    }
    const headers = { vary: `${VARY}, Cookie`, 'cache-control': FOR_ONE }
    const reply = redirect(routes.home.path(wanted), 302)
    return withoutSession(shop.sessions, { ...reply, headers: { ...reply.headers, ...headers } })
  }
}

/** A page's answer, which says so if it came through the front door. */
export function throughFrontDoor(context: Context, reply: Reply): Reply {
  const door = context.get(DOOR) as { readonly isForOne: boolean } | undefined
  if (door === undefined) return reply
  const vary = reply.headers['vary'] ? `${reply.headers['vary']}, ${VARY}` : VARY
  return { ...reply, headers: { ...reply.headers, vary, ...(door.isForOne ? { 'cache-control': FOR_ONE } : {}) } }
}

function wantedLanguage({ req }: Context, cookie: LanguageCookie): Language | null {
  return cookie.read(req.header('cookie')) ?? languageAskedFor(req.header('accept-language'))
}

function isFromInside({ req }: Context, origins: Sessions<unknown>['origins']): boolean {
  if (req.header('sec-fetch-site') === 'same-origin') return true
  return origins.has(URL.parse(req.header('referer') ?? '')?.origin ?? '')
}
