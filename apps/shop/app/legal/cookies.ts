import { LEFT_KEY, MEMORY_KEY } from '../../browser/memory.ts'
import { LANGUAGE_MAX_AGE_SECONDS } from '../language/preference.ts'
import type { Shop } from '../shop.ts'

/** Something that the shop keeps in browsers, as the page about cookies lists it. */
export interface KeptInBrowser {
  readonly name: string
  /** A cookie, which is sent to us; or the browser's storage, which only our script on the page reads. */
  readonly place: 'cookie' | 'storage'
  /** What it is for: an entry of the words. */
  readonly purpose: 'session' | 'language' | 'count' | 'waiting'
  /** In seconds, for cookies; or until what happens. */
  readonly lasts: number | 'until-empty' | 'until-next-page'
}

/** All that the shop keeps in browsers, every bit of it necessary. A test walks through the shop in one and compares. */
export function keptInBrowsers({
  sessions,
  languageCookie,
}: Pick<Shop, 'sessions' | 'languageCookie'>): readonly KeptInBrowser[] {
  const sessionSeconds = sessions.engine.lifetime.absoluteMs / 1_000
  return [
    { name: sessions.cookie.name, place: 'cookie', purpose: 'session', lasts: sessionSeconds },
    { name: languageCookie.name, place: 'cookie', purpose: 'language', lasts: LANGUAGE_MAX_AGE_SECONDS },
    { name: MEMORY_KEY, place: 'storage', purpose: 'count', lasts: 'until-empty' },
    { name: LEFT_KEY, place: 'storage', purpose: 'waiting', lasts: 'until-next-page' },
  ]
}
