import { oneLine, parseImageSource, parsePosition, parseStatus, parseYesOrNo, tidyTags } from './cells.ts'
import { type Columns, VARIANT_FIELDS } from './columns.ts'
import { htmlToText } from './html-text.ts'
import {
  IMAGES_MAX,
  type ParsedImage,
  type ParsedProduct,
  type ParsedVariant,
  type ProductFields,
  type Said,
  VARIANTS_MAX,
} from './model.ts'
import { type OptionColumns, parseOptionNames, parseOptionValues } from './parse-options.ts'
import { parseVariantFields, YES_OR_NO } from './parse-variant.ts'
import { quoted } from './problems.ts'
import type { RowReader } from './row-reader.ts'

const LABEL_CHARS_MAX = 255
const TAGS_CHARS_MAX = 5_000
/** Characters of a description as the file has it, tags counted. */
const DESCRIPTION_CHARS_MAX = 200_000

/**
 * Makes one product of its rows. What is wrong is noted with the rows' readers; if an error is among it, the answer is
 * not to be used.
 *
 * The row with the title tells about the product, or the first if none has one. A row with an option value or a price
 * is a variant, a row with a picture's address adds that picture, and a row may do both. If no row is a variant, the
 * product's row is.
 */
export function parseProduct(
  handle: string,
  rows: readonly RowReader[],
  columns: Columns,
  currency: string,
): ParsedProduct | null {
  const [first] = rows
  if (first === undefined) return null
  const own = rows.find((row) => row.text('title') !== undefined && row.text('title') !== '') ?? first
  const fields = parseProductFields(own)
  for (const row of rows) if (row !== own) warnOfOtherTitle(row, fields.title)

  const options = parseOptionNames(own, columns)
  const variants = parseVariants(rows, own, columns, options, currency)
  return {
    handle,
    row: first.row,
    line: first.line,
    fields,
    optionNames: options.names,
    variants,
    images: parseImages(rows, columns),
  }
}

function parseProductFields(read: RowReader): Said<ProductFields> {
  const title = read.label('title', LABEL_CHARS_MAX)
  if (title === '') read.error('import/no-title', 'The product has no title. Write one into its first row.')
  return {
    title,
    description: parseDescription(read),
    vendor: read.label('vendor', LABEL_CHARS_MAX),
    productType: read.label('productType', LABEL_CHARS_MAX),
    tags: mapText(read.label('tags', TAGS_CHARS_MAX), tidyTags),
    status: read.value('status', parseStatus, 'active', {
      code: 'import/bad-status',
      hint: 'Write active, draft or archived.',
    }),
    published: read.value('published', parseYesOrNo, true, YES_OR_NO),
  }
}

function parseDescription(read: RowReader): string | undefined {
  const html = read.text('description')
  if (html === undefined || html.length <= DESCRIPTION_CHARS_MAX) return mapText(html, htmlToText)
  read.error('import/too-long', `The description is longer than ${DESCRIPTION_CHARS_MAX} characters. Shorten it.`)
  return ''
}

function mapText(text: string | undefined, map: (text: string) => string): string | undefined {
  return text === undefined ? undefined : map(text)
}

function warnOfOtherTitle(read: RowReader, title: string | undefined): void {
  const other = oneLine(read.text('title') ?? '')
  if (title === undefined || other === '' || other === title) return
  read.warning(
    'import/other-title',
    `The title is ${quoted(other)} here and ${quoted(title)} before. The product keeps the first: give the row another ` +
      'handle if it is another product.',
  )
}

function parseVariants(
  rows: readonly RowReader[],
  own: RowReader,
  columns: Columns,
  options: OptionColumns,
  currency: string,
): ParsedVariant[] | undefined {
  if (!VARIANT_FIELDS.some((field) => columns.has(field))) return undefined
  const told = rows.filter(isVariant)
  for (const row of rows) if (row !== own) warnIfIgnored(row)
  const variantRows = told.length === 0 ? [own] : told
  if (variantRows.length > VARIANTS_MAX) {
    own.error(
      'import/too-many-variants',
      `The product has more than ${VARIANTS_MAX} variants. Make several products of it.`,
    )
    return undefined
  }
  const variants = variantRows.map((row) => ({
    row: row.row,
    line: row.line,
    options: parseOptionValues(row, options),
    fields: parseVariantFields(row, currency),
    imageSource: parsePicture(row, 'variantImage'),
  }))
  refuseSameVariant(variantRows, variants)
  return variants
}

function isVariant(row: RowReader): boolean {
  return (['option1Value', 'option2Value', 'option3Value', 'price'] as const).some(
    (field) => (row.text(field) ?? '') !== '',
  )
}

function warnIfIgnored(row: RowReader): void {
  if (isVariant(row) || (row.text('imageSource') ?? '') !== '') return
  row.warning(
    'import/row-ignored',
    'The row has neither an option value nor a price nor a picture, so nothing is made of it.',
  )
}

function refuseSameVariant(rows: readonly RowReader[], variants: readonly ParsedVariant[]): void {
  const rowOf = new Map<string, number>()
  for (const [index, variant] of variants.entries()) {
    const key = JSON.stringify(variant.options ?? [])
    const before = rowOf.get(key)
    if (before === undefined) rowOf.set(key, variant.row)
    else {
      rows[index]?.error(
        'import/same-variant',
        `The row has the same option values as row ${before}. Tell the two variants apart, or remove one.`,
      )
    }
  }
}

function parseImages(rows: readonly RowReader[], columns: Columns): ParsedImage[] | undefined {
  if (!columns.has('imageSource')) return undefined
  const images = new Map<string, ParsedImage & { position: number }>()
  for (const row of rows) {
    const source = parsePicture(row, 'imageSource') ?? null
    if (source === null || images.has(source)) continue
    const position = parsePosition(row.text('imagePosition') ?? '') ?? Number.POSITIVE_INFINITY
    images.set(source, { source, alt: row.label('imageAlt', LABEL_CHARS_MAX * 2), position })
  }
  if (images.size > IMAGES_MAX) {
    rows[0]?.error('import/too-many-pictures', `The product has more than ${IMAGES_MAX} pictures. Remove some.`)
  }
  // Those without a position come last; the sort is stable, so that equal ones stay in the order of the file.
  const inOrder = [...images.values()].sort((a, b) => (a.position === b.position ? 0 : a.position - b.position))
  return inOrder.map(({ source, alt }) => ({ source, alt }))
}

function parsePicture(row: RowReader, field: 'imageSource' | 'variantImage'): string | null | undefined {
  const text = row.text(field)
  if (text === undefined) return undefined
  if (text === '') return null
  const source = parseImageSource(text)
  if (source === null) {
    row.warning(
      'import/picture-ignored',
      `The picture ${quoted(text)} is no address on the web and is left out. Write one that begins with https://.`,
    )
  }
  return source
}
