import type { Kysely } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import type { SearchTerm } from './product-search.ts'
import { wordsBeginningWith } from './vocabulary.ts'

/** A single letter begins too many words. */
const PREFIX_LETTERS_MIN = 2
/** If more words than this begin alike, the index finds them faster by itself. */
const BEGINNING_MAX = 16

/** The terms of a search for whole words. */
export function wholeTerms(words: readonly string[]): SearchTerm[] {
  return words.map((word) => ({ words: [word], isPrefix: false }))
}

/**
 * The terms of a search in which words may be the beginnings of longer ones. Where these are few they are named: an index
 * follows whole words in step, and would first gather all that is behind a beginning.
 */
export async function prefixTerms(
  db: Kysely<ShopDatabase>,
  language: Language,
  words: readonly string[],
): Promise<SearchTerm[]> {
  return Promise.all(
    words.map(async (word) => {
      if (!isPrefix(word)) return { words: [word], isPrefix: false }
      const longer = await wordsBeginningWith(db, language, word, BEGINNING_MAX + 1)
      const areMany = longer.length > BEGINNING_MAX
      return areMany ? { words: [word], isPrefix: true } : { words: [word, ...longer], isPrefix: false }
    }),
  )
}

/** Whether one of the words looked for finds `word`; both folded. */
export function isFoundBy(word: string, words: readonly string[]): boolean {
  return words.some((looked) => (isPrefix(looked) ? word.startsWith(looked) : word === looked))
}

function isPrefix(word: string): boolean {
  return word.length >= PREFIX_LETTERS_MIN
}
