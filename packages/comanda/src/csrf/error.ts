import { ComandaError } from '../error.ts'

/**
 * What can be wrong with the settings of cross-site protection: `csrf/bad-base-url` is not an http or https address.
 */
export type CsrfErrorCode = 'csrf/bad-base-url'

/** Thrown when cross-site protection is set up wrongly; a request never makes it throw. */
export class CsrfError extends ComandaError<CsrfErrorCode> {
  override readonly name: string = 'CsrfError'
}
