import { LINES_MAX, parseQuantity } from 'comanda/cart'
import { type Field, type Fields, isFields } from '../body/field.ts'
import { type Parsed, refuse } from '../problem.ts'
import { type NamedTarget, parseTarget } from './ids.ts'
import { unsupportedIn } from './unsupported.ts'

/** A quantity for a line, or for a variant that is not in the cart yet. */
export interface NamedUpdate {
  readonly target: NamedTarget
  /** 0 removes the line. */
  readonly quantity: number
}

/** What `/cart/update` is asked for: quantities by id or key, or one for every line in order. */
export type UpdateCommand =
  | { readonly kind: 'named'; readonly updates: readonly NamedUpdate[] }
  | { readonly kind: 'positions'; readonly quantities: readonly number[] }

/** Reads many quantities at once (`updates`). Without any it is a command that changes nothing. */
export function parseUpdate(fields: Fields): Parsed<UpdateCommand> {
  const unsupported = unsupportedIn(fields)
  if (unsupported) return refuse(unsupported)
  const updates = fields.get('updates') ?? null
  if (updates === null) return { kind: 'ok', command: { kind: 'named', updates: [] } }
  if (Array.isArray(updates)) return parsePositions(updates)
  return isFields(updates) ? parseNamed(updates) : refuse({ kind: 'missing', field: 'updates' })
}

function parsePositions(updates: readonly Field[]): Parsed<UpdateCommand> {
  if (updates.length > LINES_MAX) return refuse({ kind: 'too-many-items' })
  const quantities: number[] = []
  for (const field of updates) {
    const quantity = parseQuantity(field, 0)
    if (quantity === null) return refuse({ kind: 'bad-quantity', least: 0 })
    quantities.push(quantity)
  }
  return { kind: 'ok', command: { kind: 'positions', quantities } }
}

function parseNamed(fields: Fields): Parsed<UpdateCommand> {
  if (fields.size > LINES_MAX) return refuse({ kind: 'too-many-items' })
  const updates: NamedUpdate[] = []
  for (const [name, field] of fields) {
    const target = parseTarget(name)
    if (target === null) return refuse({ kind: 'no-such-line' })
    const quantity = parseQuantity(field, 0)
    if (quantity === null) return refuse({ kind: 'bad-quantity', least: 0 })
    updates.push({ target, quantity })
  }
  return { kind: 'ok', command: { kind: 'named', updates } }
}
