import { type CartHome, sessionCart } from 'comanda/cart'
import { headOf, json, type Reply, type Visit, withoutSession } from 'comanda/http'
import { type Context, Hono } from 'hono'
import { problemReply } from '../errors/problem-reply.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import type { BodyResult } from './body/field.ts'
import { readBody } from './body/read-body.ts'
import { type CommandName, carryOut, type Outcome } from './commands.ts'
import { cartReply, FRESH, jsonReply } from './json-reply.ts'
import { type CartAsking, cartPageReply, doneReply, refusedReply } from './page-reply.ts'
import { statusOf } from './problem.ts'
import { createShelf } from './shelf.ts'
import { wantsJson } from './wants-json.ts'
import { problemJson } from './wire/wire.ts'

/**
 * The cart in one language: its page and forms, and the Ajax API with the same commands as JSON.
 *
 * Nothing is changed by GET: the addresses of the commands answer it with 405.
 */
export function cartRoutes(shop: Shop, language: Language): Hono {
  const handle = (handler: (asking: CartAsking) => Promise<Reply>) =>
    shop.page((context: Context, visit: Visit<ShopSession>) => handler({ shop, language, context, visit }))
  const onlyBy = (method: 'GET' | 'POST') => (context: Context) => refuseMethod(shop, context, method)

  const app = new Hono()
  app.get(routes.cart.pattern, handle(showCart)).all(onlyBy('GET'))
  for (const { pattern } of [routes.cartJs, routes.cartJson]) app.get(pattern, handle(tellCart)).all(onlyBy('GET'))
  for (const [pattern, name] of COMMANDS) {
    const answer = handle((asking) => command(asking, name))
    app.post(pattern, answer).all(onlyBy('POST'))
  }
  for (const pattern of SHIPPING) app.all(pattern, () => refuseShipping(shop, language))
  return app
}

const COMMANDS: readonly (readonly [string, CommandName])[] = [
  [routes.cartAdd.pattern, 'add'],
  [routes.cartAddJs.pattern, 'add'],
  [routes.cartChange.pattern, 'change'],
  [routes.cartChangeJs.pattern, 'change'],
  [routes.cartUpdate.pattern, 'update'],
  [routes.cartUpdateJs.pattern, 'update'],
  [routes.cartClear.pattern, 'clear'],
  [routes.cartClearJs.pattern, 'clear'],
]

/** Endpoints of the Ajax API that belong to shipping, which the shop does not know yet. */
const SHIPPING = ['/cart/shipping_rates.json', '/cart/prepare_shipping_rates.json', '/cart/async_shipping_rates.json']

/** A page, whoever asks: scripts fetch pages too. Those that want JSON ask for `/cart.js`. */
async function showCart(asking: CartAsking): Promise<Reply> {
  return cartPageReply(asking, await (await homeOf(asking)).read(), createShelf(asking.shop.catalogue, asking.language))
}

async function tellCart(asking: CartAsking): Promise<Reply> {
  const cart = await (await homeOf(asking)).read()
  return cartReply(cart, createShelf(asking.shop.catalogue, asking.language), asking.language)
}

/** What cannot be read or makes no sense is refused before the session is looked at: it costs no store call. */
async function command(asking: CartAsking, name: CommandName): Promise<Reply> {
  const { shop, language, context } = asking
  const shelf = createShelf(shop.catalogue, language)
  const counter = { home: () => homeOf(asking), shelf, now: shop.clock() }
  const body = await readBody(context.req.raw)
  const outcome = body.kind === 'ok' ? await carryOut(name, body.fields, counter) : unreadable(body)
  if (wantsJson(context.req)) return jsonReply(outcome, shelf, language)
  if (outcome.kind === 'refused')
    return refusedReply(asking, outcome.problem, await (await homeOf(asking)).read(), shelf)
  return doneReply(asking, outcome, shelf, body.kind === 'ok' ? body.fields.get('return_to') : null)
}

function unreadable({ code, status }: BodyResult & { readonly kind: 'refused' }): Outcome {
  return { kind: 'refused', problem: { kind: 'body', code, status }, cart: null }
}

async function homeOf({ shop, visit }: CartAsking): Promise<CartHome> {
  return sessionCart(await visit.session(), shop.settings.currency)
}

function refuseMethod(shop: Shop, context: Context, allow: 'GET' | 'POST'): Response {
  const reply = problemReply(shop, { name: 'method', status: 405, code: 'shop/method' }, headOf(context.req.raw))
  const methods = allow === 'GET' ? 'GET, HEAD' : allow
  return withoutSession(shop.sessions, { ...reply, headers: { ...reply.headers, allow: methods } })
}

function refuseShipping(shop: Shop, language: Language): Response {
  const problem = { kind: 'unsupported', field: 'shipping_rates' } as const
  return withoutSession(shop.sessions, json(problemJson(problem, language), statusOf(problem), FRESH))
}
