import type { Json } from '../../session/json.ts'

/**
 * What one operation does to its session: a whole request, from cookie to answer. Every session has a list, a counter
 * and a slot. Items and values are unique, so that each can be told from all others.
 * - `read`: sees all three.
 * - `append`, `count`: change the list or the counter on whatever is there by then, and see what they made of it.
 * - `set`: writes the slot without looking. `swap`: looks, then writes. `pull`: takes what is there away. `delete`.
 * - `regenerate`: gets a new token. `sign-out`: ends the session.
 */
export type Deed =
  | { readonly do: 'append'; readonly item: string }
  | { readonly do: 'set' | 'swap'; readonly value: string }
  | { readonly do: 'read' | 'count' | 'delete' | 'pull' | 'regenerate' | 'sign-out' }

/** One operation: who asked for what, when, and what was answered. */
export interface Operation {
  readonly deed: Deed
  /** The token it came with. */
  readonly token: string
  /** Where it began and where it was answered, in the order of all beginnings and answers of the history. */
  readonly invoked: number
  readonly answered: number
  readonly answer: Answer
}

/**
 * How an operation was answered.
 * - `ok`: it was done. `found` is what it saw: `[list, count, slot]` of a read, the list after an append, the count after
 *   a count, the slot before a swap or pull, the token of a regenerate; else null.
 * - `stranger`: its token opened nothing.
 * - `refused`: it was not done, and will not be. `gone`: since its token no longer opened the session at the end.
 * - `unknown`: it was done, or will be, or never.
 */
export type Answer =
  | { readonly kind: 'ok'; readonly found: Json }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'refused'; readonly gone: boolean }
  | { readonly kind: 'unknown' }

/** All operations on one session, which began empty and with `token`. */
export interface SessionHistory {
  readonly token: string
  readonly operations: readonly Operation[]
}

/** What concurrent clients did to some sessions, and what they were answered. */
export interface History {
  /** What made it: the same seed makes the same history again, where nothing but the seed decides what happens. */
  readonly seed: number
  readonly sessions: readonly SessionHistory[]
}
