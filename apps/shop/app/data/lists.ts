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
    : sql`(select value::integer from json_array_elements_text(${list}::json))`
}

/** The texts as a subquery. */
export function textList(dialect: DialectName, texts: readonly string[]): RawBuilder<string> {
  const list = JSON.stringify(texts)
  return dialect === 'sqlite'
    ? sql`(select value from json_each(${list}))`
    : sql`(select value from json_array_elements_text(${list}::json))`
}
