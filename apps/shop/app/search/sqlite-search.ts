import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import type { ProductSearch, SearchFields, SearchTerm } from './product-search.ts'

const COLUMNS: Readonly<Record<SearchFields, string>> = {
  title: '{title}',
  names: '{title names}',
  all: '{title names body}',
}

/** Search by SQLite's FTS5 (https://sqlite.org/fts5.html). */
export function createSqliteSearch(db: Kysely<ShopDatabase>): ProductSearch {
  return {
    async find(language, terms, fields, limit) {
      const table = sql.id(tableOf(language))
      const { rows } = await sql<{ id: number }>`select rowid as id from ${table}
        where ${table} match ${`${COLUMNS[fields]} : (${terms.map(quoted).join(' AND ')})`}
        order by rowid limit ${limit}`.execute(db)
      return rows.map(({ id }) => id)
    },

    async replace(language, productId, document) {
      const table = sql.id(tableOf(language))
      await sql`delete from ${table} where rowid = ${productId}`.execute(db)
      if (document === null) return
      const [title, names, body] = [document.title, document.names, document.body].map((words) => words.join(' '))
      await sql`insert into ${table} (rowid, title, names, body)
        values (${productId}, ${title}, ${names}, ${body})`.execute(db)
    },
  }
}

function tableOf(language: Language): string {
  return `search_${language}`
}

/** Strings of the query language: whatever is in them is text. */
function quoted({ words, isPrefix }: SearchTerm): string {
  return `(${words.map((word) => `"${word.replaceAll('"', '""')}"${isPrefix ? '*' : ''}`).join(' OR ')})`
}
