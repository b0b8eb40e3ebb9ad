import { LANGUAGES, routes } from '../routes.ts'

/**
 * What crawlers are asked (RFC 9309): to leave alone what is one visitor's own, and searches, of which there is no end;
 * and where the map is.
 */
export function robotsText(baseUrl: string): string {
  const own = LANGUAGES.flatMap((language) => [routes.cart.path(language), routes.search.path(language)])
  const lines = ['User-agent: *', ...[...own, routes.language.path()].map((path) => `Disallow: ${path}`)]
  return `${lines.join('\n')}\n\nSitemap: ${new URL(routes.sitemap.path(), baseUrl).href}\n`
}
