/*
 * The grammar of names and values, shared by reading and writing. "RFC 6265bis" is draft-ietf-httpbis-rfc6265bis,
 * which replaces RFC 6265. Each expression is one class repeated, so none of them can backtrack.
 */

// cookie-name = token (RFC 6265bis §4.1.1); token = 1*tchar (RFC 9110 §5.6.2).
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

// cookie-octet (RFC 6265bis §4.1.1) = %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E, without "%" (%x25), which we
// escape with.
const PLAIN_VALUE = /^[\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/
const NOT_PLAIN = /[^\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+/g

// A browser keeps no cookie with a control other than HTAB in it (RFC 6265bis §5.6 step 1), but it does keep blanks,
// commas, quotes and bytes above ASCII, which cookie-octet leaves out. Other people's cookies have them.
const SENDABLE_VALUE = /^[\t\x20-\x7e\x80-\uffff]*$/

/** Whether a cookie can have this name. */
export function isCookieName(name: string): boolean {
  return TOKEN.test(name)
}

/** Whether a browser would send this value. */
export function isSendableValue(value: string): boolean {
  return SENDABLE_VALUE.test(value)
}

/**
 * The value with everything that is not a cookie-octet, and "%" itself, percent-encoded as UTF-8. Needs well-formed
 * text.
 */
export function encodeValue(value: string): string {
  return PLAIN_VALUE.test(value) ? value : value.replace(NOT_PLAIN, encodeURIComponent)
}

/** What {@link encodeValue} encoded, decoded once; null if it is not valid percent-encoded UTF-8. */
export function decodeValue(value: string): string | null {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
