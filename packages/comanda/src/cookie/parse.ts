import { decodeValue, isCookieName, isSendableValue } from './syntax.ts'

/**
 * The longest Cookie header that is read, in characters. It is Node's default limit for all headers together, and twice
 * what RFC 6265bis §4.2.1 calls common. A longer one counts as no cookies at all: reading only its beginning would
 * hide the second of two cookies of one name.
 */
export const COOKIE_HEADER_CHARS_MAX = 16_384

/**
 * All cookies of a Cookie header by name, with their values as they came (not decoded, quotes kept).
 *
 * Left out are: pairs without `=` or without a name; names that are not tokens; values with control characters; and
 * **every** cookie whose name comes twice, since one of the two was planted and nobody can tell which. Names are
 * compared byte for byte and never decoded, and only space and tab are trimmed, so `%5F_Host-x` or a name padded with
 * U+2000 never turns into `__Host-x`. Several Cookie headers must have been joined with `; `.
 *
 * Takes time linear in the header; one beyond {@link COOKIE_HEADER_CHARS_MAX} has no cookies. Never throws.
 */
export function parseCookies(header: string | null | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  if (!isReadable(header)) return cookies
  const spoilt = new Set<string>()
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    const name = trimBlanks(pair.slice(0, Math.max(equals, 0)))
    if (!isCookieName(name)) continue
    const value = trimBlanks(pair.slice(equals + 1))
    if (cookies.has(name) || !isSendableValue(value)) spoilt.add(name)
    cookies.set(name, value)
  }
  for (const name of spoilt) cookies.delete(name)
  return cookies
}

/**
 * The value of one cookie, percent-decoded once: what `serializeCookie` was given. The same rules as
 * {@link parseCookies}, at a fraction of the cost when the header does not hold the name.
 *
 * Null if the cookie is absent, comes twice, or has a value that is malformed or cannot be decoded. Never throws.
 */
export function readCookie(header: string | null | undefined, name: string): string | null {
  if (!isReadable(header)) return null
  let at = header.indexOf(name)
  if (at === -1 || !isCookieName(name)) return null
  let value: string | null = null
  for (; at !== -1; at = header.indexOf(name, at + 1)) {
    const equals = skipBlanks(header, at + name.length)
    if (header.charCodeAt(equals) !== EQUALS_SIGN || !startsPair(header, at)) continue
    if (value !== null) return null
    value = valueFrom(header, equals + 1)
    if (!isSendableValue(value)) return null
  }
  return value === null ? null : decodeValue(value)
}

const TAB = 0x09
const SPACE = 0x20
const SEMICOLON = 0x3b
const EQUALS_SIGN = 0x3d

function isReadable(header: string | null | undefined): header is string {
  return typeof header === 'string' && header.length <= COOKIE_HEADER_CHARS_MAX
}

// Blanks are SP and HTAB alone (OWS of RFC 9110 §5.6.3; WSP in RFC 6265bis §5.6). String.trim would also take U+00A0,
// U+2000 and others, by which a name that no browser protects would become a protected one.
function isBlank(charCode: number): boolean {
  return charCode === SPACE || charCode === TAB
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text.charCodeAt(at))) at += 1
  return at
}

function trimBlanks(text: string): string {
  const start = skipBlanks(text, 0)
  let end = text.length
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

// A name holds no blanks, so each blank is looked at once for the name before it and once for the name after it.
function startsPair(header: string, at: number): boolean {
  let before = at - 1
  while (isBlank(header.charCodeAt(before))) before -= 1
  return before < 0 || header.charCodeAt(before) === SEMICOLON
}

function valueFrom(header: string, start: number): string {
  const end = header.indexOf(';', start)
  return trimBlanks(header.slice(start, end === -1 ? header.length : end))
}
