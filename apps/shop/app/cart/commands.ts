import { type Cart, type CartHome, type CartStep, clearLines, keyAt } from 'comanda/cart'
import type { Fields } from './body/field.ts'
import type { NamedTarget } from './parse/ids.ts'
import { type AddCommand, parseAdd } from './parse/parse-add.ts'
import { type ChangeCommand, parseChange } from './parse/parse-change.ts'
import { type NamedUpdate, parseUpdate, type UpdateCommand } from './parse/parse-update.ts'
import { unsupportedIn } from './parse/unsupported.ts'
import { type CartProblem, type Parsed, refuse } from './problem.ts'
import { type Shelf, variantIdsOf } from './shelf.ts'
import { type AddResult, addItems } from './step/add-items.ts'
import { changeLine } from './step/change-line.ts'
import { type ChangeResult, changed } from './step/set-line.ts'
import { updateLines } from './step/update-lines.ts'

/** The commands, by the last part of their address. */
export type CommandName = 'add' | 'change' | 'update' | 'clear'

/** What carrying out a command takes. */
export interface Counter {
  /** Looks the cart's home up; a command that makes no sense never asks. */
  readonly home: () => Promise<CartHome>
  readonly shelf: Shelf
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number
}

/** What a command ended in; what it changed is stored by then. */
export type Outcome = Done | { readonly kind: 'refused'; readonly problem: CartProblem; readonly cart: Cart | null }

/** The end of a command that was carried out, of adding perhaps in part. */
export type Done =
  | { readonly kind: 'added'; readonly result: Extract<AddResult, { kind: 'added' }>; readonly many: boolean }
  | { readonly kind: ChangeKind; readonly result: Extract<ChangeResult, { kind: 'changed' }> }

type ChangeKind = 'changed' | 'updated' | 'cleared'

/**
 * Carries out a command as its request said it. All that a step needs is fetched before, and positions become keys: a
 * step may run again on a cart that another request has changed meanwhile.
 */
export async function carryOut(name: CommandName, fields: Fields, counter: Counter): Promise<Outcome> {
  switch (name) {
    case 'add':
      return ifParsed(parseAdd(fields), (command) => add(command, counter))
    case 'change':
      return ifParsed(parseChange(fields), (command) => change(command, counter))
    case 'update':
      return ifParsed(parseUpdate(fields), (command) => update(command, counter))
    case 'clear': {
      const unsupported = unsupportedIn(fields)
      return unsupported ? refused(unsupported) : clear(counter)
    }
  }
}

async function ifParsed<Command>(
  parsed: Parsed<Command>,
  carryOutCommand: (command: Command) => Promise<Outcome>,
): Promise<Outcome> {
  return parsed.kind === 'refused' ? refused(parsed.problem) : carryOutCommand(parsed.command)
}

async function add({ items, many }: AddCommand, { home, shelf, now }: Counter): Promise<Outcome> {
  await shelf.bring(items.map(({ variantId }) => variantId))
  const result = await (await home()).change((cart) => addItems(cart, items, shelf.offers, now))
  return result.kind === 'refused' ? result : { kind: 'added', result, many }
}

async function change(command: ChangeCommand, counter: Counter): Promise<Outcome> {
  const cart = await (await counter.home()).read()
  const target = named(command.target, cart)
  if (target === null) return refused({ kind: 'no-such-line' })
  await counter.shelf.bring([variantIdOf(target), ...variantIdsOf(cart)])
  return changing('changed', counter, (newest) => changeLine(newest, { ...command, target }, counter.shelf.offers))
}

async function update(command: UpdateCommand, counter: Counter): Promise<Outcome> {
  const cart = await (await counter.home()).read()
  const updates = namedUpdates(command, cart)
  if (updates.kind === 'refused') return refused(updates.problem)
  const ids = updates.command.map(({ target }) => variantIdOf(target))
  await counter.shelf.bring([...ids, ...variantIdsOf(cart)])
  return changing('updated', counter, (newest) =>
    updateLines(newest, updates.command, counter.shelf.offers, counter.now),
  )
}

function clear(counter: Counter): Promise<Outcome> {
  return changing('cleared', counter, (newest) => changed(newest, clearLines(newest), []))
}

async function changing(
  kind: ChangeKind,
  { home }: Counter,
  step: (cart: Cart) => CartStep<ChangeResult>,
): Promise<Outcome> {
  const result = await (await home()).change(step)
  return result.kind === 'refused' ? refused(result.problem) : { kind, result }
}

/** The target without positions, as the lines stand in the cart this request has read. */
function named(target: ChangeCommand['target'], cart: Cart): NamedTarget | null {
  if (target.kind !== 'position') return target
  const key = keyAt(cart, target.position)
  return key === null ? null : { kind: 'key', key }
}

function namedUpdates(command: UpdateCommand, { lines }: Cart): Parsed<readonly NamedUpdate[]> {
  if (command.kind === 'named') return { kind: 'ok', command: command.updates }
  const { quantities } = command
  if (quantities.length !== lines.length) return refuse({ kind: 'positions-differ', lines: lines.length })
  const updates = lines.map(({ key }, index): NamedUpdate => {
    return { target: { kind: 'key', key }, quantity: quantities[index] ?? 0 }
  })
  return { kind: 'ok', command: updates }
}

function variantIdOf(target: NamedTarget): number {
  return target.kind === 'variant' ? target.variantId : Number(target.key.split(':')[0])
}

function refused(problem: CartProblem): Outcome {
  return { kind: 'refused', problem, cart: null }
}
