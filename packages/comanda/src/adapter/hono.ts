/**
 * Sessions for Hono. Only its types are imported: at run time Comanda depends on nothing.
 *
 * @module
 */
import type { Context } from 'hono'
import type { Reply } from '../http/reply.ts'
import { formFieldOf, pathOf, type RequestHead } from '../http/request-head.ts'
import type { Sessions } from '../http/sessions.ts'
import type { Visit } from '../http/visit.ts'
import { withSession } from '../http/with-session.ts'

/** A Hono handler that has a visit as well, and hands back a Reply (fast) or a Response. */
export type PageHandler<Data> = (context: Context, visit: Visit<Data>) => Reply | Response | Promise<Reply | Response>

/** Makes a Hono handler of a {@link PageHandler}. */
export type HonoPage<Data> = (handler: PageHandler<Data>) => (context: Context) => Promise<Response>

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

function headOf({ req }: Context): RequestHead {
  return {
    method: req.method,
    // Not a getter, though few ask: a literal with one takes longer to make than all else on a route without a session.
    path: pathOf(req.url),
    header: (name) => req.header(name),
    formField: (name) => formFieldOf(req.raw, name),
  }
}
