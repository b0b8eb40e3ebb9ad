import { LANGUAGES, type Language } from '../routes.ts'

/** A page that search engines are told of, in all languages. */
export interface ListedPage {
  readonly path: (language: Language) => string
  /** ISO 8601; null if nobody knows. */
  readonly changedAt: string | null
}

/** One file of the site's map, by its path. */
export interface MapPart {
  readonly path: string
  readonly changedAt: string | null
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const LINKS_NAMESPACE = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'

/** The list of all parts (sitemaps.org, "Sitemap index files"). */
export function sitemapIndex(parts: readonly MapPart[], baseUrl: string): string {
  const entries = parts.map(
    ({ path, changedAt }) => `<sitemap><loc>${addressOf(path, baseUrl)}</loc>${changeMark(changedAt)}</sitemap>\n`,
  )
  return `${HEAD}<sitemapindex ${NAMESPACE}>\n${entries.join('')}</sitemapindex>\n`
}

/** One part: each page once in each language, and each time with where it is in the others. */
export function sitemapPart(pages: readonly ListedPage[], baseUrl: string): string {
  const entries = pages.map((page) => entriesOf(page, baseUrl))
  return `${HEAD}<urlset ${NAMESPACE} ${LINKS_NAMESPACE}>\n${entries.join('')}</urlset>\n`
}

function entriesOf({ path, changedAt }: ListedPage, baseUrl: string): string {
  const addresses = LANGUAGES.map((language) => ({
    hreflang: language as string,
    href: addressOf(path(language), baseUrl),
  }))
  const links = [...addresses, { hreflang: 'x-default', href: addressOf(path(LANGUAGES[0]), baseUrl) }]
    .map(({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`)
    .join('')
  return addresses.map(({ href }) => `<url><loc>${href}</loc>${changeMark(changedAt)}${links}</url>\n`).join('')
}

function changeMark(changedAt: string | null): string {
  return changedAt === null ? '' : `<lastmod>${xmlText(changedAt)}</lastmod>`
}

function addressOf(path: string, baseUrl: string): string {
  return xmlText(new URL(path, baseUrl).href)
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
