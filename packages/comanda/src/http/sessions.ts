import type { Secrets } from '../cookie/index.ts'
import { isLoopback, originsOf } from '../csrf/origins.ts'
import { createEngine, type Engine, type EngineOptions } from '../session/engine.ts'
import { type CookieOptions, type CookieSettings, cookieSettings } from './cookie.ts'
import { HttpError } from './error.ts'
import { type FailureReply, plainFailureReply } from './failure.ts'
import { securityHeaders } from './security-headers.ts'

/** What {@link createSessions} needs, and what it can be told. */
export interface SessionsOptions<Data = unknown> extends EngineOptions<Data> {
  /** Where the app is reached: `https://shop.example`. Decides which origins may post, and how cookies are protected. */
  readonly baseUrl: string
  readonly cookie?: CookieOptions
  /**
   * Makes `visit.csrfToken()` work: the second lock, for the few browsers that say nothing of where a request comes
   * from. Without secrets such requests are refused if they carry cookies.
   */
  readonly secrets?: Secrets
  /**
   * WARNING: weakens every session. Allows plain http that is not on this machine: anybody on the way can read and
   * steal the session cookie, which then is neither Secure nor `__Host-`. For closed test networks only.
   */
  readonly insecureHttp?: boolean
  /** Replaces or adds directives of the content security policy. */
  readonly contentSecurityPolicy?: Readonly<Record<string, string>>
  /** Makes the answer when a request is refused or its session cannot be stored. Default: a sentence of text or JSON. */
  readonly failureReply?: FailureReply
}

/** The sessions of one app: settings checked once, and what all requests share. */
export interface Sessions<Data> {
  readonly engine: Engine
  readonly cookie: CookieSettings
  readonly secrets: Secrets | null
  readonly origins: ReadonlySet<string>
  readonly headers: Readonly<Record<string, string>>
  readonly failureReply: FailureReply
  /** Only carries the type of the data; there is no such property. */
  readonly data?: Data
}

/**
 * The sessions of an app, safe without further settings: cookies are Secure, HttpOnly, SameSite=Lax and `__Host-`.
 *
 * Throws HttpError, SessionError `session/bad-setting`, or CsrfError for a base URL that is none.
 */
export function createSessions<Data = Record<string, unknown>>(options: SessionsOptions<Data>): Sessions<Data> {
  const origins = originsOf(options.baseUrl)
  const base = new URL(options.baseUrl)
  const https = base.protocol === 'https:'
  const secure = https || isLoopback(base.hostname)
  if (!secure && options.insecureHttp !== true) {
    throw new HttpError(
      'http/insecure-base-url',
      `${base.origin} is plain http, so anybody on the way could steal sessions. Serve the app over https.`,
    )
  }
  const cookie = cookieSettings(options.cookie ?? {}, secure)
  return {
    engine: createEngine(options, cookie),
    cookie,
    secrets: options.secrets ?? null,
    origins,
    headers: securityHeaders({ https, contentSecurityPolicy: options.contentSecurityPolicy ?? {} }),
    failureReply: options.failureReply ?? plainFailureReply,
  }
}
