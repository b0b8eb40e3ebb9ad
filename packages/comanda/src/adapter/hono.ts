/**
 * Sessions for Hono. The context is typed by shape, so that Comanda itself depends on nothing.
 *
 * @module
 */
import type { Reply } from '../http/reply.ts'
import { pathOf, type RequestHead } from '../http/request-head.ts'
import type { Sessions } from '../http/sessions.ts'
import type { Visit } from '../http/visit.ts'
import { withSession } from '../http/with-session.ts'

/** What is needed of a Hono context. */
export interface ContextLike {
  readonly req: {
    readonly method: string
    readonly url: string
    header(name: string): string | undefined
  }
}

/** A Hono handler that has a visit as well, and hands back a Reply (fast) or a Response. */
export type PageHandler<Context extends ContextLike, Data> = (
  context: Context,
  visit: Visit<Data>,
) => Reply | Response | Promise<Reply | Response>

/** Makes a Hono handler of a {@link PageHandler}. */
export type HonoPage<Data> = <Context extends ContextLike>(
  handler: PageHandler<Context, Data>,
) => (context: Context) => Promise<Response>

/**
 * Makes Hono handlers that have a session:
 *
 * ```ts
 * const page = honoSessions(sessions)
 * app.get('/', page(async (c, visit) => html(`Hello, ${(await visit.session()).get('name') ?? 'stranger'}`)))
 * ```
 *
 * Errors of a handler reach `app.onError`; answer there with `withoutSession`.
 */
export function honoSessions<Data>(sessions: Sessions<Data>): HonoPage<Data> {
  return (handler) => (context) => withSession(sessions, headOf(context), (visit) => handler(context, visit))
}

function headOf({ req }: ContextLike): RequestHead {
  return {
    method: req.method,
    get path() {
      return pathOf(req.url)
    },
    header: (name) => req.header(name),
  }
}
