import { type Reply, redirect, withCookies } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { readBody } from '../cart/body/read-body.ts'
import { parseReturnPath } from '../cart/return-path.ts'
import { inLanguage, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { frontDoor } from './front-door.ts'
import { parseLanguage } from './preference.ts'

/** The choice of a language, remembered by a form; and the front door, which goes by it. */
export function languageRoutes(shop: Shop): Hono {
  return new Hono().get(routes.home.path('en'), frontDoor(shop)).post(
    routes.language.pattern,
    shop.page((context) => choose(shop, context)),
  )
}

async function choose({ languageCookie }: Shop, { req }: Context): Promise<Reply> {
  const body = await readBody(req.raw)
  if (body.kind !== 'ok') throw new HTTPException(body.status)
  const language = parseLanguage(body.fields.get('language'))
  if (language === null) throw new HTTPException(400)
  const page = parseReturnPath(body.fields.get('page')) ?? routes.home.path(language)
  // Once more: of `/es//elsewhere.example`, which is a path of ours, the prefix has gone.
  const there = parseReturnPath(inLanguage(page, language)) ?? routes.home.path(language)
  return withCookies(redirect(there), languageCookie.set(language))
}
