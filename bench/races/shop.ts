/**
 * The shop that every library is asked to be. It is small, and each is written as the library's own documentation has it:
 *
 * | request | what the handler does |
 * | --- | --- |
 * | `POST /sign-in` | puts the user into the session |
 * | `POST /add/:item` | looks something up, then puts one more of the item into the cart |
 * | `POST /language/:value` | looks something up, then sets the key `language` |
 * | `POST /currency/:value` | looks something up, then sets the key `currency` |
 * | `GET /page` | only reads: looks something up, then answers with the user's name |
 * | `POST /sign-out` | ends the session as the library recommends |
 * | `GET /session` | answers with what the session holds, as {@link Held}, at once |
 *
 * Whoever looks something up has opened and read the session before, as a handler does that asks for a price.
 *
 * @module
 */
import type { Servers } from './servers.ts'

/** What a session of the shop holds. */
export interface ShopData {
  user: string
  /** How many of each item are in the cart. */
  lines: Record<string, number>
  language: string
  currency: string
}

/** What `GET /session` answers: null, or nothing at all, for what is not there. */
export type Held = { [Key in keyof ShopData]?: ShopData[Key] | null }

/** What a handler waits for between reading its session and changing it. In a race some of them wait rather long. */
export type LookUp = () => Promise<void>

/** A shop that listens. */
export interface Shop {
  /** `http://127.0.0.1:` and its port. */
  readonly url: string
  /** Ends connections and lets go of everything. */
  close(): Promise<void>
}

/** Opens the shop of one library. */
export type OpenShop = (lookUp: LookUp, servers: Servers) => Promise<Shop>

/** The one who signs in. */
export const USER = 'ana'

/** The cart with one more of `item`. */
export function withOneMore(lines: Readonly<Record<string, number>> | null = {}, item: string): Record<string, number> {
  return { ...lines, [item]: (lines?.[item] ?? 0) + 1 }
}
