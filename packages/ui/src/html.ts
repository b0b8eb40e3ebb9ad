/**
 * Markup by tagged template: whatever is put into it is escaped, unless it is markup made here.
 *
 * @module
 */

/** What is thrown for a value that has no place in markup: a function, a promise, an object, `true`. */
export class HtmlError extends TypeError {
  override readonly name: string = 'HtmlError'
  readonly code = 'ui/not-content'
}

/** Only this module makes them, so nothing a visitor sends, not even as JSON, can pass for markup. */
class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  static textOf(markup: Markup): string {
    return markup.#text
  }
}

/** A piece of markup in which everything is escaped that has to be. Made by {@link html}, read by {@link render}. */
export type Html = Markup

/** What can be put into markup. Nothing is written for null, undefined and false. */
export type Content = Html | string | number | bigint | false | null | undefined | readonly Content[]

/**
 * Makes markup. Values are escaped for text and for quoted attributes (write `a="${b}"`, never `a=${b}`); pieces of
 * markup, and arrays of them, are inserted as they are.
 *
 * It knows nothing of scripts, styles and addresses: put no value into the first two, and into `href` only paths that
 * you have built yourself.
 *
 * @throws {HtmlError} `ui/not-content`
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  // Only templates have `raw`: a list of texts from outside, handed in by mistake, would be written as it is.
  if (strings.raw === undefined) throw new HtmlError('Use html as a tag: html`…`.')
  let text = strings[0] ?? ''
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    text += typeof value === 'string' ? escaped(value) : textOf(value)
    text += strings[index + 1]
  }
  return new Markup(text)
}

/** The text of a piece of markup, ready to be sent. */
export function render(markup: Html): string {
  return Markup.textOf(markup)
}

/**
 * `value` as a block of data for search engines, in JSON-LD: no browser runs it, and a policy against inline scripts
 * does not stop it. Nothing in it can end the block or begin another one, whatever its texts are.
 *
 * @throws {HtmlError} `ui/not-content` for what JSON cannot say
 */
export function dataBlock(value: unknown): Html {
  const json: string | undefined = JSON.stringify(value)
  if (json === undefined) throw new HtmlError(`A ${typeof value} cannot be written as data.`)
  return new Markup(`<script type="application/ld+json">${json.replace(UNSAFE_IN_DATA, unicodeEscape)}</script>`)
}

/** What could be read as markup, and what older scripts read as the end of a line. */
const UNSAFE_IN_DATA = /[<>&\u2028\u2029]/g

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function textOf(value: Content): string {
  if (value instanceof Markup) return Markup.textOf(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return textOfAll(value)
  throw new HtmlError(`A ${typeof value} cannot be written into markup. Make text or html of it first.`)
}

function textOfAll(values: readonly Content[]): string {
  let text = ''
  for (const value of values) text += textOf(value)
  return text
}

const SPECIAL = /[&<>"']/
const EVERY_SPECIAL = /[&<>"']/g

/** Most texts have nothing to escape: finding that out is much cheaper than replacing. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, entityOf) : text
}

function entityOf(character: string): string {
  switch (character) {
    case '&':
      return '&amp;'
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '"':
      return '&quot;'
    default:
      return '&#39;'
  }
}
