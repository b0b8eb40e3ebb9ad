import { type CookieAttributes, readCookie, serializeCookie } from 'comanda/cookie'
import type { Sessions } from 'comanda/http'
import { LANGUAGES, type Language } from '../routes.ts'
import { parsePreferences } from '../web/preferences.ts'

/** The cookie in which a browser keeps the language that was chosen. It says nothing else, so it is not signed. */
export interface LanguageCookie {
  readonly name: string
  /** The Set-Cookie header that keeps a choice. */
  set(language: Language): string
  /** The choice in a Cookie header; null if there is none. */
  read(cookieHeader: string | null | undefined): Language | null
}

/** How long a browser keeps the choice: a year. */
export const LANGUAGE_MAX_AGE_SECONDS = 31_536_000

/** The cookie, named and protected like the shop's session cookie. */
export function createLanguageCookie({ cookie }: Pick<Sessions<unknown>, 'cookie'>): LanguageCookie {
  const name: string = `${cookie.name}-language`
  const attributes: CookieAttributes = { ...cookie.attributes, maxAgeSeconds: LANGUAGE_MAX_AGE_SECONDS }
  return {
    name,
    set: (language) => serializeCookie(name, language, attributes),
    read: (header) => parseLanguage(readCookie(header, name)),
  }
}

/** A language of the shop; null for whatever else is given. */
export function parseLanguage(value: unknown): Language | null {
  return LANGUAGES.find((language) => language === value) ?? null
}

/**
 * The language of ours that a browser asks for before the others: each of its wishes, the dearest first, is for a
 * language or for a region's kind of it, such as `es-MX` (RFC 9110, section 12.5.4). Null if it asks for none of them.
 */
export function languageAskedFor(acceptLanguage: string | null | undefined): Language | null {
  for (const { value, quality } of parsePreferences(acceptLanguage)) {
    const [primary] = value.split('-')
    const language = value === '*' ? LANGUAGES[0] : parseLanguage(primary)
    if (quality > 0 && language !== null) return language
  }
  return null
}
