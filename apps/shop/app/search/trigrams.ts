/** Words shorter or longer than this are not corrected: the first look like everything, the others are no words. */
export const CORRECTED_LETTERS_MIN = 3
export const CORRECTED_LETTERS_MAX = 24

/** Three letters in a row of a word with two spaces before it and one behind it, each once; none for words that are not corrected. */
export function trigramsOf(word: string): string[] {
  const letters = lettersIn(word)
  if (letters < CORRECTED_LETTERS_MIN || letters > CORRECTED_LETTERS_MAX) return []
  const padded = [' ', ' ', ...word, ' ']
  return [...new Set(padded.slice(2).map((_, index) => padded.slice(index, index + 3).join('')))]
}

/** How many letters a word has; what needs two units in UTF-16 is one. */
export function lettersIn(word: string): number {
  return [...word].length
}
