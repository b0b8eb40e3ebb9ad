import { wordsOf } from './fold.ts'

/** Longer texts are cut there: nobody types them to find a product. */
export const SEARCH_CHARS_MAX = 100
/** Words beyond that are left out. */
export const SEARCH_WORDS_MAX = 8

/** What somebody looks for. */
export interface Search {
  /** As it was typed, on one line; empty if it has no word. */
  readonly text: string
  /** Its words, folded, each once. Empty if there is nothing to look for. */
  readonly words: readonly string[]
}

/** Reads what was typed into the search field. Signs are only what parts words, whatever they mean to a database. */
export function parseSearch(typed: string): Search {
  const text = typed
    .slice(0, SEARCH_CHARS_MAX)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const words = [...new Set(wordsOf(text))].slice(0, SEARCH_WORDS_MAX)
  return { text: words.length === 0 ? '' : text, words }
}
