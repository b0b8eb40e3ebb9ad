import { oneLine, parseImageSource, parsePosition, parseStatus, parseYesOrNo } from './cells.ts'
import { type Columns, VARIANT_FIELDS } from './columns.ts'
import {
  IMAGES_MAX,
  type ParsedImage,
  type ParsedProduct,
  type ParsedVariant,
  type ProductFields,
  type Said,
  VARIANTS_MAX,
} from './model.ts'
import type { CollectionReader } from './parse-collection.ts'
import { type OptionColumns, parseOptionNames, parseOptionValues } from './parse-options.ts'
import { LABEL_CHARS_MAX, parseTexts } from './parse-texts.ts'
import {
  parseAltTranslations,
  parseTranslations,
  parseValueTranslations,
  warnOfNothingToTranslate,
  warnOfSameTranslation,
} from './parse-translations.ts'
import { parseVariantFields, YES_OR_NO } from './parse-variant.ts'
import { quoted } from './problems.ts'
import type { RowReader } from './row-reader.ts'

const ALT_CHARS_MAX = 2 * LABEL_CHARS_MAX

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
  collectionOf: CollectionReader,
): ParsedProduct | null {
  const [first] = rows
  if (first === undefined) return null
  const own = rows.find((row) => row.text('title') !== undefined && row.text('title') !== '') ?? first
  const fields = parseProductFields(own)
  for (const row of rows) if (row !== own) warnOfOtherTitle(row, fields.title)
  for (const row of rows) warnOfNothingToTranslate(row)

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
    translations: parseTranslations(own),
    collection: collectionOf(own),
  }
}

function parseProductFields(read: RowReader): Said<ProductFields> {
  const texts = parseTexts(read, null)
  if (texts.title === '') read.error('import/no-title', 'The product has no title. Write one into its first row.')
  return {
    ...texts,
    vendor: read.label('vendor', LABEL_CHARS_MAX),
    status: read.value('status', parseStatus, 'active', {
      code: 'import/bad-status',
      hint: 'Write active, draft or archived.',
    }),
    published: read.value('published', parseYesOrNo, true, YES_OR_NO),
  }
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
    translations: parseValueTranslations(row),
    fields: parseVariantFields(row, currency),
    imageSource: parsePicture(row, 'variantImage'),
  }))
  refuseSameVariant(variantRows, variants)
  warnOfSameTranslation(variantRows, variants)
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
    const translations = parseAltTranslations(row, ALT_CHARS_MAX)
    const alt = row.label('imageAlt', ALT_CHARS_MAX)
    images.set(source, { row: row.row, line: row.line, source, alt, translations, position })
  }
  if (images.size > IMAGES_MAX) {
    rows[0]?.error('import/too-many-pictures', `The product has more than ${IMAGES_MAX} pictures. Remove some.`)
  }
  // Those without a position come last; the sort is stable, so that equal ones stay in the order of the file.
  const inOrder = [...images.values()].sort((a, b) => (a.position === b.position ? 0 : a.position - b.position))
  return inOrder.map(({ position: _, ...image }) => image)
}

function parsePicture(row: RowReader, field: 'imageSource' | 'variantImage'): string | null | undefined {
  const text = row.text(field)
  if (text === undefined) return undefined
  if (text === '') return null
  const source = parseImageSource(text)
  if (source === null) {
    row.warning(
      'import/picture-ignored',
      `The picture ${quoted(text)} is left out. Write the name of a file in the folder of the product file or below it, ` +
        'with “/” between folders, such as pictures/mug.jpg.',
    )
  }
  return source
}
