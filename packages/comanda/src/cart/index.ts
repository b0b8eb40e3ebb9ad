/**
 * Carts as plain values (lines, limits, quantities, totals: nothing of it reads or writes), and their home in a session.
 *
 * @module
 */
export { type Added, type Addition, addLine } from './add-line.ts'
export {
  type Cart,
  type CartLine,
  cartTotal,
  clearLines,
  emptyCart,
  itemCount,
  keyAt,
  LINES_MAX,
  lineOf,
  lineTotal,
} from './cart.ts'
export { type Changed, type PropertiesChanged, setProperties, setQuantity, setUnitPrice } from './change-line.ts'
export { CartError, type CartErrorCode } from './error.ts'
export { lineKey } from './line-key.ts'
export {
  type LineProperties,
  PROPERTIES_BYTES_MAX,
  PROPERTIES_MAX,
  PROPERTY_NAME_CHARS_MAX,
  PROPERTY_VALUE_CHARS_MAX,
  parseProperties,
} from './properties.ts'
export { parseQuantity, QUANTITY_MAX } from './quantity.ts'
export { type CartHome, type CartStep, sessionCart } from './session-cart.ts'
export type { Available } from './stock.ts'
