import type {
  compileCards,
  compileCartVariants,
  compileCollections,
  compileImages,
  compileProduct,
  compileVariants,
  RowOf,
} from '../data/catalogue-sql.ts'
import { DEFAULT_OPTION, DEFAULT_VALUE, type Flag, type Oversell } from '../data/schema.ts'
import { tagsOf } from '../data/slug.ts'
import { BASE_LANGUAGE, type Language } from '../routes.ts'
import type { CartVariant, Collection, Image, ProductCard, ProductDetail, ProductVariant } from './queries.ts'

/*
 * Rows of the catalogue's queries as what pages show. A text is its translation, or the base text where there is none.
 */

type CardRow = RowOf<typeof compileCards>
type ProductRow = RowOf<typeof compileProduct>
type VariantRow = RowOf<typeof compileVariants>
type ImageRow = RowOf<typeof compileImages>
type CartRow = RowOf<typeof compileCartVariants>
type CollectionRow = RowOf<typeof compileCollections>

/** A product in the list. */
export function cardOf(row: CardRow, language: Language): ProductCard {
  return {
    id: row.id,
    handle: row.handle,
    ...titled(row, language),
    image: imageOf({ ...row, id: row.image_id, alt: row.image_alt, alt_told: row.image_alt_told }, language),
    variantCount: row.variant_count,
    priceMinMinor: row.price_min_minor,
    priceMaxMinor: row.price_max_minor,
    variant: {
      id: row.variant_id,
      priceMinor: row.price_minor,
      compareAtMinor: compareAtOf(row),
      available: availableOf(row),
    },
  }
}

/** A product on its page. */
export function detailOf(
  row: ProductRow,
  variants: readonly VariantRow[],
  images: readonly ImageRow[],
  language: Language,
): ProductDetail {
  const names = namesOf(row, language)
  return {
    id: row.id,
    handle: row.handle,
    ...titled(row, language),
    ...described(row, language),
    vendor: row.vendor,
    productType: textOf(row.product_type, row.product_type_told),
    tags: tagsTold(row.tags, row.tags_told ?? ''),
    options: optionsOf(names, variants),
    variants: variants.map((variant) => variantOf(names, variant, language)),
    images: images.flatMap((image) => imageOf(image, language) ?? []),
  }
}

/** What a cart line shows of its variant. */
export function cartVariantOf(row: CartRow, language: Language): CartVariant {
  const names = namesOf(row, language)
  const { title, titleLanguage } = titled(row, language)
  const values = valuesTold(row)
  return {
    id: row.id,
    productId: row.product_id,
    handle: row.handle,
    productTitle: title,
    productTitleLanguage: titleLanguage,
    untranslatedProductTitle: row.title,
    variantTitle: titleOf(names, row, values),
    untranslatedVariantTitle: titleOf(names, row, valuesOf(row)),
    options: names.map(({ name, nameLanguage }, index) => {
      return { name, nameLanguage, value: values[index] ?? '', valueLanguage: valueLanguage(row, index, language) }
    }),
    sku: row.sku,
    priceMinor: row.price_minor,
    grams: row.grams,
    vendor: row.vendor,
    productType: textOf(row.product_type, row.product_type_told),
    taxable: row.taxable === 1,
    requiresShipping: row.requires_shipping === 1,
    image: cartImageOf(row, language),
    description: textOf(row.description, row.description_told),
    available: availableOf(row),
    sellable: row.status === 'active' && row.published === 1,
  }
}

/** A collection. */
export function collectionOf(row: CollectionRow, language: Language): Collection {
  return { handle: row.handle, ...titled(row, language), ...described(row, language) }
}

function textOf(base: string, told: string | null): string {
  return told === null || told === '' ? base : told
}

function languageOf(told: string | null, language: Language): Language {
  return told === null || told === '' ? BASE_LANGUAGE : language
}

function titled(
  row: { title: string; title_told: string | null },
  language: Language,
): { title: string; titleLanguage: Language } {
  return { title: textOf(row.title, row.title_told), titleLanguage: languageOf(row.title_told, language) }
}

function described(
  row: { description: string; description_told: string | null },
  language: Language,
): { description: string; descriptionLanguage: Language } {
  return {
    description: textOf(row.description, row.description_told),
    descriptionLanguage: languageOf(row.description_told, language),
  }
}

/** Labels are translated only if there are as many: else nobody knows which is which. */
function tagsTold(tags: string, told: string): ProductDetail['tags'] {
  const base = tags.split(', ')
  const labels = told.split(', ')
  const labelOf = new Map(base.map((label, index) => [label, labels[index]]))
  const areAll = told !== '' && labels.length === base.length
  return tagsOf(tags).map(({ tag, label }) => ({ tag, label: (areAll ? labelOf.get(label) : undefined) ?? label }))
}

