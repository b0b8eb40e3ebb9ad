import { COOKIE_MAX_AGE_SECONDS_MAX, type CookieAttributes, deleteCookie, serializeCookie } from '../cookie/index.ts'
import type { CookieChange } from '../session/active-session.ts'
import { HttpError } from './error.ts'

/** What can be told about the session cookie. */
export interface CookieOptions {
  /**
   * The name, without a prefix: `__Host-` is put before it. Two apps on one host need two names, since ports do not
   * keep cookies apart. Default: `session`.
   */
  readonly name?: string
  /** `Lax` (the default) lets people arrive signed in by a link from elsewhere, `Strict` does not. */
  readonly sameSite?: 'Lax' | 'Strict'
  /**
   * False: the browser forgets the cookie when it closes, unless `session.setExpiry` says otherwise. Default: true, until
   * the session's absolute end.
   */
  readonly persistent?: boolean
  /**
   * WARNING: weakens the session. Sends the cookie to this domain and all its subdomains, each of which can read it and
   * plant another one; its name then begins with `__Secure-`. Default: this host alone.
   */
  readonly domain?: string
  /**
   * Sends the cookie to this path alone. Keeps nothing apart, since pages of one host can read each other's; its name
   * then begins with `__Secure-`. Default: `/`.
   */
  readonly path?: string
  /** WARNING: `false` weakens the session. Lets scripts read the token, injected ones too. Default: true. */
  readonly httpOnly?: boolean
}

/** The session cookie's settings, decided. */
export interface CookieSettings {
  readonly name: string
  readonly attributes: CookieAttributes
  readonly persistent: boolean
}

/** Throws HttpError `http/bad-cookie-name`, or CookieError for a domain or path that is none. */
export function cookieSettings(options: CookieOptions, secure: boolean): CookieSettings {
  const name = options.name ?? 'session'
  if (name.startsWith('__')) {
    throw new HttpError('http/bad-cookie-name', `Name the cookie without a prefix: "${name.replace(/^__\w+-/, '')}".`)
  }
  const { domain, path = '/', httpOnly = true, sameSite = 'Lax', persistent = true } = options
  const isOfOneHost = domain === undefined && path === '/'
  const settings = {
    name: secure ? `${isOfOneHost ? '__Host-' : '__Secure-'}${name}` : name,
    attributes: { secure, sameSite, httpOnly, path, ...(domain === undefined ? {} : { domain }) },
    persistent,
  }
  // What browsers would refuse is told when the app starts, not with the first visitor.
  serializeCookie(settings.name, '', settings.attributes)
  return settings
}

/** The Set-Cookie value for what the browser is to be told, if anything. The server decides idleness, not Max-Age. */
export function setCookieFor(change: CookieChange, settings: CookieSettings, now: number): string | null {
  switch (change.kind) {
    case 'none':
      return null
    case 'delete':
      return deleteCookie(settings.name, settings.attributes)
    case 'set': {
      const age = change.untilBrowserCloses ? {} : { maxAgeSeconds: secondsUntil(change.absoluteEnd, now) }
      return serializeCookie(settings.name, change.token, { ...settings.attributes, ...age })
    }
  }
}

/** Within what a cookie can have, also where the clock of another server is ahead of ours. */
function secondsUntil(end: number, now: number): number {
  return Math.min(Math.max(0, Math.ceil((end - now) / 1_000)), COOKIE_MAX_AGE_SECONDS_MAX)
}
