import { minorDigits, parseMoney } from 'comanda/money'
import type { Language } from '../../routes.ts'

const CHARS_MAX = 40
/** What people write before or behind a number: the sign or the name of a currency, and spaces. */
const AROUND = /^[\p{Sc}\p{L}\s]+|[\p{Sc}\p{L}\s]+$/gu
/** Some part thousands by a space. */
const SPACES = /\s/g
const NUMBER = /^[0-9][0-9.,'’]*$/

/**
 * A price as people type it: `12`, `12,50`, `12.50 €`, `$1,200`, `1.234,50`. What stands before at most as many digits as
 * the currency has decimals is the decimal sign; signs before each three digits part thousands. Where both would do, as in
 * `1.234` of a currency with three decimals, the language decides.
 *
 * @returns minor units, or null for what is no price
 */
export function parseTypedPrice(text: string, language: Language, currency: string): number | null {
  const number = text.slice(0, CHARS_MAX).replace(AROUND, '').replace(SPACES, "'")
  if (text.length > CHARS_MAX || !NUMBER.test(number)) return null
  const digits = minorDigits(currency)
  const decimals = new RegExp(`^(.*)([.,])([0-9]{1,${Math.max(digits, 1)}})$`).exec(number)
  const [, whole = number, mark, rest] =
    digits === 0 || decimals === null || isGrouping(decimals, language) ? [] : decimals
  const units = ungrouped(whole, mark)
  if (units === null) return null
  const plain = units.replace(/^0+(?=[0-9])/, '')
  return parseMoney(rest === undefined ? plain : `${plain}.${rest}`, currency)?.minor ?? null
}

/** Three digits after the only sign of its kind may be thousands: so they are unless the language says otherwise. */
function isGrouping([, , mark, rest = '']: RegExpExecArray, language: Language): boolean {
  return rest.length === 3 && mark !== (language === 'es' ? ',' : '.')
}

function ungrouped(whole: string, decimalMark: string | undefined): string | null {
  if (/^[0-9]+$/.test(whole)) return whole
  const mark = /[^0-9]/.exec(whole)?.[0] ?? ''
  if (mark === decimalMark) return null
  const groups = whole.split(mark)
  const areThousands =
    /^[0-9]{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^[0-9]{3}$/.test(group))
  return areThousands ? groups.join('') : null
}
