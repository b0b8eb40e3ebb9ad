import type { Language } from '../routes.ts'
import type { CartProblem } from './problem.ts'
import { cartWords } from './words.ts'

/** A problem as a sentence, as clients of the Ajax API know it where they do. */
export function describe(problem: CartProblem, language: Language): string {
  const words = cartWords[language]
  switch (problem.kind) {
    case 'body':
      return words.body[problem.code]
    case 'missing':
      return words.missing(problem.field)
    case 'unsupported':
      return words.unsupported(problem.field)
    case 'bad-quantity':
      return words.badQuantity(problem.least)
    case 'bad-properties':
      return words.badProperties
    case 'too-many-items':
      return words.tooManyItems
    case 'no-such-line':
      return words.noSuchLine
    case 'positions-differ':
      return words.positionsDiffer(problem.lines)
    case 'no-such-variant':
      return words.noSuchVariant
    case 'no-longer-sold':
      return words.noLongerSold
    case 'sold-out':
      return words.soldOut(problem.title)
    case 'all-in-cart':
      return words.allInCart
    case 'partly-added':
      return words.partlyAdded(problem.added)
    case 'over-quantity-limit':
      return words.overQuantityLimit
    case 'too-many-lines':
      return words.tooManyLines
  }
}

/** The same for people: what only a program would understand is said in their words. */
export function describeToPerson(problem: CartProblem, language: Language): string {
  const words = cartWords[language]
  switch (problem.kind) {
    case 'no-such-line':
      return words.lineGone
    case 'no-such-variant':
      return words.variantGone
    default:
      return describe(problem, language)
  }
}
