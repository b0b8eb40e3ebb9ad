/** One entry of a catalogue of words. */
export interface Entry {
  /** The way to it: `problems.conflict.title`. */
  readonly name: string
  readonly kind: 'text' | 'function'
  /** What it says; `§` stands for what a function is given. */
  readonly text: string
}

const GIVEN = '§'

/** Every entry of a catalogue, however deep. */
export function entriesOf(words: unknown, name = ''): Entry[] {
  if (typeof words === 'string') return [{ name, kind: 'text', text: words }]
  if (typeof words === 'function') return [{ name, kind: 'function', text: saidBy(words as Says) }]
  if (typeof words !== 'object' || words === null) throw new TypeError(`${name} is no word: ${String(words)}`)
  return Object.entries(words).flatMap(([key, value]) => entriesOf(value, name === '' ? key : `${name}.${key}`))
}

type Says = (...given: unknown[]) => unknown

/** Plurals want a number, others take any text. */
function saidBy(says: Says): string {
  const given = new Array<string>(Math.max(says.length, 1)).fill(GIVEN)
  const said = String(says(...given))
  return said.includes('NaN') ? String(says(7)).replaceAll('7', GIVEN) : said
}

/** The texts a page can show of an entry, by themselves: those between what it is given. */
export function piecesOf({ text }: Entry): string[] {
  const pieces = text.split(GIVEN).map((piece) => piece.trim())
  return pieces.filter((piece) => /\p{L}{3}/u.test(piece))
}