interface OptionName {
  /** In the base language. */
  readonly base: string
  readonly name: string
  readonly nameLanguage: Language
}

function namesOf(
  row: Record<'name1' | 'name2' | 'name3' | 'name1_told' | 'name2_told' | 'name3_told', string | null>,
  language: Language,
): OptionName[] {
  const columns = [
    [row.name1, row.name1_told],
    [row.name2, row.name2_told],
    [row.name3, row.name3_told],
  ] as const
  return columns.flatMap(([base, told]) =>
    base === null ? [] : [{ base, name: textOf(base, told), nameLanguage: languageOf(told, language) }],
  )
}

/** Each value once, in the order in which the variants have them. */
function optionsOf(names: readonly OptionName[], rows: readonly VariantRow[]): ProductDetail['options'] {
  if (rows.every((row) => isDefault(names, row))) return []
  const variants = rows.map(valuesTold)
  return names.map(({ name, nameLanguage }, index) => {
    return { name, nameLanguage, values: [...new Set(variants.map((values) => values[index] ?? ''))] }
  })
}

function variantOf(names: readonly OptionName[], row: VariantRow, language: Language): ProductVariant {
  const values = valuesTold(row)
  const languages = values.map((_, index) => valueLanguage(row, index, language))
  return {
    id: row.id,
    title: titleOf(names, row, values),
    titleLanguage: languages.includes(language) ? language : BASE_LANGUAGE,
    values,
    sku: row.sku,
    priceMinor: row.price_minor,
    compareAtMinor: compareAtOf(row),
    available: availableOf(row),
    imageId: row.image_id,
  }
}

interface OptionValues {
  option1: string
  option2: string | null
  option3: string | null
  option1_told: string | null
  option2_told: string | null
  option3_told: string | null
}

function valuesOf(row: OptionValues): string[] {
  return [row.option1, row.option2, row.option3].filter((value) => value !== null)
}

function valuesTold(row: OptionValues): string[] {
  const told = [row.option1_told, row.option2_told, row.option3_told]
  return valuesOf(row).map((value, index) => textOf(value, told[index] ?? null))
}

function valueLanguage(row: OptionValues, index: number, language: Language): Language {
  return languageOf([row.option1_told, row.option2_told, row.option3_told][index] ?? null, language)
}

function titleOf(names: readonly OptionName[], row: OptionValues, values: readonly string[]): string | null {
  return isDefault(names, row) ? null : values.join(' / ')
}

function isDefault(names: readonly OptionName[], row: OptionValues): boolean {
  return names.length === 1 && names[0]?.base === DEFAULT_OPTION && row.option1 === DEFAULT_VALUE
}

interface ImageColumns {
  readonly id: number | null
  readonly alt: string | null
  readonly alt_told: string | null
  readonly key: string | null
  readonly width: number | null
  readonly height: number | null
}

/** A picture without a size waits to be encoded. */
function imageOf({ id, alt, alt_told, key, width, height }: ImageColumns, language: Language): Image | null {
  if (id === null) return null
  const picture = key === null || width === null || height === null ? null : { key, width, height }
  return { id, alt: textOf(alt ?? '', alt_told), altLanguage: languageOf(alt_told, language), picture }
}

/** The variant's own, unless only the product's first one has something to show. */
function cartImageOf(row: CartRow, language: Language): Image | null {
  const { own_id, own_alt, own_alt_told, own_key, own_width, own_height } = row
  const { first_id, first_alt, first_alt_told, first_key, first_width, first_height } = row
  const owns = { id: own_id, alt: own_alt, alt_told: own_alt_told, key: own_key, width: own_width, height: own_height }
  const own = imageOf(owns, language)
  const firsts = { id: first_id, alt: first_alt, alt_told: first_alt_told, key: first_key }
  const first = imageOf({ ...firsts, width: first_width, height: first_height }, language)
  if (own === null) return first
  return own.picture === null && first !== null && first.picture !== null ? first : own
}

function compareAtOf(row: { price_minor: number; compare_at_minor: number | null }): number | null {
  return row.compare_at_minor !== null && row.compare_at_minor > row.price_minor ? row.compare_at_minor : null
}

function availableOf(row: { tracked: Flag; oversell: Oversell; stock: number }): number | null {
  return row.tracked === 0 || row.oversell === 'continue' ? null : row.stock
}
