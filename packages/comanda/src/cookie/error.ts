import { ComandaError } from '../error.ts'

/**
 * Why a cookie was not written. All of them are mistakes of the program, not of a visitor.
 * - `cookie/bad-name`: not a token of HTTP.
 * - `cookie/bad-value`: text that has no UTF-8 (a lone surrogate).
 * - `cookie/bad-attribute`: a Max-Age, Domain, Path or SameSite that browsers refuse, or that would inject another one.
 * - `cookie/prefix`: attributes that `__Host-` or `__Secure-` in the name rule out.
 * - `cookie/too-large`: beyond what browsers keep.
 * - `cookie/bad-secret`: a secret that could be guessed, none at all, or too many.
 * - `cookie/not-json`: a value for a signed or sealed cookie that JSON cannot say.
 */
export type CookieErrorCode =
  | 'cookie/bad-name'
  | 'cookie/bad-value'
  | 'cookie/bad-attribute'
  | 'cookie/prefix'
  | 'cookie/too-large'
  | 'cookie/bad-secret'
  | 'cookie/not-json'

/** Thrown when a cookie cannot be written; see {@link CookieErrorCode}. The message never holds the value. */
export class CookieError extends ComandaError<CookieErrorCode> {
  override readonly name: string = 'CookieError'
}
