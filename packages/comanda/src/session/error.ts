import { ComandaError } from '../error.ts'

/**
 * What can go wrong with a session.
 *
 * Ends of a commit, answered by `withSession`:
 * - `session/gone`: the session was ended, or got a new token, while the request was under way. Nothing was stored.
 * - `session/conflict`: a value was read, changed by another request, and then set. Nothing was stored.
 * - `session/exhausted`: other requests kept changing the session; all attempts are used up. Nothing was stored.
 * - `session/unavailable`: the store cannot be asked, or it cannot be told whether the write happened.
 * - `session/unreadable`: a record is there and cannot be read. It is left as it is.
 * - `session/too-large`: the data is over the limit in bytes. Nothing was stored.
 *
 * Mistakes of the program:
 * - `session/not-json`: a value that JSON cannot keep.
 * - `session/bad-key`: a key that is empty or longer than {@link KEY_CHARS_MAX} characters.
 * - `session/asynchronous-update`: the function given to `update` returned a promise.
 * - `session/answered`: a change after the answer was made; nobody would store it.
 * - `session/bad-setting`: a setting that makes no sense.
 * - `session/bad-data`: what was set does not fit the schema of the session's data.
 */
export type SessionErrorCode =
  | 'session/gone'
  | 'session/conflict'
  | 'session/exhausted'
  | 'session/unavailable'
  | 'session/unreadable'
  | 'session/not-json'
  | 'session/bad-key'
  | 'session/too-large'
  | 'session/asynchronous-update'
  | 'session/answered'
  | 'session/bad-setting'
  | 'session/bad-data'

/** An error of a session; `code` says which. */
export class SessionError extends ComandaError<SessionErrorCode> {
  override readonly name: string = 'SessionError'
}

/** The error for a record of which something cannot be read. `what` is the beginning of the sentence. */
export function unreadable(what: string, cause?: unknown): SessionError {
  return new SessionError(
    'session/unreadable',
    `${what} cannot be read. The record was left as it is; see which program or version wrote it.`,
    { cause },
  )
}
