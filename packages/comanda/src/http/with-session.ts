import { isSafeMethod } from '../csrf/check-cross-site.ts'
import { type CrossSiteVerdict, CSRF_FIELD, CSRF_HEADER, checkCrossSite } from '../csrf/index.ts'
import { backOf, crossSiteFailure, type Failure, failureOf, withFailureHeaders } from './failure.ts'
import type { Reply } from './reply.ts'
import type { RequestHead } from './request-head.ts'
import { buildResponse, completeResponse } from './response.ts'
import type { Sessions } from './sessions.ts'
import { type OpenVisit, openVisit, type Visit } from './visit.ts'

/** Answers a request. A Reply is the fast way; a Response made elsewhere is taken too. */
export type Handler<Data> = (visit: Visit<Data>) => Reply | Response | Promise<Reply | Response>

/**
 * The whole flow, request in, response out: refuse what comes from other sites, let the handler work, store what it
 * did to the session, and only then answer.
 *
 * Errors of the handler, and mistakes such as `session/not-json`, are thrown on to the app; nothing is stored then.
 */
export async function withSession<Data>(
  sessions: Sessions<Data>,
  head: RequestHead,
  handler: Handler<Data>,
): Promise<Response> {
  const visit = openVisit(sessions, head)
  const reply = await answered()
  const marks = { setCookie: visit.setCookie(), dependence: visit.dependence() }
  return isResponse(reply)
    ? completeResponse(reply, sessions.headers, marks)
    : buildResponse(reply, sessions.headers, marks)

  async function answered(): Promise<Reply | Response> {
    try {
      const verdict = verdictOn(sessions, head)
      if (verdict.kind === 'refused' && !(await isProven(verdict, head, visit))) {
        return answerTo(crossSiteFailure(verdict))
      }
      const reply = await handler(visit)
      await visit.finish(reply.status)
      return reply
    } catch (error) {
      const failure = failureOf(error)
      if (failure === null) throw error
      if (failure.status === 503) sessions.engine.report(error)
      return answerTo(failure)
    }
  }

  async function answerTo(failure: Failure): Promise<Reply> {
    return withFailureHeaders(await sessions.failureReply(failure, head, backOf(head, sessions.origins)), failure)
  }
}

/** An answer that has nothing to do with a session, such as that to an error: `reply` with the security headers. */
export function withoutSession<Data>(sessions: Sessions<Data>, reply: Reply): Response {
  return buildResponse(reply, sessions.headers, { setCookie: null, dependence: 'none' })
}

/** Told by its shape: servers put Response classes of their own in place, and `fetch` answers with another one. */
function isResponse(reply: Reply | Response): reply is Response {
  return 'arrayBuffer' in reply
}

type Refused = CrossSiteVerdict & { readonly kind: 'refused' }

/** Safe methods pass whatever the headers say, so most requests are spared reading them. */
function verdictOn<Data>(sessions: Sessions<Data>, head: RequestHead): CrossSiteVerdict {
  if (isSafeMethod(head.method)) return { kind: 'pass' }
  const request = {
    method: head.method,
    secFetchSite: head.header('sec-fetch-site'),
    origin: head.header('origin'),
    hasCookies: Boolean(head.header('cookie')),
  }
  return checkCrossSite(request, sessions.origins)
}

/** Browsers that say nothing of where a request comes from have a second lock: the token of our forms. */
async function isProven<Data>({ reason }: Refused, head: RequestHead, visit: OpenVisit<Data>): Promise<boolean> {
  if (reason !== 'no-proof') return false
  const token = head.header(CSRF_HEADER) ?? (await head.formField(CSRF_FIELD))
  return token !== null && visit.holdsToken(token)
}
