/**
 * What a shopper asked for on a line beside the variant, such as an engraving. Any name is ordinary, `__proto__` too.
 */
export type LineProperties = Readonly<Record<string, string>>

/** The most properties one line can have. */
export const PROPERTIES_MAX = 20
/** The longest name of a property, in UTF-16 units, which is how `maxlength` of a form counts. */
export const PROPERTY_NAME_CHARS_MAX = 64
/** The longest value of a property, in UTF-16 units. */
export const PROPERTY_VALUE_CHARS_MAX = 500
/**
 * The most bytes all names and values of one line can have together, as UTF-8. A full cart may still be larger than the
 * place that keeps it allows; that place says so.
 */
export const PROPERTIES_BYTES_MAX = 4_096

// Control characters have no place on an order ticket, and some databases refuse NUL. Text areas send line ends and
// tabs.
const CONTROL = /\p{Cc}/u
const CONTROL_BUT_LAYOUT = /(?![\t\n\r])\p{Cc}/u

const utf8 = new TextEncoder()

/**
 * Reads the properties of a line as a form or JSON brings them: a plain object whose values are all strings. Undefined
 * and null mean none.
 *
 * Null if it is anything else or breaks a limit: more than {@link PROPERTIES_MAX}, an empty or too long name, a too
 * long value, too many bytes together, control characters (tab and line ends are fine in values), half a surrogate
 * pair. Nothing is trimmed, cut or converted. Never throws.
 *
 * The answer is an object of its own. List it with `Object.entries`: reading a name that is not there, such as
 * `constructor`, finds what every object has.
 */
export function parseProperties(input: unknown): Record<string, string> | null {
  if (input === undefined || input === null) return {}
  if (!isPlainObject(input)) return null
  const entries = Object.entries(input)
  if (entries.length > PROPERTIES_MAX || !entries.every(isProperty)) return null
  const bytes = entries.flat().reduce((sum, text) => sum + utf8.encode(text).length, 0)
  // fromEntries defines members, so `__proto__` becomes one and never the prototype.
  return bytes > PROPERTIES_BYTES_MAX ? null : Object.fromEntries(entries)
}

function isPlainObject(input: unknown): input is Record<string, unknown> {
  if (typeof input !== 'object' || input === null) return false
  const prototype: unknown = Object.getPrototypeOf(input)
  return prototype === Object.prototype || prototype === null
}

function isProperty(entry: [string, unknown]): entry is [string, string] {
  const [name, value] = entry
  return typeof value === 'string' && isName(name) && isValue(value)
}

function isName(name: string): boolean {
  return name !== '' && name.length <= PROPERTY_NAME_CHARS_MAX && name.isWellFormed() && !CONTROL.test(name)
}

function isValue(value: string): boolean {
  return value.length <= PROPERTY_VALUE_CHARS_MAX && value.isWellFormed() && !CONTROL_BUT_LAYOUT.test(value)
}
