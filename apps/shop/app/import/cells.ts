/*
 * One cell each: text in, value or null out. The text is trimmed and not blank. Nothing here throws for bad input.
 */
import { parseMoney } from 'comanda/money'
import type { Oversell, ProductStatus } from '../data/schema.ts'
import { slugOf } from '../data/slug.ts'
import { parsePictureName } from '../pictures/read-picture-file.ts'

/** Units of stock a variant may have. */
export const STOCK_MAX = 999_999_999
/** Grams a variant may weigh. */
export const GRAMS_MAX = 999_999_999
/**
 * The highest price, in minor units. A full cart (100 lines of 9,999) of it, in hundredths of a currency without any, is
 * still a number that JSON carries exactly.
 */
export const PRICE_MINOR_MAX = 90_000_000

/** `TRUE` or `FALSE`, in any case. */
export function parseYesOrNo(text: string): boolean | null {
  switch (text.toLowerCase()) {
    case 'true':
      return true
    case 'false':
      return false
    default:
      return null
  }
}

/** `active`, `draft` or `archived`, in any case. */
export function parseStatus(text: string): ProductStatus | null {
  const status = text.toLowerCase()
  return status === 'active' || status === 'draft' || status === 'archived' ? status : null
}

/** `deny` or `continue`, in any case. */
export function parsePolicy(text: string): Oversell | null {
  const policy = text.toLowerCase()
  return policy === 'deny' || policy === 'continue' ? policy : null
}

/** A whole number of units, which may be negative: exports of shops that sold more than they had are. */
export function parseStock(text: string): number | null {
  if (!/^-?[0-9]{1,10}$/.test(text)) return null
  const units = Number(text) + 0
  return units <= STOCK_MAX ? units : null
}

/** A weight in grams, rounded to whole ones: exports have `453.592`. */
export function parseGrams(text: string): number | null {
  if (!/^[0-9]{1,10}(\.[0-9]{1,10})?$/.test(text)) return null
  const grams = Math.round(Number(text))
  return grams <= GRAMS_MAX ? grams : null
}

/** A position from 1. */
export function parsePosition(text: string): number | null {
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : null
}

/**
 * A price in minor units, from a plain decimal: `12`, `12.5`, `12.50`. Zeros beyond the currency's digits are no
 * more exact than it is and are let go (`12.500`; `1200.00` yen); any other digit there is refused.
 */
export function parsePriceMinor(text: string, currency: string): number | null {
  if (text.length > PRICE_CHARS_MAX) return null
  const exact = parseMoney(text, currency) ?? parseMoney(withoutEndingZeros(text), currency)
  return exact === null || exact.minor > PRICE_MINOR_MAX ? null : exact.minor
}

const PRICE_CHARS_MAX = 40

function withoutEndingZeros(text: string): string {
  const [units = '', decimals, ...more] = text.split('.')
  if (decimals === undefined || decimals === '' || more.length > 0) return text
  const kept = decimals.replace(/0+$/, '')
  return kept === '' ? units : `${units}.${kept}`
}

/**
 * Where a picture is: its address on the web, which is kept and never fetched, or the name of a file beside the product
 * file.
 */
export function parseImageSource(text: string): string | null {
  if (!isAddress(text)) return parsePictureName(text)
  return !/[\s\p{Cc}]/u.test(text) && URL.canParse(text) ? text : null
}

/** Whether the source of a picture is an address on the web, and not the name of a file. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

/** A handle in lower case: letters, digits, dashes and underscores of any language, beginning with no dash. */
export function parseHandle(text: string): string | null {
  const handle = text.normalize('NFC').toLowerCase()
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(handle) ? handle : null
}

/** A handle made of a title: what is neither letter nor digit becomes a dash. Null if nothing is left. */
export function handleOf(title: string): string | null {
  const slug = slugOf(title)
  return slug === null ? null : parseHandle(slug)
}

/** Text on one line: white space and control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Tags as they are kept: each trimmed, none empty, none twice. */
export function tidyTags(text: string): string {
  const tags = oneLine(text)
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  return [...new Set(tags)].join(', ')
}
