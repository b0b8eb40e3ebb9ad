/**
 * Tells code from comments and from text in quotes, so that a check of the sources is not misled by a comment that
 * mentions what it bans, or by a test that holds a sample in a string.
 *
 * @module
 */

/** A piece of a source file. `text` is what stands between quotes, without them. */
interface Piece {
  readonly kind: 'code' | 'comment' | 'text'
  readonly start: number
  readonly end: number
}

/** The same file seen in two ways. Both have every character at its place in the file, and all its line ends. */
export interface Masked {
  /** Comments, and the insides of strings, templates and regular expressions, are blank. */
  readonly code: string
  /** Everything but the comments is blank. */
  readonly comments: string
}

/** Splits TypeScript or JavaScript source into code and comments. Never throws: it is not a parser. */
export function mask(source: string): Masked {
  const found = pieces(source)
  const only = (kind: Piece['kind']): string =>
    found.map((piece) => (piece.kind === kind ? source.slice(piece.start, piece.end) : blank(source, piece))).join('')
  return { code: only('code'), comments: only('comment') }
}

function blank(source: string, piece: Piece): string {
  return source.slice(piece.start, piece.end).replace(/[^\n]/g, ' ')
}

// What may stand before a slash that begins a regular expression: not a value.
const beforeRegExp = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|await|yield))$/
const regExp = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y

function pieces(source: string): Piece[] {
  const found: Piece[] = []
  // One entry for each template we are in the middle of: how many braces are open in its ${…}.
  const templates: number[] = []
  let codeStart = 0
  let at = 0

  function take(kind: 'comment' | 'text', start: number, end: number): void {
    if (start > codeStart) found.push({ kind: 'code', start: codeStart, end: start })
    found.push({ kind, start, end })
    codeStart = end
    at = end
  }

  /** From `from` to the end of the template or to its next `${`, whichever comes first. */
  function takeTemplate(from: number): void {
    const end = templateEnd(source, from)
    take('text', from, end)
    if (source[end] === '`') at = end + 1
    else {
      templates.push(0)
      at = end + 2
    }
  }

  function brace(change: 1 | -1): void {
    const open = templates.pop()
    at += 1
    if (open === undefined) return
    if (open + change < 0) takeTemplate(at)
    else templates.push(open + change)
  }

  while (at < source.length) {
    const char = source[at]
    if (source.startsWith('//', at)) take('comment', at, endOf(source, '\n', at))
    else if (source.startsWith('/*', at)) take('comment', at, Math.min(endOf(source, '*/', at + 2) + 2, source.length))
    else if (char === "'" || char === '"') {
      take('text', at + 1, stringEnd(source, at + 1, char))
      at += 1
    } else if (char === '`') takeTemplate(at + 1)
    else if (char === '{') brace(1)
    else if (char === '}') brace(-1)
    else if (char === '/') {
      const length = regExpLength(source, at)
      if (length > 0) take('text', at, at + length)
      else at += 1
    } else at += 1
  }
  if (codeStart < source.length) found.push({ kind: 'code', start: codeStart, end: source.length })
  return found
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from)
  return end === -1 ? source.length : end
}

function stringEnd(source: string, from: number, quote: string): number {
  let at = from
  while (at < source.length && source[at] !== quote && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1
  return Math.min(at, source.length)
}

function templateEnd(source: string, from: number): number {
  let at = from
  while (at < source.length && source[at] !== '`' && !source.startsWith('${', at)) at += source[at] === '\\' ? 2 : 1
  return Math.min(at, source.length)
}

function regExpLength(source: string, at: number): number {
  if (!beforeRegExp.test(source.slice(Math.max(0, at - 40), at).trimEnd())) return 0
  regExp.lastIndex = at
  return regExp.exec(source)?.[0].length ?? 0
}
