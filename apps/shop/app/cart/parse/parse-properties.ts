import { type LineProperties, parseProperties } from 'comanda/cart'
import { type Field, isFields } from '../body/field.ts'

/** The properties of a line as a body brought them; null if they are malformed or over a limit. */
export function propertiesOf(field: Field | undefined): LineProperties | null {
  // fromEntries defines members, so `__proto__` becomes one of them and never the prototype.
  return parseProperties(isFields(field) ? Object.fromEntries(field) : field)
}
