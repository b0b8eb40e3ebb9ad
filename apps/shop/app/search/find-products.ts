import type { Kysely } from 'kysely'
import { COUNTED_MAX } from '../catalogue/listing/find-listing.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Language } from '../routes.ts'
import { createProductSearch, type SearchFields, type SearchTerm } from './product-search.ts'
import { prefixTerms, wholeTerms } from './terms.ts'
import { nearWords } from './vocabulary.ts'

/** What a search found. */
export interface SearchOutcome {
  /** The products and how well each matches: 0 is best. One more than `COUNTED_MAX` at most; the best are among them. */
  readonly ranks: ReadonlyMap<number, number>
  /** The words that were looked for in the end. */
  readonly words: readonly string[]
  /** Whether these are not the words that were typed, because nothing has those. */
  readonly isCorrected: boolean
  /** If nothing was found: words, of those typed or near to them, that would find something each for itself. */
  readonly others: readonly string[]
}

/** The better the earlier: all words whole in the title, then as beginnings, then in other names, then anywhere. */
const STEPS: readonly { readonly fields: SearchFields; readonly areWhole: boolean }[] = [
  { fields: 'title', areWhole: true },
  { fields: 'title', areWhole: false },
  { fields: 'names', areWhole: false },
  { fields: 'all', areWhole: false },
]

type Db = Kysely<ShopDatabase>

/** Finds the products that have all of the words (folded, at least one), or the words nearest to them. */
export async function findProducts(db: Db, language: Language, words: readonly string[]): Promise<SearchOutcome> {
  const ranks = await ranked(db, language, words)
  if (ranks.size > 0) return { ranks, words, isCorrected: false, others: [] }
  const corrected = await Promise.all(words.map((word) => nearest(db, language, word)))
  const known = [...new Set(corrected.filter((word) => word !== null))]
  const isCorrected = known.some((word) => !words.includes(word))
  if (isCorrected && !corrected.includes(null)) {
    const again = await ranked(db, language, known)
    if (again.size > 0) return { ranks: again, words: known, isCorrected, others: [] }
  }
  return { ranks, words, isCorrected: false, others: known }
}

async function ranked(db: Db, language: Language, words: readonly string[]): Promise<Map<number, number>> {
  const search = createProductSearch(db)
  const ranks = new Map<number, number>()
  let beginnings: SearchTerm[] | null = null
  for (const [rank, { fields, areWhole }] of STEPS.entries()) {
    if (!areWhole) beginnings ??= await prefixTerms(db, language, words)
    const terms = beginnings ?? wholeTerms(words)
    for (const id of await search.find(language, terms, fields, COUNTED_MAX + 1)) {
      if (ranks.size <= COUNTED_MAX && !ranks.has(id)) ranks.set(id, rank)
    }
    if (ranks.size > COUNTED_MAX) break
  }
  return ranks
}

/** The word itself if something has it, else the nearest that something has; null if there is none. */
async function nearest(db: Db, language: Language, word: string): Promise<string | null> {
  const search = createProductSearch(db)
  const isThere = async (terms: readonly SearchTerm[]) => (await search.find(language, terms, 'all', 1)).length > 0
  if (await isThere(await prefixTerms(db, language, [word]))) return word
  // Words stay known when the last product that had them is gone.
  for (const near of await nearWords(db, language, word)) if (await isThere(wholeTerms([near]))) return near
  return null
}
