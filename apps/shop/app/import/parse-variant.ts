import {
  GRAMS_MAX,
  PRICE_MINOR_MAX,
  parseGrams,
  parsePolicy,
  parsePriceMinor,
  parseStock,
  parseYesOrNo,
  STOCK_MAX,
} from './cells.ts'
import type { Said, VariantFields } from './model.ts'
import type { RowReader, Wrong } from './row-reader.ts'

const CODE_CHARS_MAX = 255

/** For cells that hold yes or no. */
export const YES_OR_NO: Wrong = { code: 'import/bad-yes-or-no', hint: 'Write TRUE or FALSE.' }

const PRICE: Wrong = {
  code: 'import/bad-price',
  hint:
    'Write a plain number with a point, such as 12.50: no currency, no sign, no thousands, no more decimals than the ' +
    `currency has, and no more than ${PRICE_MINOR_MAX} of its smallest unit.`,
}
const STOCK: Wrong = { code: 'import/bad-stock', hint: `Write a whole number up to ${STOCK_MAX}.` }
const POLICY: Wrong = { code: 'import/bad-policy', hint: 'Write deny or continue.' }
const WEIGHT: Wrong = { code: 'import/bad-weight', hint: `Write grams, a number up to ${GRAMS_MAX} without its unit.` }

/**
 * What a row tells of a variant, its options and picture apart. A blank price is an error, since nobody means to give
 * goods away by leaving a cell empty; every other blank cell sets what blank means for it.
 */
export function parseVariantFields(read: RowReader, currency: string): Said<VariantFields> {
  const parsePrice = (text: string): number | null => parsePriceMinor(text, currency)
  return {
    sku: orNull(read.label('sku', CODE_CHARS_MAX)),
    barcode: orNull(read.label('barcode', CODE_CHARS_MAX)),
    priceMinor: parseVariantPrice(read, parsePrice),
    compareAtMinor: read.value('compareAt', parsePrice, null, PRICE),
    tracked: parseTracked(read),
    stock: parseVariantStock(read),
    oversell: read.value('policy', parsePolicy, 'deny', POLICY),
    grams: read.value('grams', parseGrams, 0, WEIGHT),
    requiresShipping: read.value('requiresShipping', parseYesOrNo, false, YES_OR_NO),
    taxable: read.value('taxable', parseYesOrNo, false, YES_OR_NO),
  }
}

function parseVariantPrice(read: RowReader, parsePrice: (text: string) => number | null): number | undefined {
  if (read.text('price') === '') {
    read.error('import/no-price', 'The variant has no price. Write one; if it is free, write 0.')
    return undefined
  }
  return read.value('price', parsePrice, undefined, PRICE)
}

/** Whoever counted the stock before, here the shop does. Blank means that nobody did. */
function parseTracked(read: RowReader): boolean | undefined {
  const tracker = read.text('tracker')
  return tracker === undefined ? undefined : tracker !== ''
}

function parseVariantStock(read: RowReader): number | undefined {
  const stock = read.value('stock', parseStock, 0, STOCK)
  if (stock === undefined || stock >= 0) return stock
  read.warning('import/negative-stock', `The stock is ${stock}, more sold than there was. It is set to 0.`)
  return 0
}

function orNull(text: string | undefined): string | null | undefined {
  return text === '' ? null : text
}
