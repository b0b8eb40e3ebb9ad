import { ComandaError } from '../error.ts'

/**
 * What can be wrong with the settings of `createSessions`:
 * - `http/insecure-base-url`: plain http that is not on this machine, without `insecureHttp`.
 * - `http/bad-cookie-name`: a name with a prefix of its own; Comanda chooses the prefix.
 */
export class HttpError extends ComandaError<'http/insecure-base-url' | 'http/bad-cookie-name'> {
  override readonly name: string = 'HttpError'
}
