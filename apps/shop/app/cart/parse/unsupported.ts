import type { Fields } from '../body/field.ts'
import { type CartProblem, UNSUPPORTED_FIELDS } from '../problem.ts'

/**
 * The problem with fields that ask for what the shop cannot do yet; null if there are none. Null asks for nothing; an
 * empty note would still say that notes work. Fields nobody has heard of are harmless and not looked at: a price in a
 * request changes nothing.
 */
export function unsupportedIn(fields: Fields): CartProblem | null {
  const field = UNSUPPORTED_FIELDS.find((name) => (fields.get(name) ?? null) !== null)
  return field === undefined ? null : { kind: 'unsupported', field }
}
