/**
 * Cookies by RFC 6265bis: strict in what is written, and in what is taken for one of ours.
 *
 * @module
 */
export {
  COOKIE_MAX_AGE_SECONDS_MAX,
  type CookieAttributes,
  type CookieAttributesFor,
  type HostPrefixAttributes,
  type SecurePrefixAttributes,
} from './attributes.ts'
export { CookieError, type CookieErrorCode } from './error.ts'
export { COOKIE_HEADER_CHARS_MAX, parseCookies, readCookie } from './parse.ts'
export {
  type CookieEvent,
  type ProtectedCookie,
  type ProtectedCookieOptions,
  sealedCookie,
  signedCookie,
} from './protected-cookie.ts'
export { seal, unseal } from './seal.ts'
export { createSecrets, SECRET_BYTES_MIN, SECRETS_MAX, type Secrets, type SecretUse } from './secrets.ts'
export { COOKIE_BYTES_MAX, deleteCookie, serializeCookie } from './serialize.ts'
export { type Binding, type Opened, sign, unsign } from './sign.ts'
