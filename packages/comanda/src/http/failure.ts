import type { CrossSiteVerdict } from '../csrf/index.ts'
import { SessionError } from '../session/error.ts'
import { json, type Reply, redirect, text } from './reply.ts'
import { isFromScript, ownPath, pageBefore, type RequestHead } from './request-head.ts'

/**
 * Why a request is answered by Comanda and not by its handler.
 *
 * | kind | status | meaning |
 * | --- | --- | --- |
 * | `cross-site` | 403 | the request changes something and does not come from this site |
 * | `gone` | 409 | the session ended, or got a new token, while the request was under way |
 * | `conflict` | 409 | what the request counted on has changed meanwhile |
 * | `too-large` | 413 | the session's data would be over its limit |
 * | `busy` | 503 | other requests kept changing the session |
 * | `unavailable` | 503 | the store cannot be reached, or a record in it cannot be read |
 *
 * In all cases nothing of the request is stored, except that after `unavailable` nobody can tell.
 */
export interface Failure {
  readonly kind: 'cross-site' | 'gone' | 'conflict' | 'too-large' | 'busy' | 'unavailable'
  readonly status: 403 | 409 | 413 | 503
  /** The stable code of the error behind it: `session/conflict`, `csrf/no-proof`. */
  readonly code: string
  /** A sentence in English, for developers and clients; show people words of your own. */
  readonly message: string
  /** Seconds after which to try again, with 503. */
  readonly retryAfterSeconds: number | null
}

/** Makes the answer to a failure. `back` is the path of the page the request came from. */
export type FailureReply = (failure: Failure, head: RequestHead, back: string) => Reply | Promise<Reply>

const RETRY_AFTER_SECONDS = 2

/** The failure an error stands for; null if it is none of the session's ends, but the app's own error. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof SessionError)) return null
  const { code, message } = error
  switch (code) {
    case 'session/gone':
      return { kind: 'gone', status: 409, code, message, retryAfterSeconds: null }
    case 'session/conflict':
      return { kind: 'conflict', status: 409, code, message, retryAfterSeconds: null }
    case 'session/too-large':
      return { kind: 'too-large', status: 413, code, message, retryAfterSeconds: null }
    case 'session/exhausted':
      return { kind: 'busy', status: 503, code, message, retryAfterSeconds: RETRY_AFTER_SECONDS }
    case 'session/unavailable':
    case 'session/unreadable':
      return { kind: 'unavailable', status: 503, code, message, retryAfterSeconds: RETRY_AFTER_SECONDS }
    case 'session/not-json':
    case 'session/bad-key':
    case 'session/asynchronous-update':
    case 'session/answered':
    case 'session/bad-setting':
    case 'session/bad-data':
      return null
  }
}

/** The failure of a request that the cross-site check refused. */
export function crossSiteFailure(verdict: CrossSiteVerdict & { kind: 'refused' }): Failure {
  const message =
    verdict.reason === 'no-proof'
      ? 'The request carries cookies and changes something, but does not say which site it comes from. Send an Origin header.'
      : 'The request changes something and does not come from this site.'
  return { kind: 'cross-site', status: 403, code: `csrf/${verdict.reason}`, message, retryAfterSeconds: null }
}

/**
 * The answer of apps that make none of their own: JSON for scripts, a sentence for people, who go back to their page
 * when their session is gone.
 */
export const plainFailureReply: FailureReply = (failure, head, back) => {
  const { status, code, message } = failure
  if (isFromScript(head)) return json({ status, code, message }, status)
  return failure.kind === 'gone' ? redirect(back) : text(message, status)
}

/** `reply` with the headers that every answer to `failure` carries. */
export function withFailureHeaders(reply: Reply, failure: Failure): Reply {
  const retryAfter = failure.retryAfterSeconds === null ? {} : { 'retry-after': String(failure.retryAfterSeconds) }
  return { ...reply, headers: { 'cache-control': 'no-store', ...reply.headers, ...retryAfter } }
}

/** The page to send a person back to. */
export function backOf(head: RequestHead, origins: ReadonlySet<string>): string {
  return head.method === 'GET' || head.method === 'HEAD' ? ownPath(head.path) : pageBefore(head, origins)
}
