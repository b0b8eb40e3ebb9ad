import { copyOfJson, deepFreeze, type Json } from './json.ts'
import { carryOut, type Operation, type Seen, type UpdateFunction } from './operations.ts'
import { assertKey, type Slots } from './slots.ts'

/**
 * One request's work on a session's data: what it found, what it did, and what it sees because of both. Knows nothing
 * of stores and cookies.
 */
export class Work {
  #found: Slots
  /** What was found, with the pending operations done; the very same map until there is one. */
  #view: Slots
  #pending: Operation[] = []
  /** What the request read of what it found: a later `set` or `delete` of the key counts on it. */
  #seen = new Map<string, Seen>()
  /** Keys whose value is wholly this request's: reading them reads nothing that was found. */
  #own = new Set<string>()
  #cleared = false

  constructor(found: Slots) {
    this.#found = found
    this.#view = found
  }

  /** The operations that are not stored yet, in order. */
  get pending(): readonly Operation[] {
    return this.#pending
  }

  /** What the request sees. */
  get view(): Slots {
    return this.#view
  }

  get(key: string): Json | undefined {
    this.#see(key)
    return deepFreeze(this.#view.get(key))
  }

  has(key: string): boolean {
    this.#see(key)
    return this.#view.has(key)
  }

  keys(): string[] {
    for (const key of this.#found.keys()) this.#see(key)
    return [...this.#view.keys()]
  }

  entries(): [string, Json][] {
    return this.keys().map((key) => [key, deepFreeze(this.#view.get(key) as Json)])
  }

  set(key: string, value: unknown): void {
    assertKey(key)
    this.#do({ kind: 'set', key, value: copyOfJson(value, key), seen: this.#seen.get(key) ?? null })
    this.#own.add(key)
  }

  delete(key: string): void {
    assertKey(key)
    this.#do({ kind: 'delete', key, seen: this.#seen.get(key) ?? null })
    this.#own.add(key)
  }

  update(key: string, fn: UpdateFunction): void {
    assertKey(key)
    this.#do({ kind: 'update', key, fn })
  }

  clear(): void {
    this.#do({ kind: 'clear' })
    this.#cleared = true
  }

  /** The first `count` pending operations are stored; `found` is what they made, together with others' changes. */
  settle(found: Slots, count: number): void {
    const stored = this.#pending.slice(0, count)
    const pending = this.#pending.slice(count)
    for (const operation of stored) {
      if (operation.kind === 'clear') this.#seen.clear()
      else this.#seen.delete(operation.key)
    }
    this.#found = found
    this.#pending = pending
    this.#view = pending.length === 0 ? found : viewOf(found, pending)
    this.#own = new Set(pending.flatMap((operation) => (ownsItsKey(operation) ? [operation.key] : [])))
    this.#cleared = pending.some((operation) => operation.kind === 'clear')
  }

  #do(operation: Operation): void {
    const view = new Map(this.#view)
    carryOut(view, operation)
    this.#view = view
    this.#pending.push(operation)
  }

  #see(key: string): void {
    if (!this.#cleared && !this.#own.has(key)) this.#seen.set(key, { value: this.#found.get(key) })
  }
}

/** What a request sees that went on working while a part of it was stored. */
function viewOf(found: Slots, pending: readonly Operation[]): Slots {
  const slots = new Map(found)
  for (const operation of pending) {
    try {
      carryOut(slots, operation)
    } catch {
      // What is stored is stored; the commit of the rest does this again, and fails with it.
    }
  }
  return slots
}

function ownsItsKey(operation: Operation): operation is Operation & { kind: 'set' | 'delete' } {
  return operation.kind === 'set' || operation.kind === 'delete'
}
