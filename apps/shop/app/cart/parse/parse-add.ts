import { LINES_MAX, type LineProperties, parseQuantity } from 'comanda/cart'
import { type Field, type Fields, isFields } from '../body/field.ts'
import { type Parsed, refuse } from '../problem.ts'
import { parsePositive } from './ids.ts'
import { propertiesOf } from './parse-properties.ts'
import { unsupportedIn } from './unsupported.ts'

/** One thing to add. */
export interface AddItem {
  readonly variantId: number
  readonly quantity: number
  readonly properties: LineProperties
}

/** What `/cart/add` is asked for. */
export interface AddCommand {
  /** From 1 to `LINES_MAX` items. */
  readonly items: readonly AddItem[]
  /** Whether they came as a list, which decides what the answer looks like. */
  readonly many: boolean
}

/** Reads one item (`id`, `quantity`, `properties`) or a list of them (`items`). */
export function parseAdd(fields: Fields): Parsed<AddCommand> {
  const unsupported = unsupportedIn(fields)
  if (unsupported) return refuse(unsupported)
  const list = fields.get('items')
  return list === undefined || list === null ? parseOne(fields) : parseMany(list)
}

function parseOne(fields: Fields): Parsed<AddCommand> {
  const item = parseItem(fields)
  return item.kind === 'ok' ? { kind: 'ok', command: { items: [item.command], many: false } } : item
}

function parseMany(list: Field): Parsed<AddCommand> {
  const raw = itemsOf(list)
  if (raw === null || raw.length === 0) return refuse({ kind: 'missing', field: 'items' })
  if (raw.length > LINES_MAX) return refuse({ kind: 'too-many-items' })
  const items: AddItem[] = []
  for (const one of raw) {
    if (!isFields(one)) return refuse({ kind: 'missing', field: 'items' })
    const unsupported = unsupportedIn(one)
    if (unsupported) return refuse(unsupported)
    const item = parseItem(one)
    if (item.kind === 'refused') return item
    items.push(item.command)
  }
  return { kind: 'ok', command: { items, many: true } }
}

const INDEX = /^(?:0|[1-9][0-9]{0,3})$/

/** JSON has a list; a form numbers its items, perhaps with gaps where a script removed some. */
function itemsOf(list: Field): readonly Field[] | null {
  if (Array.isArray(list)) return list
  if (!isFields(list) || ![...list.keys()].every((index) => INDEX.test(index))) return null
  return [...list].sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item)
}

function parseItem(fields: Fields): Parsed<AddItem> {
  const variantId = parsePositive(fields.get('id'))
  if (variantId === null) return refuse({ kind: 'missing', field: 'id' })
  const quantity = parseQuantity(fields.has('quantity') ? fields.get('quantity') : 1, 1)
  if (quantity === null) return refuse({ kind: 'bad-quantity', least: 1 })
  const properties = propertiesOf(fields.get('properties'))
  if (properties === null) return refuse({ kind: 'bad-properties' })
  return { kind: 'ok', command: { variantId, quantity, properties } }
}
