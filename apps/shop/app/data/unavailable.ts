import { isBusy } from './dialect.ts'

/** The database cannot be reached, is too busy, or gave something up: the same may do in a moment. `cause` is the driver's own error. */
export class DatabaseUnavailable extends Error {
  override readonly name: string = 'DatabaseUnavailable'
  readonly code = 'data/unavailable'
}

/** Whether whoever asked should try again in a moment, on whichever database. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || isBusy(error)
}
