import { type Html, html } from '@comanda/ui/html'
import { wordsOf } from './fold.ts'
import { isFoundBy } from './terms.ts'

const WORD = /[\p{L}\p{N}\p{M}]+/gu
const EXCERPT_CHARS = 120
/** So much of the text stands before the first word that was looked for. */
const BEFORE_CHARS = 40
/** A word that is found far down a long text is not shown. */
const LOOKED_AT_CHARS = 5_000

/** A text in which each word that is found by `words` (folded) is marked. */
export function markWords(text: string, words: readonly string[]): Html {
  const parts: (Html | string)[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isHit(word, words)) continue
    parts.push(text.slice(end, index), html`<mark>${word}</mark>`)
    end = index + word.length
  }
  return html`${parts}${text.slice(end)}`
}

/** A short piece of a text around the first word that is found, marked; null if none is. */
export function markedExcerpt(text: string, words: readonly string[]): Html | null {
  const line = text.slice(0, LOOKED_AT_CHARS).replace(/\s+/g, ' ').trim()
  const first = line.matchAll(WORD).find(([word]) => isHit(word, words))
  if (first === undefined) return null
  const start = beginningBefore(line, first.index)
  const piece = line.slice(start, start + EXCERPT_CHARS)
  const isWhole = start + EXCERPT_CHARS >= line.length
  const end = isWhole ? piece.length : piece.lastIndexOf(' ')
  const shown = end > 0 ? piece.slice(0, end) : piece.toWellFormed()
  return html`${start > 0 ? '… ' : ''}${markWords(shown, words)}${isWhole ? '' : ' …'}`
}

/** A place to begin: not in the middle of a word. */
function beginningBefore(line: string, index: number): number {
  if (index <= BEFORE_CHARS) return 0
  const space = line.indexOf(' ', index - BEFORE_CHARS)
  return space === -1 || space >= index ? index : space + 1
}

/** What is one word to the eye may be several folded, as "½" is. */
function isHit(word: string, words: readonly string[]): boolean {
  return wordsOf(word).some((one) => isFoundBy(one, words))
}
