import type { SessionRecord, SessionStore } from '../store/store.ts'
import { parseToken, type Token, tokenText, verifierMatches } from './token.ts'

/** A session that a cookie opened: its record, and where that is kept. */
export interface OpenedRecord {
  readonly record: SessionRecord
  readonly store: SessionStore
  /** What the browser holds; null where the cookie is the record itself. */
  readonly token: Token | null
}

/** How a session's cookie and its record belong together. */
export interface Codec {
  /** What `cookie` opens, or null for a stranger. May reject with StoreUnavailable and RecordUnreadable. */
  open(cookie: string): Promise<OpenedRecord | null>
  /** Where the record of a session that begins is to be kept. */
  storeForNew(): SessionStore
  /**
   * The text of the cookie for a record that was written. `token` is a token the browser does not have yet, or has to be
   * told again. Null if what the browser has is still right.
   */
  cookieFor(record: SessionRecord, token: Token | null): string | null
}

/** The cookie is a token, and the record is in `store`. What has not the form of a token makes no store call. */
export function createTokenCodec(store: SessionStore): Codec {
  return {
    async open(cookie) {
      const token = parseToken(cookie)
      if (token === null) return null
      const record = await store.load(token.id)
      if (record === null || !verifierMatches(token.verifier, record.verifierHash)) return null
      return { record, store, token }
    },
    storeForNew: () => store,
    cookieFor: (_, token) => token && tokenText(token),
  }
}
