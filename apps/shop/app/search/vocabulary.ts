import type { Kysely } from 'kysely'
import { dialectNameOf } from '../data/dialect-name.ts'
import { idList, textList } from '../data/lists.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import { editDistance } from './edit-distance.ts'
import { lettersIn, trigramsOf } from './trigrams.ts'

/** Words that share letters with the one looked for: the most alike of them are measured. */
const MEASURED_MAX = 60
const NEAR_MAX = 5
/** A word this short is not worth two steps: it would become any other. */
const TWO_STEPS_LETTERS_MIN = 5
const ROWS_AT_ONCE = 400
/** No word has it, and none comes after it. */
const LAST_LETTER = '\u{10ffff}'

/** Takes up words of products, folded, that were not there yet. To be called inside a transaction. */
export async function learnWords(
  db: Kysely<ShopDatabase>,
  language: Language,
  words: readonly string[],
): Promise<void> {
  const known = await db
    .selectFrom('search_word')
    .select('word')
    .where('language', '=', language)
    .where('word', 'in', textList(dialectNameOf(db), words))
    .execute()
  const before = new Set(known.map(({ word }) => word))
  const added = [...new Set(words)].filter((word) => !before.has(word))
  if (added.length === 0) return
  const rows = added.flatMap((word) =>
    trigramsOf(word).map((trigram) => ({ language, trigram, letters: lettersIn(word), word })),
  )
  for (let from = 0; from < added.length; from += ROWS_AT_ONCE) {
    const values = added.slice(from, from + ROWS_AT_ONCE).map((word) => ({ language, word }))
    await db
      .insertInto('search_word')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows.slice(from, from + ROWS_AT_ONCE)
    await db
      .insertInto('search_trigram')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** The words of products that begin with `word` (folded) and are longer: at most `limit`. Some may be of products that are gone. */
export async function wordsBeginningWith(
  db: Kysely<ShopDatabase>,
  language: Language,
  word: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('search_word')
    .select('word')
    .where('language', '=', language)
    .where('word', '>', word)
    .where('word', '<', `${word}${LAST_LETTER}`)
    .orderBy('word')
    .limit(limit)
    .execute()
  return rows.map(({ word: longer }) => longer)
}

/** The words of products that look most like `word` (folded), the nearest first; none if nothing is near. */
export async function nearWords(db: Kysely<ShopDatabase>, language: Language, word: string): Promise<string[]> {
  const trigrams = trigramsOf(word)
  if (trigrams.length === 0) return []
  const dialect = dialectNameOf(db)
  const letters = lettersIn(word)
  const steps = letters < TWO_STEPS_LETTERS_MIN ? 1 : 2
  const lengths = Array.from({ length: 2 * steps + 1 }, (_, index) => letters - steps + index)
  const rows = await db
    .selectFrom('search_trigram')
    .select(['word', (select) => select.fn.countAll().as('shared')])
    .where('language', '=', language)
    .where('trigram', 'in', textList(dialect, trigrams))
    .where('letters', 'in', idList(dialect, lengths))
    .groupBy('word')
    .orderBy('shared', 'desc')
    .orderBy('word')
    .limit(MEASURED_MAX)
    .execute()
  return rows
    .map(({ word: other }) => ({ other, distance: editDistance(word, other, steps) }))
    .filter(({ distance }) => distance <= steps)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_MAX)
    .map(({ other }) => other)
}
