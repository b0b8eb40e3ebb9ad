import { type CartHome, sessionCart } from 'comanda/cart'
import { headOf, json, type Reply, type Visit, withoutSession } from 'comanda/http'
import { type Context, Hono } from 'hono'
import type { Part } from '../../browser/wire.ts'
import { problemReply } from '../errors/problem-reply.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import type { BodyResult, Fields } from './body/field.ts'
import { readBody } from './body/read-body.ts'
import { type CommandName, carryOut, type Outcome } from './commands.ts'
import { cartReply, FRESH, jsonReply } from './json-reply.ts'
import { orderHref } from './order-mark.ts'
import { type CartAsking, cartPageReply, doneReply, refusalTold, refusedAddReply, refusedReply } from './page-reply.ts'
import { parsePositive } from './parse/ids.ts'
import { partOf, partReply } from './part-reply.ts'
import { type CartProblem, statusOf } from './problem.ts'
import { parseReturnPath } from './return-path.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { tell } from './tell.ts'
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

/** A page, whoever asks: scripts fetch pages too. Those that want JSON ask for `/cart.js`, our own for a part. */
async function showCart(asking: CartAsking): Promise<Reply> {
  const cart = await (await homeOf(asking)).read()
  const shelf = createShelf(asking.shop.catalogue, asking.language)
  const part = partOf(asking.context.req)
  if (part === null) return cartPageReply(asking, cart, shelf)
  return partReply(asking, cart, shelf, { part, told: [], status: 200, goTo: null })
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
  const fields = body.kind === 'ok' ? body.fields : NO_FIELDS
  const part = partOf(context.req)
  if (part !== null) return scriptReply(asking, outcome, shelf, fields, part)
  if (outcome.kind === 'refused') return refusal(asking, name, outcome.problem, shelf, fields)
  const goTo = orderPathOf(outcome, fields, asking) ?? parseReturnPath(fields.get('return_to'))
  return doneReply(asking, outcome, shelf, goTo)
}

const NO_FIELDS: Fields = new Map()

async function refusal(
  asking: CartAsking,
  name: CommandName,
  problem: CartProblem,
  shelf: Shelf,
  fields: Fields,
): Promise<Reply> {
  const variantId = name === 'add' ? parsePositive(fields.get('id')) : null
  const page = variantId === null ? null : await refusedAddReply(asking, problem, variantId, shelf)
  return page ?? refusedReply(asking, problem, await (await homeOf(asking)).read(), shelf)
}

/** What a form is answered with, for our own script: in one answer, and with no message left for the next page. */
async function scriptReply(
  asking: CartAsking,
  outcome: Outcome,
  shelf: Shelf,
  fields: Fields,
  part: Part,
): Promise<Reply> {
  const { language } = asking
  if (outcome.kind === 'refused') {
    const told = [refusalTold(outcome.problem, language)]
    const cart = await (await homeOf(asking)).read()
    return partReply(asking, cart, shelf, { part, told, status: statusOf(outcome.problem), goTo: null })
  }
  const goTo = orderPathOf(outcome, fields, asking)
  // On the page it leads to nobody else would tell.
  if (goTo !== null) await doneReply(asking, outcome, shelf, goTo)
  const told = tell(outcome, shelf, language)
  return partReply(asking, outcome.result.cart, shelf, { part, told, status: 200, goTo })
}

/** "Buy now" is a second button of the forms that add: it goes straight on to ordering. */
function orderPathOf(outcome: Outcome, fields: Fields, { language }: CartAsking): string | null {
  return outcome.kind === 'added' && fields.has('buy_now') ? orderHref(language) : null
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
