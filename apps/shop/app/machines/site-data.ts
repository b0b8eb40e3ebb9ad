import { FIELDS } from '../catalogue/listing/listing-query.ts'
import { type Language, routes } from '../routes.ts'
import type { Settings } from '../settings.ts'

/** Who keeps the shop and where it is searched, in the words of schema.org, for the front page. */
export function siteData(
  { shopName, baseUrl }: Pick<Settings, 'shopName' | 'baseUrl'>,
  language: Language,
): readonly unknown[] {
  const keeper = { '@type': 'Organization', '@id': `${baseUrl}/#organization`, name: shopName, url: `${baseUrl}/` }
  const site = {
    '@type': 'WebSite',
    '@id': `${baseUrl}/#website`,
    name: shopName,
    url: new URL(routes.home.path(language), baseUrl).href,
    inLanguage: language,
    publisher: { '@id': keeper['@id'] },
    potentialAction: {
      '@type': 'SearchAction',
      target: {
        '@type': 'EntryPoint',
        urlTemplate: `${new URL(routes.search.path(language), baseUrl).href}?${FIELDS.search}={words}`,
      },
      'query-input': 'required name=words',
    },
  }
  return [{ '@context': 'https://schema.org', '@graph': [keeper, site] }]
}
