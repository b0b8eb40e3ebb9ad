import { DatabaseUnavailable } from './unavailable.ts'

/**
 * What a driver said, below what we said of it, as the end of a sentence: without a full stop. A connection that was tried
 * at several addresses only has a code.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof DatabaseUnavailable) return reasonOf(error.cause)
  return error.message !== '' || !('code' in error) ? error.message.replace(/\.$/, '') : String(error.code)
}
