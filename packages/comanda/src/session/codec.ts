import type { Clock, SessionRecord, SessionStore } from '../store/store.ts'
import type { Observe } from './events.ts'
import { parseToken, type Token, tokenText, verifierMatches } from './token.ts'

/** A session that a cookie opened: its record, and where that is kept. */
export interface OpenedRecord {
  readonly record: SessionRecord
  readonly store: SessionStore
  /** What the browser holds; null where the cookie is the record itself. */
  readonly token: Token | null
}

/** What the token codec gets from the engine. */
export interface TokenCodecParts {
  readonly clock: Clock
  readonly observe: Observe
}

/** How a session's cookie and its record belong together. */
export interface Codec {
  /**
   * What `cookie` opens: a session, nothing (null), or nothing any more (`stale`): its token was replaced a moment ago, and
   * the browser has the new one by now or is about to. May reject with StoreUnavailable and RecordUnreadable.
   */
  open(cookie: string): Promise<OpenedRecord | 'stale' | null>
  /** Where the record of a session that begins is to be kept. */
  storeForNew(): SessionStore
  /**
   * The text of the cookie for a record that was written. `token` is a token the browser does not have yet, or has to be
   * told again. Null if what the browser has is still right.
   */
  cookieFor(record: SessionRecord, token: Token | null): string | null
}

/** How long a request may have been under way with a token that was replaced meanwhile. */
const STALE_MS_MAX = 30_000

/** The cookie is a token, and the record is in `store`. What has not the form of a token makes no store call. */
export function createTokenCodec(store: SessionStore, { observe, clock }: TokenCodecParts): Codec {
  return {
    async open(cookie) {
      const token = parseToken(cookie)
      const record = token === null ? null : await store.load(token.id)
      if (token !== null && record !== null && verifierMatches(token.verifier, record.verifierHash)) {
        observe({ kind: 'loaded', id: record.id })
        return { record, store, token }
      }
      const reason = strangerReason(token, record)
      observe({ kind: 'stranger', reason })
      const isUnderWay = reason === 'stale-token' && clock() - (record?.rotatedAt ?? 0) <= STALE_MS_MAX
      return isUnderWay ? 'stale' : null
    },
    storeForNew: () => store,
    cookieFor: (_, token) => token && tokenText(token),
  }
}

function strangerReason(token: Token | null, record: SessionRecord | null) {
  if (token === null) return 'malformed'
  if (record === null) return 'unknown'
  const { previousVerifierHash } = record
  const wasReplaced = previousVerifierHash !== null && verifierMatches(token.verifier, previousVerifierHash)
  return wasReplaced ? 'stale-token' : 'wrong-verifier'
}
