import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import { LEGAL_PAGES } from '../legal/pages.ts'
import { routes } from '../routes.ts'
import type { ListedPage } from './sitemap.ts'

/** The pages search engines are told of beside those of products: the front page, the collections, the legal pages. */
export async function listedPages(db: Kysely<ShopDatabase>): Promise<readonly ListedPage[]> {
  const collections = await db.selectFrom('collection').select('handle').orderBy('position').orderBy('id').execute()
  return [
    { path: (language) => routes.home.path(language), changedAt: null },
    ...collections.map(({ handle }) => collectionListed(handle)),
    ...LEGAL_PAGES.map(legalPageListed),
  ]
}

function collectionListed(handle: string): ListedPage {
  return { path: (language) => routes.collection.path(language, { handle }), changedAt: null }
}

function legalPageListed(page: string): ListedPage {
  return { path: (language) => routes.legal.path(language, { page }), changedAt: null }
}
