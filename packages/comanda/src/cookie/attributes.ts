import { CookieError, type CookieErrorCode } from './error.ts'

/** The longest life browsers grant a cookie, in seconds: 400 days (RFC 6265bis §5.5). */
export const COOKIE_MAX_AGE_SECONDS_MAX = 34_560_000

// Browsers skip an attribute whose value is longer (RFC 6265bis §5.6): a cookie with another scope than was meant.
const ATTRIBUTE_CHARS_MAX = 1024

// path-value = *av-octet (RFC 6265bis §4.1.1), with "/" first or browsers take a default (§5.6.4), and without the
// space, which they would trim and which no path of a URL has.
const PATH = /^\/[\x21-\x3a\x3c-\x7e]*$/

// A label of a host name: letters, digits, hyphens not at the ends, at most 63 (RFC 1034 §3.5, RFC 1123 §2.1).
const DOMAIN_LABEL = /^(?!-)[0-9A-Za-z-]{1,63}(?<!-)$/
const DOMAIN_CHARS_MAX = 253

const SAME_SITE: readonly string[] = ['Lax', 'Strict', 'None']

/** What a cookie is sent with. What is left out takes the safe default. */
export interface CookieAttributes {
  /**
   * How long the browser keeps it: whole seconds from 0 to {@link COOKIE_MAX_AGE_SECONDS_MAX}. Default: until the
   * browser closes.
   */
  readonly maxAgeSeconds?: number
  /**
   * A host whose subdomains are sent the cookie too, without a leading dot. **Weakens:** every subdomain can read it,
   * plant one and overwrite it. Default: this host alone.
   */
  readonly domain?: string
  /** The path it is sent to, `/` first. Keeps nothing apart: pages of one host can read each other's. Default: `/`. */
  readonly path?: string
  /**
   * **`false` weakens:** the cookie then also travels over plain http, where anybody on the way reads it. Default:
   * true.
   */
  readonly secure?: boolean
  /** **`false` weakens:** scripts can then read it, injected ones too. Default: true. */
  readonly httpOnly?: boolean
  /**
   * Which requests from other sites bring it: `Lax` those that open a page, `Strict` none, `None` all. **`None`
   * weakens:** other sites act with the visitor's cookie. Default: `Lax`.
   */
  readonly sameSite?: 'Lax' | 'Strict' | 'None'
}

/** What a cookie whose name begins with `__Secure-` can have (RFC 6265bis §4.1.3.1). */
export interface SecurePrefixAttributes extends CookieAttributes {
  readonly secure?: true
}

/** What a cookie whose name begins with `__Host-` can have (RFC 6265bis §4.1.3.2): one host, all of it, https alone. */
export interface HostPrefixAttributes extends SecurePrefixAttributes {
  readonly domain?: never
  readonly path?: '/'
}

/**
 * The attributes that a name allows. Capitals do not matter, since browsers match prefixes that way (RFC 6265bis §5.4).
 */
export type CookieAttributesFor<Name extends string> =
  Lowercase<Name> extends `__host-${string}`
    ? HostPrefixAttributes
    : Lowercase<Name> extends `__secure-${string}`
      ? SecurePrefixAttributes
      : CookieAttributes

/**
 * The attributes as they stand in Set-Cookie, each after a `; `, once they are checked: in themselves, and against the
 * prefix of `name`.
 *
 * @throws {CookieError} `cookie/bad-attribute`, `cookie/prefix`, `cookie/too-large`
 */
export function attributesText(name: string, attributes: CookieAttributes): string {
  const { maxAgeSeconds, domain, path = '/', sameSite = 'Lax' } = attributes
  // Anything but a plain false keeps the protection, so that a missing or mistaken setting never takes it away.
  const secure = attributes.secure !== false
  const httpOnly = attributes.httpOnly !== false
  if (maxAgeSeconds !== undefined) checkMaxAge(maxAgeSeconds)
  if (domain !== undefined) checkDomain(domain)
  checkPath(path)
  checkSameSite(sameSite, secure)
  checkPrefix(name, domain, path, secure)
  return [
    maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`,
    domain === undefined ? '' : `; Domain=${domain}`,
    `; Path=${path}`,
    secure ? '; Secure' : '',
    httpOnly ? '; HttpOnly' : '',
    `; SameSite=${sameSite}`,
  ].join('')
}

function refuse(code: CookieErrorCode, message: string): never {
  throw new CookieError(code, message)
}

function checkMaxAge(seconds: number): void {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= COOKIE_MAX_AGE_SECONDS_MAX) return
  refuse(
    'cookie/bad-attribute',
    `maxAgeSeconds must be whole seconds from 0 to ${COOKIE_MAX_AGE_SECONDS_MAX} (400 days).`,
  )
}

function checkDomain(domain: string): void {
  const isHost = domain.length <= DOMAIN_CHARS_MAX && domain.split('.').every((label) => DOMAIN_LABEL.test(label))
  if (!isHost)
    refuse('cookie/bad-attribute', 'domain must be a host name such as "shop.example", without a leading dot.')
}

function checkPath(path: string): void {
  if (path.length > ATTRIBUTE_CHARS_MAX)
    refuse('cookie/too-large', `path must not exceed ${ATTRIBUTE_CHARS_MAX} characters.`)
  if (!PATH.test(path))
    refuse('cookie/bad-attribute', 'path must begin with "/" and be plain ASCII without ";" or spaces.')
}

function checkSameSite(sameSite: string, secure: boolean): void {
  if (!SAME_SITE.includes(sameSite)) refuse('cookie/bad-attribute', 'sameSite must be "Lax", "Strict" or "None".')
  // RFC 6265bis §5.7 step 19: browsers drop it.
  if (sameSite === 'None' && !secure)
    refuse('cookie/bad-attribute', 'sameSite "None" needs secure: browsers drop it without.')
}

// RFC 6265bis §4.1.3 and §5.7 steps 20 and 21. Case-insensitive because browsers are (§5.4).
function checkPrefix(name: string, domain: string | undefined, path: string, secure: boolean): void {
  const lower = name.toLowerCase()
  const isHost = lower.startsWith('__host-')
  if (!isHost && !lower.startsWith('__secure-')) return
  if (!secure) refuse('cookie/prefix', `${name} must be secure: browsers drop it without.`)
  if (isHost && domain !== undefined)
    refuse('cookie/prefix', `${name} cannot have a domain: __Host- binds it to one host.`)
  if (isHost && path !== '/') refuse('cookie/prefix', `${name} must have the path "/": browsers drop it with another.`)
}
