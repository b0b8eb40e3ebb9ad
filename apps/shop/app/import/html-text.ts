import { decodeReferences } from './entities.ts'

/** Elements whose content is for machines, or for browsers that cannot do something: nothing of it is text to read. */
const WITHOUT_TEXT = new Set([
  'script',
  'style',
  'iframe',
  'noscript',
  'noembed',
  'noframes',
  'title',
  'textarea',
  'xmp',
])

/** Elements that stand apart from what is before and after them. */
const PARAGRAPHS = new Set(
  `p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote section article aside header footer nav main figure figcaption pre
   hr form fieldset details summary address`.split(/\s+/),
)
const LINES = new Set(['tr', 'dt', 'dd', 'caption'])
const CELLS = new Set(['td', 'th'])

/** White space of HTML (https://infra.spec.whatwg.org/#ascii-whitespace). No-break spaces are kept. */
const SPACES = /[\t\n\f\r ]+/g
/** All control characters but the line feed. */
const CONTROLS = /[^\P{Cc}\n]/gu

/**
 * The readable text of a piece of HTML: paragraphs parted by an empty line, lines by a line feed, list items led by a
 * bullet. Tags, comments, scripts and styles are dropped, character references decoded once. A text without any tag
 * keeps its line breaks as they are.
 *
 * What comes out is plain text, **not** safe HTML: it may hold `<` and must be escaped where it is shown, like all
 * text. Time is linear in the length, whatever the input.
 */
export function htmlToText(html: string): string {
  const pieces: string[] = []
  let tags = 0
  for (const token of tokens(html)) {
    if (token.kind === 'text') pieces.push(token.text)
    else {
      tags += 1
      pieces.push(breakOf(token.name, token.closing))
    }
  }
  return tidy(tags === 0 ? keepLines(pieces.join('')) : pieces.join(''))
}

/*
 * While pieces are gathered, line breaks that mean something are written as private characters, since a line feed
 * in HTML is just a space.
 */
const LINE = '\ue000'
const PARAGRAPH = '\ue001'
const PRIVATE = /[\ue000\ue001]/g

function breakOf(name: string, closing: boolean): string {
  if (PARAGRAPHS.has(name)) return PARAGRAPH
  if (name === 'li') return closing ? '' : `${LINE}• `
  if (name === 'br') return LINE
  if (LINES.has(name)) return closing ? '' : LINE
  return CELLS.has(name) ? ' ' : ''
}

function keepLines(text: string): string {
  return text.replace(/\r\n?|\n/g, LINE)
}

function tidy(text: string): string {
  // An item's own paragraph begins behind its bullet, not below it.
  const items = text.replace(SPACES, ' ').replace(/• [ \ue001]+/g, '• ')
  return items.split(PARAGRAPH).map(tidyParagraph).filter(Boolean).join('\n\n')
}

/** Several line breaks in a row are a new paragraph: people write `<br><br>`. */
function tidyParagraph(text: string): string {
  const lines = text.split(LINE).map((line) => decodeReferences(line).replace(CONTROLS, '').trim())
  return lines
    .filter((line) => line !== '•')
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim()
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string; readonly closing: boolean }

/** Splits HTML as a browser would, as far as text is concerned (https://html.spec.whatwg.org/#tokenization). */
function* tokens(html: string): Generator<Token> {
  const source = html.replace(PRIVATE, '')
  let position = 0
  while (position < source.length) {
    const opening = source.indexOf('<', position)
    if (opening === -1) return yield { kind: 'text', text: source.slice(position) }
    if (opening > position) yield { kind: 'text', text: source.slice(position, opening) }
    const markup = markupAt(source, opening)
    if (markup === null) {
      yield { kind: 'text', text: '<' }
      position = opening + 1
      continue
    }
    if (markup.name !== null) yield { kind: 'tag', name: markup.name, closing: markup.closing }
    const skips = markup.name !== null && !markup.closing && WITHOUT_TEXT.has(markup.name)
    position = skips ? endOfContent(source, markup.name ?? '', markup.end) : markup.end
  }
}

interface Markup {
  /** Null for a comment and the like. */
  readonly name: string | null
  readonly closing: boolean
  /** Where the text goes on: behind the `>`, or the end of the source if there is none. */
  readonly end: number
}

const TAG_NAME = /<(\/?)([a-zA-Z][^\t\n\f\r />]*)/y
/** Names longer than any element's are cut: they only have to be unlike the ones looked for. */
const NAME_CHARS_MAX = 20

function markupAt(source: string, opening: number): Markup | null {
  if (source.startsWith('<!--', opening)) return comment(source, opening)
  TAG_NAME.lastIndex = opening
  const match = TAG_NAME.exec(source)
  if (match !== null) {
    const name = (match[2] ?? '').slice(0, NAME_CHARS_MAX).toLowerCase()
    return { name, closing: match[1] === '/', end: endOfTag(source, TAG_NAME.lastIndex) }
  }
  return /^<[!?/]/.test(source.slice(opening, opening + 2))
    ? { name: null, closing: false, end: behind(source, '>', opening + 2) }
    : null
}

/** `<!-->` and `<!--->` are whole comments, so the search begins inside the opening. */
function comment(source: string, opening: number): Markup {
  const short = /^<!--(-?>)/.exec(source.slice(opening, opening + 6))
  const end = short === null ? behind(source, '-->', opening + 4) : opening + short[0].length
  return { name: null, closing: false, end }
}

/** Behind the `>` of a tag. One inside a quoted value does not count; a quote elsewhere is an ordinary character. */
function endOfTag(source: string, from: number): number {
  const stop = /[>=]/g
  stop.lastIndex = from
  for (let found = stop.exec(source); found !== null; found = stop.exec(source)) {
    if (found[0] === '>') return stop.lastIndex
    const value = /[\t\n\f\r ]*(["']?)/y
    value.lastIndex = stop.lastIndex
    const quote = value.exec(source)?.[1] ?? ''
    stop.lastIndex = quote === '' ? value.lastIndex : behind(source, quote, value.lastIndex)
  }
  return source.length
}

function endOfContent(source: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(source)
  return found === null ? source.length : endOfTag(source, closing.lastIndex)
}

function behind(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from)
  return found === -1 ? source.length : found + text.length
}
