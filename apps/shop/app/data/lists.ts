import { type RawBuilder, sql } from 'kysely'
import type { DialectName } from './dialect-name.ts'

/*
 * A list as one parameter, for `x in (…)`: the statement is the same however long the list is, so it is prepared once.
 */

/** The ids as a subquery. */
export function idList(dialect: DialectName, ids: readonly number[]): RawBuilder<number> {
  const list = JSON.stringify(ids)
  return dialect === 'sqlite'
    ? sql`(select value from json_each(${list}))`
    : sql`(select value::bigint from json_array_elements_text(${list}::json))`
}

/** The texts as a subquery. */
export function textList(dialect: DialectName, texts: readonly string[]): RawBuilder<string> {
  if (dialect === 'sqlite') return sql`(select value from json_each(${JSON.stringify(texts)}))`
  // PostgreSQL refuses what is no text to it, where SQLite finds nothing.
  const list = JSON.stringify(texts.map((text) => text.toWellFormed().replaceAll('\u0000', '\ufffd')))
  return sql`(select value from json_array_elements_text(${list}::json))`
}
