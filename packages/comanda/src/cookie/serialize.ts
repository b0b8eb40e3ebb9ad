import { attributesText, type CookieAttributes, type CookieAttributesFor } from './attributes.ts'
import { CookieError } from './error.ts'
import { encodeValue, isCookieName } from './syntax.ts'

/**
 * The most that name and encoded value may have together, in bytes; browsers drop larger ones (RFC 6265bis §5.6 step
 * 5).
 */
export const COOKIE_BYTES_MAX = 4096

// IMF-fixdate (RFC 9110 §5.6.7), for whoever does not know Max-Age.
const LONG_AGO = 'Thu, 01 Jan 1970 00:00:00 GMT'

/**
 * The text of a Set-Cookie header. Without attributes the cookie is for this host alone (`Path=/; Secure; HttpOnly;
 * SameSite=Lax`) and lasts until the browser closes.
 *
 * Any well-formed text is a fine value: what cookies cannot hold, and `%`, is percent-encoded, and `readCookie` decodes
 * it. Base64url comes through unchanged. Send at most one Set-Cookie of a name in one response (RFC 6265bis §4.1.1).
 *
 * @throws {CookieError} see `CookieErrorCode`; nothing that is thrown repeats the value
 */
export function serializeCookie<Name extends string>(
  name: Name,
  value: string,
  attributes?: CookieAttributesFor<Name>,
): string {
  return cookiePair(name, value) + attributesText(name, attributes ?? {})
}

/**
 * The text of a Set-Cookie header that makes the browser drop a cookie. Give it the attributes the cookie was set with:
 * a browser drops only the cookie of the same name, domain and path, and takes no `__Host-` or `__Secure-` cookie
 * without Secure. `maxAgeSeconds` is left out of account.
 *
 * @throws {CookieError} as {@link serializeCookie}
 */
export function deleteCookie<Name extends string>(name: Name, attributes?: CookieAttributesFor<Name>): string {
  const scope: CookieAttributes = { ...attributes, maxAgeSeconds: 0 }
  return `${cookiePair(name, '')}; Expires=${LONG_AGO}${attributesText(name, scope)}`
}

function cookiePair(name: string, value: string): string {
  if (!isCookieName(name)) {
    throw new CookieError(
      'cookie/bad-name',
      `${JSON.stringify(name)} cannot name a cookie. Use letters, digits, "_" and "-".`,
    )
  }
  if (!value.isWellFormed()) {
    throw new CookieError(
      'cookie/bad-value',
      `The value of ${name} has half of a surrogate pair. Encode bytes as base64url.`,
    )
  }
  const encoded = encodeValue(value)
  if (name.length + encoded.length > COOKIE_BYTES_MAX) {
    throw new CookieError(
      'cookie/too-large',
      `The cookie ${name} has ${name.length + encoded.length} bytes, and browsers drop it beyond ${COOKIE_BYTES_MAX}.`,
    )
  }
  return `${name}=${encoded}`
}
