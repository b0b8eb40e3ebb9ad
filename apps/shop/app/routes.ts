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
  return {
    pattern,
    path: (language, ...[parameters]) => {
      const path = fill(pattern, parameters)
      return path === '/' ? prefixOf(language) || '/' : prefixOf(language) + path
    },
  }
}

function site<const Pattern extends string>(pattern: Pattern): SiteRoute<Pattern> {
  return { pattern, path: (...[parameters]) => fill(pattern, parameters) }
}

/** A parameter that is missing is a mistake of ours, and so is one that browsers would read as another folder. */
function fill(pattern: string, parameters: Readonly<Record<string, string | number>> = {}): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(parameters[name] ?? '')
    if (value === '' || value === '.' || value === '..') {
      throw new TypeError(`The route ${pattern} needs a "${name}" that is not empty and not dots.`)
    }
    return encodeURIComponent(value)
  })
}
