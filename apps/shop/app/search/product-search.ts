import type { Kysely } from 'kysely'
import { dialectNameOf } from '../data/dialect-name.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import type { SearchDocument } from './document.ts'
import { createPostgresSearch } from './postgres-search.ts'
import { createSqliteSearch } from './sqlite-search.ts'

/** Where words are looked for: the title; also what else it is called; or also in the description. */
export type SearchFields = 'title' | 'names' | 'all'

/** Words, folded, of which one is to be found: whole, or also at the beginning of one. At least one. */
export interface SearchTerm {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/** The index of words over the products that can be bought. */
export interface ProductSearch {
  /**
   * The ids of products that have all of the terms (at least one) in those fields: the first `limit` of them, in the
   * order in which the products came into the shop. An unknown word finds nothing.
   *
   * @param terms their words as `wordsOf` gives them: letters and digits only
   */
  find(language: Language, terms: readonly SearchTerm[], fields: SearchFields, limit: number): Promise<number[]>
  /** Puts the words of a product in the place of those before; null takes it out. To be called inside a transaction. */
  replace(language: Language, productId: number, document: SearchDocument | null): Promise<void>
}

/** The {@link ProductSearch} of a database. */
export function createProductSearch(db: Kysely<ShopDatabase>): ProductSearch {
  switch (dialectNameOf(db)) {
    case 'sqlite':
      return createSqliteSearch(db)
    case 'postgres':
      return createPostgresSearch(db)
  }
}
