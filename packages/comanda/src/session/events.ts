/**
 * What happens to sessions, for whoever counts or watches. Ids are those of records: they open nothing and may be
 * logged.
 * - `loaded`: a cookie opened a session.
 * - `stranger`: a cookie opened none. `unknown`: no such record, or expired. `stale-token`: the token was replaced.
 *   `wrong-verifier`: the id is right and the rest is not; somebody may be guessing. `bad-signature`: a sealed cookie that
 *   nobody here sealed, or too old a secret did. `malformed`: not the form of a token at all.
 * - `created`, `touched`, `regenerated`, `destroyed`: these were stored.
 * - `saved`: changes were stored, at the given attempt; from 2 on they were replayed on what others had saved.
 * - `conflict`: a save met a newer version and is replayed.
 * - `refused`: a commit ended in an error of that code: `session/gone`, `session/conflict`, `session/exhausted`, …
 * - `old-secret`: a sealed cookie was opened with a secret that is not the newest; 1 is the one before it.
 */
export type SessionEvent =
  | { readonly kind: 'loaded' | 'created' | 'touched' | 'regenerated' | 'destroyed' | 'conflict'; readonly id: string }
  | {
      readonly kind: 'stranger'
      readonly reason: 'unknown' | 'stale-token' | 'wrong-verifier' | 'bad-signature' | 'malformed'
    }
  | { readonly kind: 'saved'; readonly id: string; readonly attempts: number }
  | { readonly kind: 'refused'; readonly id: string; readonly code: string }
  | { readonly kind: 'old-secret'; readonly secretAge: number }

/** Gets each event as it happens. Must be quick and throw nothing. */
export type Observe = (event: SessionEvent) => void
