import type { Goods } from '../catalogue/listing/goods.ts'
import type { Language } from '../routes.ts'
import { wordsOf } from './fold.ts'

/** Of a description that long, the rest is not found. */
const WORDS_MAX = 2_000
/** What is longer is no word. */
const WORD_CHARS_MAX = 60

/** The words a product is found by in one language: folded, each once in a field. */
export interface SearchDocument {
  readonly title: readonly string[]
  /** What it is called beside its title: type, tags, options, vendor. */
  readonly names: readonly string[]
  /** What is said about it. */
  readonly body: readonly string[]
}

/** What a product is found by in `language`. */
export function documentOf(goods: Goods, language: Language): SearchDocument {
  const values = goods.variants.flatMap(({ values }) => values.map(({ name }) => name[language]))
  const names = [goods.productType[language], goods.tagLabels[language], goods.vendor, ...values]
  return {
    title: distinctWords(goods.title[language]),
    names: distinctWords(names.join(' ')),
    body: distinctWords(goods.description[language]),
  }
}

function distinctWords(text: string): string[] {
  const words = new Set(wordsOf(text).filter((word) => word.length <= WORD_CHARS_MAX))
  return [...words].slice(0, WORDS_MAX)
}
