import { ComandaError } from '../error.ts'

/**
 * What can be wrong with an amount. All of them are mistakes of the program, not of a visitor.
 * - `money/not-an-integer`: an amount or a factor that is not a safe integer.
 * - `money/unknown-currency`: a code that {@link minorDigits} does not know.
 * - `money/currency-mismatch`: two currencies in one sum.
 * - `money/out-of-range`: the outcome is beyond `Number.MAX_SAFE_INTEGER` minor units.
 * - `money/bad-weights`: weights that an amount cannot be shared by.
 * - `money/bad-locale`: not a BCP 47 language tag.
 */
export type MoneyErrorCode =
  | 'money/not-an-integer'
  | 'money/unknown-currency'
  | 'money/currency-mismatch'
  | 'money/out-of-range'
  | 'money/bad-weights'
  | 'money/bad-locale'

/** Thrown when amounts are used wrongly; see {@link MoneyErrorCode}. */
export class MoneyError extends ComandaError<MoneyErrorCode> {
  override readonly name: string = 'MoneyError'
}
