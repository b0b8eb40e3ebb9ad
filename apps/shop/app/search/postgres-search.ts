import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import type { SearchDocument } from './document.ts'
import type { ProductSearch, SearchFields, SearchTerm } from './product-search.ts'

/** Weights of a field's words: A is the title, B what else it is called, C the description. */
const WEIGHTS: Readonly<Record<SearchFields, string>> = { title: 'A', names: 'AB', all: 'ABC' }

/**
 * Search by PostgreSQL's `tsvector` (https://www.postgresql.org/docs/current/datatype-textsearch.html). The words come
 * folded and parted from us, so none of its dictionaries and parsers has a say.
 */
export function createPostgresSearch(db: Kysely<ShopDatabase>): ProductSearch {
  return {
    async find(language, terms, fields, limit) {
      const query = terms.map((term) => lexemes(term, WEIGHTS[fields])).join(' & ')
      // Not sorted: the rows come as they lie, and sorting would fetch all of them.
      const { rows } = await sql<{ id: number }>`select product_id as id from ${sql.id(tableOf(language))}
        where document @@ ${query}::tsquery limit ${limit}`.execute(db)
      return rows.map(({ id }) => id).sort((a, b) => a - b)
    },

    async replace(language, productId, document) {
      const table = sql.id(tableOf(language))
      if (document === null) {
        await sql`delete from ${table} where product_id = ${productId}`.execute(db)
        return
      }
      await sql`insert into ${table} (product_id, document) values (${productId}, ${vectorOf(document)}::tsvector)
        on conflict (product_id) do update set document = excluded.document`.execute(db)
    },
  }
}

function tableOf(language: Language): string {
  return `search_${language}`
}

function vectorOf({ title, names, body }: SearchDocument): string {
  const places = new Map<string, string[]>()
  for (const [place, words] of [
    ['1A', title],
    ['2B', names],
    ['3C', body],
  ] as const) {
    for (const word of words) places.set(word, [...(places.get(word) ?? []), place])
  }
  return [...places].map(([word, where]) => `${quoted(word)}:${where.join(',')}`).join(' ')
}

function lexemes({ words, isPrefix }: SearchTerm, weights: string): string {
  return `(${words.map((word) => `${quoted(word)}:${isPrefix ? '*' : ''}${weights}`).join(' | ')})`
}

/** A word in quotes: whatever is in it is text. */
function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
