import { checkCrossSite } from '../csrf/index.ts'
import { backOf, crossSiteFailure, type Failure, failureOf, withFailureHeaders } from './failure.ts'
import type { Reply } from './reply.ts'
import type { RequestHead } from './request-head.ts'
import { buildResponse, completeResponse } from './response.ts'
import type { Sessions } from './sessions.ts'
import { openVisit, type Visit } from './visit.ts'

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
  const crossSite = checkRequest(sessions, head)
  const visit = openVisit(sessions, head)
  const reply = crossSite ? await answerTo(crossSite) : await handled()
  const marks = { setCookie: visit.setCookie(), dependence: visit.dependence() }
  return reply instanceof Response
    ? completeResponse(reply, sessions.headers, marks)
    : buildResponse(reply, sessions.headers, marks)

  async function handled(): Promise<Reply | Response> {
    try {
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

function checkRequest<Data>(sessions: Sessions<Data>, head: RequestHead): Failure | null {
  const verdict = checkCrossSite(
    {
      method: head.method,
      secFetchSite: head.header('sec-fetch-site'),
      origin: head.header('origin'),
      hasCookies: Boolean(head.header('cookie')),
    },
    sessions.origins,
  )
  return verdict.kind === 'refused' ? crossSiteFailure(verdict) : null
}
