/**
 * Every address of the shop, by name. A pattern is written here once: the app is mounted by it, and links are built
 * from it, so an address never changes in one place only.
 *
 * @module
 */

/** The languages of the shop, the first one without a prefix. */
export const LANGUAGES = ['en', 'es'] as const

/** A language of the shop, as its BCP 47 tag. */
export type Language = (typeof LANGUAGES)[number]

/** The language of the catalogue's own texts, which count wherever there is no translation. */
export const BASE_LANGUAGE = LANGUAGES[0]

/** The parameters in a pattern: `{ handle }` for `/products/:handle`. */
export type ParametersOf<Pattern extends string> = {
  readonly [Name in NamesIn<Pattern>]: string | number
}

type NamesIn<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never

type Arguments<Pattern extends string> = [NamesIn<Pattern>] extends [never] ? [] : [parameters: ParametersOf<Pattern>]

/** A page or an action that exists once in each language. */
export interface LocalRoute<Pattern extends string> {
  /** For Hono, below the prefix of a language. */
  readonly pattern: Pattern
  /** The path of it in `language`; parameters are encoded. */
  path(language: Language, ...parameters: Arguments<Pattern>): string
}

/** An address that is the same for all languages. */
export interface SiteRoute<Pattern extends string> {
  readonly pattern: Pattern
  /** The path of it; parameters are encoded. */
  path(...parameters: Arguments<Pattern>): string
}

/** All routes of the shop. */
export const routes = {
  home: local('/'),
  product: local('/products/:handle'),
  collection: local('/collections/:handle'),
  tag: local('/tags/:tag'),
  search: local('/search'),

  cart: local('/cart'),
  cartAdd: local('/cart/add'),
  cartChange: local('/cart/change'),
  cartUpdate: local('/cart/update'),
  cartClear: local('/cart/clear'),

  cartJs: local('/cart.js'),
  cartJson: local('/cart.json'),
  cartAddJs: local('/cart/add.js'),
  cartChangeJs: local('/cart/change.js'),
  cartUpdateJs: local('/cart/update.js'),
  cartClearJs: local('/cart/clear.js'),

  media: site('/media/:file'),
  legal: local('/legal/:page'),
  language: site('/language'),

  sitemap: site('/sitemap.xml'),
  sitemapPart: site('/sitemaps/:part'),
  robots: site('/robots.txt'),
  manifest: site('/manifest.webmanifest'),

  placeholder: site('/media/placeholder/:handle'),
  asset: site('/assets/:file'),
  favicon: site('/favicon.ico'),
  healthz: site('/healthz'),
  readyz: site('/readyz'),
  metrics: site('/metrics'),
}

/** What stands before every path of a language: nothing for English, `/es` for Spanish. */
export function prefixOf(language: Language): '' | `/${Language}` {
  return language === LANGUAGES[0] ? '' : `/${language}`
}

/** The language an address belongs to, by its prefix; the first language if it has none. `path` may carry a query. */
export function languageOf(path: string): Language {
  const first = /^\/([^/?#]*)/.exec(path)?.[1]
  return LANGUAGES.find((language) => prefixOf(language) === `/${first}`) ?? LANGUAGES[0]
}

/** A path of ours, which may have a query, as it is in `language`: `/es/cart?a=1` for `/cart?a=1`. */
export function inLanguage(path: string, language: Language): string {
  const rest = path.slice(prefixOf(languageOf(path)).length)
  const bare = rest.startsWith('/') ? rest : `/${rest}`
  const prefix = prefixOf(language)
  // The front page of a language has no slash after its prefix.
  return prefix !== '' && /^\/(?![^?#])/.test(bare) ? prefix + bare.slice(1) : prefix + bare
}

/** `path`, which may have a query already, with more of it. What is null is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null>>): string {
  const mark = path.indexOf('?')
  const before = mark === -1 ? path : path.slice(0, mark)
  const all = new URLSearchParams(path.slice(before.length))
  for (const [name, value] of Object.entries(query)) if (value !== null) all.set(name, String(value))
  return all.size === 0 ? before : `${before}?${all}`
}

/**
 * Our addresses have no slash at their end. For one that has, `/cart/?a=1`, the address without, `/cart?a=1`; null for
 * any other, and for `//elsewhere/`, which browsers would read as another host.
 */
export function withoutSlashAtEnd(pathAndQuery: string): string | null {
  const query = pathAndQuery.indexOf('?')
  const path = query === -1 ? pathAndQuery : pathAndQuery.slice(0, query)
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end -= 1
  const isOtherHost = path[1] === '/' || path[1] === '\\'
  return end === path.length || isOtherHost ? null : path.slice(0, end) + pathAndQuery.slice(path.length)
}

function local<const Pattern extends string>(pattern: Pattern): LocalRoute<Pattern> {
  const fill = filler(pattern)
  return {
    pattern,
    path: (language, ...[parameters]) => {
      const path = fill(parameters)
      return path === '/' ? prefixOf(language) || '/' : prefixOf(language) + path
    },
  }
}

function site<const Pattern extends string>(pattern: Pattern): SiteRoute<Pattern> {
  const fill = filler(pattern)
  return { pattern, path: (...[parameters]) => fill(parameters) }
}

/**
 * Puts parameters into a pattern, which is taken apart once: pages have hundreds of links. A parameter that is missing is
 * a mistake of ours, and so is one that browsers would read as another folder.
 */
function filler(pattern: string): (parameters?: Readonly<Record<string, string | number>>) => string {
  // What stands between parameters, and after each of them its name: '/products/', 'handle', ''.
  const parts = pattern.split(/:(\w+)/)
  if (parts.length === 1) return () => pattern
  return (parameters = {}) => {
    let path = ''
    for (const [at, part] of parts.entries()) path += at % 2 === 0 ? part : encoded(pattern, part, parameters[part])
    return path
  }
}

function encoded(pattern: string, name: string, given: string | number = ''): string {
  const value = String(given)
  if (value !== '' && value !== '.' && value !== '..') return encodeURIComponent(value)
  throw new TypeError(`The route ${pattern} needs a "${name}" that is not empty and not dots.`)
}
