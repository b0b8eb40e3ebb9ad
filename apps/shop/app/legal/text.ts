/** A part of a legal text. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly items: readonly Line[] }

/** A line, in pieces that follow each other. */
export type Line = readonly Piece[]

/** A piece of a line: words, an address that can be followed, or what the merchant has still to fill in. */
export interface Piece {
  readonly kind: 'words' | 'link' | 'gap'
  readonly text: string
}

/** A text as it is shown. */
export interface LegalText {
  /** Its first line that begins with `# `; null if there is none. */
  readonly title: string | null
  readonly blocks: readonly Block[]
  /** How many gaps the merchant has still to fill in: `[COMPANY NAME]`. */
  readonly gaps: number
}

/**
 * Reads a text with very little markup: `# ` begins the title, `## ` a heading, `- ` an item of a list; an empty line
 * ends a paragraph, a line is a line, and `//` begins a line that is not shown. Web and email addresses become links,
 * words in capitals between square brackets are gaps. Everything else is text, and never markup.
 */
export function parseLegalText(source: string): LegalText {
  const lines = source
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
  const shown = lines.filter((line) => !line.startsWith('//'))
  const title =
    shown
      .find((line) => line.startsWith(TITLE))
      ?.slice(TITLE.length)
      .trim() ?? null
  const blocks = chunksOf(shown.filter((line) => !line.startsWith(TITLE))).flatMap(blocksOf)
  const gaps = [title ?? '', ...shown.filter((line) => !line.startsWith(TITLE))].flatMap(piecesOf)
  return { title, blocks, gaps: gaps.filter(({ kind }) => kind === 'gap').length }
}

const TITLE = '# '
const HEADING = '## '
const ITEM = '- '

/** The lines between empty lines. */
function chunksOf(lines: readonly string[]): string[][] {
  const chunks: string[][] = [[]]
  for (const line of lines) {
    if (line === '') chunks.push([])
    else chunks.at(-1)?.push(line)
  }
  return chunks
}

/** Lines of one kind that follow each other are one block; each heading is one of its own. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: { kind: Block['kind']; lines: Line[] }[] = []
  for (const line of lines) {
    const kind = line.startsWith(HEADING) ? 'heading' : line.startsWith(ITEM) ? 'list' : 'paragraph'
    const before = blocks.at(-1)
    const pieces = piecesOf(
      kind === 'heading' ? line.slice(HEADING.length) : kind === 'list' ? line.slice(ITEM.length) : line,
    )
    if (before?.kind === kind && kind !== 'heading') before.lines.push(pieces)
    else blocks.push({ kind, lines: [pieces] })
  }
  return blocks.map(({ kind, lines }) => (kind === 'list' ? { kind, items: lines } : { kind, lines }))
}

// Every part has a bound and no two overlap, so that no text takes long to read.
const SPECIAL =
  /(https?:\/\/[^\s<>"]{1,500}[^\s<>".,;:!?)])|([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})|(\[\p{Lu}[^\]\p{Ll}]{1,120}\])/gu

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of line.matchAll(SPECIAL)) {
    if (match.index > at) pieces.push({ kind: 'words', text: line.slice(at, match.index) })
    pieces.push({ kind: match[3] === undefined ? 'link' : 'gap', text: match[0] })
    at = match.index + match[0].length
  }
  if (at < line.length) pieces.push({ kind: 'words', text: line.slice(at) })
  return pieces
}
