import { type BodyRefusal, FIELDS_MAX, type Field, type Fields, NESTING_MAX } from './field.ts'

/**
 * The fields of a JSON object, or why there are none. A name that occurs twice has its last value, as ECMA-262 says of
 * `JSON.parse`, the only reader of JSON here.
 *
 * Numbers that are not written in plain digits (`1e3`, `2.0`) come as the text they were written in: a form and JSON
 * then refuse the same quantities.
 */
export function jsonFields(text: string): Fields | BodyRefusal {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'malformed'
  return whyRefused(value, 0, { left: FIELDS_MAX }) ?? fieldsOf(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, numbersAsWritten)
  } catch {
    // A SyntaxError, or a RangeError for nesting that no stack can follow.
    return undefined
  }
}

const PLAIN_DIGITS = /^-?[0-9]+$/

function numbersAsWritten(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== undefined && !PLAIN_DIGITS.test(source) ? source : value
}

/** Looks before anything is built, and stops at the first limit: hostile input costs no more than reading it. */
function whyRefused(value: unknown, depth: number, count: { left: number }): BodyRefusal | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : 'malformed'
  if (typeof value !== 'object' || value === null) return null
  if (depth === NESTING_MAX) return 'too-deep'
  for (const [name, inner] of Object.entries(value)) {
    count.left -= 1
    if (count.left < 0) return 'too-many-fields'
    if (!name.isWellFormed()) return 'malformed'
    const refusal = whyRefused(inner, depth + 1, count)
    if (refusal !== null) return refusal
  }
  return null
}

function fieldsOf(value: object): Fields {
  return new Map(Object.entries(value).map(([name, inner]) => [name, fieldOf(inner)]))
}

function fieldOf(value: unknown): Field {
  if (Array.isArray(value)) return value.map(fieldOf)
  if (typeof value === 'object' && value !== null) return fieldsOf(value)
  // What is left of JSON: string, number, boolean and null.
  return value as Field
}
