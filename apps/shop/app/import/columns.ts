import { type FieldInLanguage, inLanguage, TRANSLATED_FIELDS, TRANSLATION_LANGUAGES } from './languages.ts'
import { ImportError, quoted } from './problems.ts'

/*
 * The names a column goes by, old generation of the header first, new one second. Compared without regard to case and
 * to how many spaces there are.
 */
const NAMES = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  description: ['Body (HTML)', 'Description'],
  vendor: ['Vendor'],
  productType: ['Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  barcode: ['Variant Barcode', 'Barcode'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  taxable: ['Variant Taxable', 'Charge tax'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  stock: ['Variant Inventory Qty', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  requiresShipping: ['Variant Requires Shipping', 'Requires shipping'],
  imageSource: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  variantImage: ['Variant Image', 'Variant image URL'],
  collection: ['Collection'],
} as const satisfies Record<string, readonly string[]>

/** What the importer reads of a file. Every other column is left alone. */
export type Field = keyof typeof NAMES | FieldInLanguage

/** The columns that say something about a variant. A file without any of them leaves variants as they are. */
export const VARIANT_FIELDS: readonly Field[] = [
  'option1Value',
  'option2Value',
  'option3Value',
  'sku',
  'barcode',
  'price',
  'compareAt',
  'taxable',
  'tracker',
  'stock',
  'policy',
  'grams',
  'requiresShipping',
  'variantImage',
]

/** Where each field is in a row of the file, counted from 0. A field without a column is not there. */
export type Columns = ReadonlyMap<Field, number>

const FIELDS: ReadonlyMap<string, Field> = new Map([
  ...Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name): [string, Field] => [normalName(name), field as Field]),
  ),
  ...TRANSLATION_LANGUAGES.flatMap((language) =>
    TRANSLATED_FIELDS.flatMap((field) =>
      NAMES[field].map((name): [string, Field] => [normalName(`${name} (${language})`), inLanguage(field, language)]),
    ),
  ),
])

function normalName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}

/**
 * Finds the columns by the file's header, in either generation of it, or a mixture.
 *
 * @throws {ImportError} `import/no-known-column` if neither a handle nor a title is among them: no product file;
 *   `import/double-column` if two columns mean the same, since one of them would be lost without a word.
 */
export function findColumns(header: readonly string[]): Columns {
  const columns = new Map<Field, number>()
  for (const [index, name] of header.entries()) {
    const field = FIELDS.get(normalName(name))
    if (field === undefined) continue
    const before = columns.get(field)
    if (before !== undefined) throw doubleColumn(header[before] ?? '', name)
    columns.set(field, index)
  }
  if (!columns.has('handle') && !columns.has('title')) throw noKnownColumn(header)
  return columns
}

function doubleColumn(first: string, second: string): ImportError {
  return new ImportError(
    'import/double-column',
    `The columns ${quoted(first)} and ${quoted(second)} mean the same. Remove one of them.`,
  )
}

function noKnownColumn(header: readonly string[]): ImportError {
  const only = header.length === 1 ? (header[0] ?? '') : ''
  const separator = only.includes(';') ? 'semicolons' : only.includes('\t') ? 'tabs' : null
  return new ImportError(
    'import/no-known-column',
    separator === null
      ? `This is no product file: its first row, which begins with ${quoted(header[0] ?? '')}, names neither a column ` +
          '“Handle” (or “URL handle”) nor a column “Title”. Put the header row of a product export first.'
      : `The columns of this file are parted by ${separator}. Save it as CSV with commas.`,
  )
}
