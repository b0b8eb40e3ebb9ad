import type { DeepReadonly } from './json.ts'
import type { Expiry } from './lifetime.ts'

/** The names of a session's values. */
export type KeyOf<Data> = keyof Data & string

/**
 * The memory of one browser across requests: a map of JSON values that no parallel request can spoil.
 *
 * What is done to it is recorded and stored when the handler has answered, before a byte is sent, on the newest
 * state there is. Values read are deeply read-only: there is no change that nobody saves.
 *
 * Keys are strings of 1 to 256 characters; the data of a session is at most 64 KiB of JSON.
 */
export interface Session<Data = Record<string, unknown>> {
  /** The id of the stored record, for your logs: it opens nothing. Null while nothing is stored. */
  readonly id: string | null
  /** Nobody looks at the answer to this request now (HEAD, prefetch, prerender); messages are not used up by it. */
  readonly passive: boolean
  /** The value, or undefined. Reading a key and setting it later counts on what was read: see {@link Session.set}. */
  get<Key extends KeyOf<Data>>(key: Key): DeepReadonly<Data[Key]> | undefined
  /** Whether there is a value: true for `0`, `''`, `false` and `null` as well. Counts as reading the key. */
  has(key: KeyOf<Data>): boolean
  /** All keys of the app, in order of their first setting; those of modules (`comanda.…`) are not among them. Counts as reading all. */
  keys(): KeyOf<Data>[]
  /** All keys, as {@link Session.keys} has them, with their values. Counts as reading all. */
  entries(): [KeyOf<Data>, DeepReadonly<Data[KeyOf<Data>]>][]

  /**
   * Sets a value. If this request read the key before, the value counts on what was read: when another request has
   * changed the key meanwhile, the commit fails with `session/conflict` (409) instead of writing over it. A key that
   * was not read is simply set; the last one wins.
   *
   * Throws `session/not-json` for what JSON cannot keep, `undefined` among it, and `session/bad-key`.
   */
  set<Key extends KeyOf<Data>>(key: Key, value: Data[Key] | DeepReadonly<Data[Key]>): void
  /** Removes a value; counts on what was read, like {@link Session.set}. Fine if there is none. */
  delete(key: KeyOf<Data>): void
  /** The value, removed. Of two requests that pull the same value one gets it, the other fails with a conflict. */
  pull<Key extends KeyOf<Data>>(key: Key): DeepReadonly<Data[Key]> | undefined
  /**
   * Changes a value on the newest state there is: no other request's change is lost. `fn` gets a draft (undefined if
   * there is no value yet) and returns the new value, or changes the draft and returns nothing. It runs again
   * whenever the session has changed meanwhile, so it must be synchronous and only compute.
   */
  update<Key extends KeyOf<Data>>(
    key: Key,
    // biome-ignore lint/suspicious/noConfusingVoidType: a function that changes its draft returns nothing, which is void
    fn: (draft: Data[Key] | undefined) => Data[Key] | DeepReadonly<Data[Key]> | undefined | void,
  ): void
  /** Removes every value, those of modules too (messages, the cart), and keeps the session. */
  clear(): void

  /**
   * Stores what was done so far, now; afterwards reads show the merged truth. Needed only by handlers that show what
   * they changed: everything else is stored when the handler has answered. A commit that failed stays failed.
   *
   * Rejects with SessionError `session/gone`, `session/conflict`, `session/exhausted`, `session/unavailable`,
   * `session/unreadable`, `session/too-large` or `session/bad-data`, or with what an update's function threw.
   */
  commit(): Promise<void>
  /**
   * Chooses how this session ends, from now on and for later requests too. The browser is told with the answer. Throws
   * `session/bad-setting` for an expiry that makes no sense. A stranger's empty session stays none.
   */
  setExpiry(expiry: Expiry): void
  /** When the session ends, as it is stored; null while there is no stored session. */
  expiry(): SessionExpiry | null

  /** Gives the browser a new token with the answer; the old one opens nothing from then on. At sign-in and sign-out. */
  regenerate(): void
  /**
   * Ends the session, at once and for ever: no slower request brings it back. What is set afterwards in the same
   * request begins a new session. Rejects with `session/unavailable` if the store cannot be reached.
   */
  destroy(): Promise<void>
}

/** When a session ends. */
export interface SessionExpiry {
  /** If it is not used any more. */
  readonly expiresAt: Date
  /** However much it is used. */
  readonly absoluteEnd: Date
  /** Whether the browser forgets it when it closes. */
  readonly untilBrowserCloses: boolean
}
