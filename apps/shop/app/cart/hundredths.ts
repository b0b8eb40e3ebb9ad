import { type Money, minorDigits } from 'comanda/money'

/**
 * An amount in hundredths, as the Ajax API has it for every currency: 1250 for 12.50 euros, 125000 for 1250 yen. A
 * currency with three digits is rounded to the hundredth.
 */
export function hundredths({ minor, currency }: Money): number {
  const digits = minorDigits(currency)
  return digits <= 2 ? minor * 10 ** (2 - digits) : Math.round(minor / 10 ** (digits - 2))
}
