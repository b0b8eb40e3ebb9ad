import { SessionError } from './error.ts'
import { copyOfJson, type Json } from './json.ts'
import type { Slots } from './slots.ts'

/** What `update` runs: changes the draft it is given, or returns the new value. Run again on every replay. */
export type UpdateFunction = (draft: unknown) => unknown

/**
 * What a request did to its session. Not the outcome but the deed, so that it can be done again on a record that
 * somebody else has changed meanwhile.
 *
 * `seen` is there when the request had read the key before: the deed counts on that value, and is refused if the key
 * has another one by now.
 */
export type Operation =
  | { readonly kind: 'set'; readonly key: string; readonly value: Json; readonly seen: Seen | null }
  | { readonly kind: 'delete'; readonly key: string; readonly seen: Seen | null }
  | { readonly kind: 'update'; readonly key: string; readonly fn: UpdateFunction }
  | { readonly kind: 'clear' }

/** The value a request read from a key; undefined if there was none. */
export interface Seen {
  readonly value: Json | undefined
}

/**
 * `base` with all operations done, in order. Pure: `base` stays as it is.
 *
 * Throws `session/conflict` if an operation counts on a value that `base` does not have, and whatever an update's
 * function throws.
 */
export function replay(base: Slots, operations: readonly Operation[]): Map<string, Json> {
  const slots = new Map(base)
  for (const operation of operations) {
    refuseUnlessSeen(base, operation)
    carryOut(slots, operation)
  }
  return slots
}

/** Does one operation to `slots`, unguarded. */
export function carryOut(slots: Map<string, Json>, operation: Operation): void {
  switch (operation.kind) {
    case 'set':
      slots.set(operation.key, operation.value)
      return
    case 'delete':
      slots.delete(operation.key)
      return
    case 'clear':
      slots.clear()
      return
    case 'update': {
      const updated = runUpdate(operation.key, operation.fn, slots.get(operation.key))
      if (updated !== undefined) slots.set(operation.key, updated)
      return
    }
  }
}

function refuseUnlessSeen(base: Slots, operation: Operation): void {
  if (operation.kind === 'update' || operation.kind === 'clear' || operation.seen === null) return
  if (sameJson(operation.seen.value, base.get(operation.key))) return
  throw new SessionError(
    'session/conflict',
    `"${operation.key}" was read, and another request changed it before it was written. ` +
      `Use session.update("${operation.key}", …), which counts on nothing it has not been given.`,
  )
}

/** The updated value; undefined when there was none and the function made none. */
function runUpdate(key: string, fn: UpdateFunction, current: Json | undefined): Json | undefined {
  const draft = current === undefined ? undefined : copyOf(current)
  const returned = fn(draft)
  if (returned instanceof Promise) {
    throw new SessionError(
      'session/asynchronous-update',
      `The function given to update("${key}") returned a promise. Fetch what it needs before, and let it only compute.`,
    )
  }
  const updated = returned === undefined ? draft : returned
  return updated === undefined ? undefined : copyOfJson(updated, key)
}

function copyOf(value: Json): Json {
  return typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as Json) : value
}

function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
