import { minorDigits } from './currency.ts'
import { MoneyError } from './error.ts'
import type { Money } from './money.ts'
import { decimalText } from './text.ts'

/**
 * More pairs of locale and currency than any app shows; beyond it the cache starts again, so it cannot be made to grow.
 */
const FORMATS_MAX = 256

// Making an Intl.NumberFormat costs a hundred times what using it does. The cache changes no outcome.
const formats = new Map<string, Intl.NumberFormat>()

/**
 * The amount as people of `locale` write it: `€12.50`, `12,50 €`. Exact up to the largest amount there is. Decimals
 * that are customarily left out (of the rupiah, say) are left out only when they are zero.
 *
 * @param locale a BCP 47 language tag, such as `"es"` or `"en-GB"`
 * @throws {MoneyError} `money/bad-locale`, `money/unknown-currency`
 */
export function formatMoney(amount: Money, locale: string): string {
  // The text and not a number: Intl reads it exactly, a division would not be.
  return formatOf(locale, amount.currency).format(decimalText(amount) as Intl.StringNumericLiteral)
}

function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = makeFormat(locale, currency)
  if (formats.size >= FORMATS_MAX) formats.clear()
  formats.set(key, made)
  return made
}

function makeFormat(locale: string, currency: string): Intl.NumberFormat {
  const digits = minorDigits(currency)
  const style = { style: 'currency', currency } as const
  try {
    const customary = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? digits
    return new Intl.NumberFormat(locale, {
      ...style,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: customary < digits ? 'stripIfInteger' : 'auto',
    })
  } catch (cause) {
    throw new MoneyError('money/bad-locale', `${JSON.stringify(locale)} is not a language tag such as "en-GB".`, {
      cause,
    })
  }
}
