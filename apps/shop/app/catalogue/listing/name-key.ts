import type { Language } from '../../routes.ts'
import { folded } from '../../search/fold.ts'

/** Where two names are alike for so long, the order in which they came decides. */
const KEY_CHARS_MAX = 60
const DIGITS_MAX = 9
const BETWEEN_WORDS = /[^\p{L}\p{N}~]+/gu

/**
 * A name as it sorts, byte by byte: accents, case and signs make no difference, `Item 2` stands before `Item 10`, and in
 * Spanish Ñ is a letter of its own, after N.
 */
export function nameKey(name: string, language: Language): string {
  const letters = language === 'es' ? spanish(name) : folded(name)
  const key = letters
    .replace(BETWEEN_WORDS, ' ')
    .trim()
    .replace(/[0-9]+/g, counted)
  return [...key].slice(0, KEY_CHARS_MAX).join('').trim()
}

/** `~` comes after all letters of the alphabet. */
function spanish(name: string): string {
  return name.normalize('NFC').replaceAll('~', ' ').toLowerCase().split('ñ').map(folded).join('n~')
}

/** A number after how many digits it has: longer ones are larger. */
function counted(digits: string): string {
  const number = digits.replace(/^0+(?=[0-9])/, '')
  return `${Math.min(number.length, DIGITS_MAX)}${number}`
}
