import { randomUUID } from 'node:crypto'
import { redirect, text, withoutSession } from 'comanda/http'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { assetRoutes } from './assets.ts'
import { cartRoutes } from './cart/routes.ts'
import { placeholderRoutes } from './catalogue/placeholder-routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { isUnavailable } from './data/unavailable.ts'
import { type Problem, problemReply } from './errors/problem-reply.ts'
import { headOf, pathOf } from './errors/request-head.ts'
import { errorWords } from './errors/words.ts'
import { healthRoutes } from './health/routes.ts'
import { createHostCheck } from './hosts.ts'
import { languageRoutes } from './language/routes.ts'
import { legalRoutes } from './legal/routes.ts'
import { errorFields } from './log.ts'
import { machineRoutes } from './machines/routes.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { LANGUAGES, languageOf, prefixOf, routes, withoutSlashAtEnd } from './routes.ts'
import { searchRoutes } from './search/routes.ts'
import type { Shop } from './shop.ts'

/** What a request carries along through the app. */
interface AppEnv {
  Variables: { requestId: string }
}

/** What watches over the process asks every few seconds, and knows no name of it but its address. */
const PROBES: readonly string[] = [routes.healthz.pattern, routes.readyz.pattern, routes.metrics.pattern]
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST']
const PATH_CHARS_MAX = 200
const RETRY_AFTER_SECONDS = 2

/** The whole shop: `fetch` answers requests. */
export function createApp(shop: Shop): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(logRequests(shop), refuseOtherHosts(shop), refuseOtherMethods(shop))
  app.route('/', healthRoutes(shop))
  app.route('/', metricsRoutes(shop))
  app.route('/', assetRoutes(shop))
  app.route('/', placeholderRoutes(shop))
  app.route('/', pictureRoutes(shop))
  app.route('/', languageRoutes(shop))
  app.route('/', machineRoutes(shop))
  for (const language of LANGUAGES) {
    app.route(prefixOf(language), catalogueRoutes(shop, language))
    app.route(prefixOf(language), searchRoutes(shop, language))
    app.route(prefixOf(language), cartRoutes(shop, language))
    app.route(prefixOf(language), legalRoutes(shop, language))
  }
  app.notFound((c) => notFound(shop, c))
  app.onError((error, c) => failed(shop, c, error))
  return app
}

/** One line a request, and its figures: never its query, headers or body. Probes are told at level `debug`. */
function logRequests({ log, metrics }: Shop): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const began = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    await next()
    const path = pathOf(headOf(c)).slice(0, PATH_CHARS_MAX)
    const took = performance.now() - began
    const { method } = c.req
    const { status } = c.res
    metrics.answered({ method, status, seconds: took / 1_000 })
    const fields = { requestId, method, path, status, milliseconds: Math.round(took * 10) / 10 }
    log[PROBES.includes(path) ? 'debug' : 'info'](fields, 'request')
  }
}

function refuseOtherHosts({ settings, sessions }: Shop): MiddlewareHandler {
  const isOurs = createHostCheck(settings.baseUrl)
  return async (c, next) => {
    if (isOurs(c.req.header('host')) || PROBES.includes(c.req.path)) return next()
    const sentence = errorWords[languageOf(c.req.path)].misdirected(settings.baseUrl)
    return withoutSession(sessions, text(sentence, 421, { 'cache-control': 'no-store' }))
  }
}

function refuseOtherMethods(shop: Shop): MiddlewareHandler {
  return async (c, next) => {
    if (METHODS.includes(c.req.method)) return next()
    const reply = problemReply(shop, { name: 'method', status: 405, code: 'shop/method' }, headOf(c))
    return withoutSession(shop.sessions, { ...reply, headers: { ...reply.headers, allow: METHODS.join(', ') } })
  }
}

function notFound(shop: Shop, c: Context<AppEnv>): Response {
  const head = headOf(c)
  const withoutSlash = c.req.method === 'POST' ? null : withoutSlashAtEnd(head.path)
  if (withoutSlash !== null) return withoutSession(shop.sessions, redirect(withoutSlash, 308))
  const problem: Problem = { name: 'not-found', status: 404, code: 'shop/not-found' }
  return withoutSession(shop.sessions, problemReply(shop, problem, head))
}

function failed(shop: Shop, c: Context<AppEnv>, error: unknown): Response {
  const requestId = c.get('requestId')
  const problem = problemOf(error)
  if (problem.status >= 500) shop.log.error({ requestId, ...errorFields(error) }, 'a request failed')
  const reply = problemReply(shop, { ...problem, ...(problem.status === 500 ? { requestId } : {}) }, headOf(c))
  const retry = problem.status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}
  return withoutSession(shop.sessions, { ...reply, headers: { ...reply.headers, ...retry } })
}

/** What an error of a handler means to who asked. */
function problemOf(error: unknown): Problem {
  if (error instanceof HTTPException && error.status === 413)
    return { name: 'too-large', status: 413, code: 'shop/too-large' }
  if (error instanceof HTTPException && error.status < 500)
    return { name: 'bad-request', status: 400, code: 'shop/bad-request' }
  if (isUnavailable(error)) return { name: 'unavailable', status: 503, code: 'shop/busy' }
  return { name: 'failed', status: 500, code: 'shop/failed' }
}
