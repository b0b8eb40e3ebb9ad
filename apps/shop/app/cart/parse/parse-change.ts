import { type LineProperties, parseQuantity } from 'comanda/cart'
import type { Field, Fields } from '../body/field.ts'
import { type CartProblem, type Parsed, refuse } from '../problem.ts'
import { type LineTarget, parsePositive, parseTarget } from './ids.ts'
import { propertiesOf } from './parse-properties.ts'
import { unsupportedIn } from './unsupported.ts'

/** What `/cart/change` is asked for. */
export interface ChangeCommand {
  readonly target: LineTarget
  /** 0 removes the line; null leaves the quantity as it is. */
  readonly quantity: number | null
  /** Replaces all properties; null leaves them as they are. */
  readonly properties: LineProperties | null
  /** The price of a unit that was on the page the change was made on, in hundredths as the Ajax API has it; null: not said. */
  readonly seenPrice: number | null
}

/** The field of {@link ChangeCommand.seenPrice}, a key of our own. */
export const SEEN_PRICE = 'seen_price'

/** Reads a change of one line, named by `line` or by `id`, not by both: they could name two. */
export function parseChange(fields: Fields): Parsed<ChangeCommand> {
  const unsupported = unsupportedIn(fields)
  if (unsupported) return refuse(unsupported)
  const target = targetOf(fields)
  if (target === null) return refuse({ kind: 'no-such-line' })
  const quantity = quantityOf(fields)
  if (typeof quantity === 'object' && quantity !== null) return refuse(quantity)
  const properties = propertiesOf(fields.get('properties'))
  if (properties === null) return refuse({ kind: 'bad-properties' })
  // As with Shopify, properties cannot be set back to none: clients send `{}` with a quantity and mean no change.
  const none = Object.keys(properties).length === 0
  const seenPrice = priceOf(fields.get(SEEN_PRICE))
  return { kind: 'ok', command: { target, quantity, properties: none ? null : properties, seenPrice } }
}

const DIGITS = /^(?:0|[1-9][0-9]{0,14})$/

/** What is no price says nothing: it only ever spares being told again. */
function priceOf(field: Field | undefined): number | null {
  const price = typeof field === 'string' && DIGITS.test(field) ? Number(field) : field
  return typeof price === 'number' && Number.isSafeInteger(price) && price >= 0 ? price : null
}

function targetOf(fields: Fields): LineTarget | null {
  const line = fields.get('line') ?? null
  const id = fields.get('id') ?? null
  if (line === null) return parseTarget(id)
  const position = id === null ? parsePositive(line) : null
  return position === null ? null : { kind: 'position', position }
}

/** A change of nothing at all is more likely a mistake than a wish: then a quantity is asked for. */
function quantityOf(fields: Fields): number | null | CartProblem {
  if (!fields.has('quantity') && (fields.has('properties') || fields.has(SEEN_PRICE))) return null
  return parseQuantity(fields.get('quantity'), 0) ?? { kind: 'bad-quantity', least: 0 }
}
