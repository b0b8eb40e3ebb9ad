/**
 * Sessions over HTTP: the settings of an app's sessions, the flow of a request, and the answers of handlers.
 *
 * @module
 */
export type { CookieOptions } from './cookie.ts'
export { HttpError } from './error.ts'
export type { Failure, FailureReply } from './failure.ts'
export { html, json, type Reply, type ReplyHeaders, redirect, text, withCookies } from './reply.ts'
export { headOf, isFromScript, type RequestHead } from './request-head.ts'
export { type SecurityHeaderOptions, securityHeaders } from './security-headers.ts'
export { createSessions, type Sessions, type SessionsOptions } from './sessions.ts'
export type { Visit } from './visit.ts'
export { type Handler, withoutSession, withSession } from './with-session.ts'
