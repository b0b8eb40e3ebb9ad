import { LEGAL_PAGES, type LegalPageName } from '../legal/pages.ts'
import { fileOf } from '../legal/texts.ts'
import { LANGUAGES, routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import type { ListedPage } from './sitemap.ts'

/**
 * The pages search engines are told of beside those of products: the front page, the collections, and the legal pages
 * that are filled in.
 */
export async function listedPages({ db, legalTexts }: Pick<Shop, 'db' | 'legalTexts'>): Promise<readonly ListedPage[]> {
  const collections = await db.selectFrom('collection').select('handle').orderBy('position').orderBy('id').execute()
  const unfinished = await legalTexts.unfinished()
  const isFilledIn = (page: LegalPageName) =>
    LANGUAGES.every((language) => !unfinished.includes(fileOf(page, language)))
  return [
    { path: (language) => routes.home.path(language), changedAt: null },
    ...collections.map(({ handle }) => collectionListed(handle)),
    ...LEGAL_PAGES.filter(isFilledIn).map(legalPageListed),
  ]
}

function collectionListed(handle: string): ListedPage {
  return { path: (language) => routes.collection.path(language, { handle }), changedAt: null }
}

function legalPageListed(page: string): ListedPage {
  return { path: (language) => routes.legal.path(language, { page }), changedAt: null }
}
