/** Letters that Unicode does not take apart, and how people write them who do not have them on their keys. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
}
const SPECIAL_LETTERS = new RegExp(`[${Object.keys(WRITTEN_AS).join('')}]`, 'g')
const MARKS = /\p{M}+/gu
const WORDS = /[\p{L}\p{N}]+/gu

/**
 * A text as it is compared: lower case, without accents, ligatures and special letters written out. `Año` and `ano`,
 * `Straße` and `strasse`, `ﬁn` and `fin` come out alike.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPECIAL_LETTERS, (letter) => WRITTEN_AS[letter] ?? letter)
}

/** The words of a text, folded: only letters and digits of any script. */
export function wordsOf(text: string): string[] {
  return folded(text).match(WORDS) ?? []
}
