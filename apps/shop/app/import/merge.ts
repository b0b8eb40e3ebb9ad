import { DEFAULT_OPTION, DEFAULT_VALUE } from '../data/schema.ts'
import { mergeTranslations } from './merge-translations.ts'
import type { Image, ParsedProduct, ParsedVariant, Product, ProductFields, Variant, VariantFields } from './model.ts'
import { keyOf, overlay } from './overlay.ts'
import type { ProblemCode } from './problems.ts'

/**
 * What a product is to be: as the file tells it, and as it stands where the file is silent.
 * - `merged`: the product as a whole, with the ids of all that stays.
 * - `refused`: the file does not tell enough for this product; nothing is to be written.
 */
export type Merged =
  | { readonly kind: 'merged'; readonly product: Product }
  | {
      readonly kind: 'refused'
      readonly row: number
      readonly line: number
      readonly code: ProblemCode
      readonly message: string
    }

/** For a new product whose file has no such column. */
const NEW_PRODUCT: ProductFields = {
  title: '',
  description: '',
  vendor: '',
  productType: '',
  tags: '',
  status: 'active',
  published: true,
}

/** For a new variant whose file has no such column: goods that are sent and taxed. */
const NEW_VARIANT: Omit<VariantFields, 'priceMinor'> = {
  sku: null,
  barcode: null,
  compareAtMinor: null,
  tracked: false,
  stock: 0,
  oversell: 'deny',
  grams: 0,
  requiresShipping: true,
  taxable: true,
}

/**
 * Lays what the file tells over what there is. A column that is absent leaves, one that is blank sets blank. Variants
 * are known by their option values and keep their ids; those that the file does not have are gone. Pictures are known
 * by their addresses or names; one whose file was not taken stays what it was.
 *
 * @param pictureKeys the pictures that were taken in, by name
 */
export function mergeProduct(
  existing: Product | null,
  parsed: ParsedProduct,
  pictureKeys: ReadonlyMap<string, string> = new Map(),
): Merged {
  const fields = overlay(existing?.fields ?? NEW_PRODUCT, parsed.fields)
  if (fields.title === '') return refused(parsed, 'import/no-title', 'The product is new and has no title. Write one.')
  const optionNames = parsed.optionNames ?? existing?.optionNames ?? [DEFAULT_OPTION]
  const variants = mergeVariants(existing, parsed, optionNames)
  if (!Array.isArray(variants)) return variants
  const images = mergeImages(existing, parsed, variants, pictureKeys)
  const collections = mergeCollections(existing, parsed)
  const product = {
    id: existing?.id ?? null,
    handle: parsed.handle,
    fields,
    optionNames,
    variants,
    images,
    collections,
  }
  return { kind: 'merged', product: { ...product, translations: mergeTranslations(existing, parsed, product) } }
}

function refused(
  place: { row: number; line: number },
  code: ProblemCode,
  message: string,
): Merged & { kind: 'refused' } {
  return { kind: 'refused', row: place.row, line: place.line, code, message }
}

function mergeCollections(existing: Product | null, { collection }: ParsedProduct): readonly string[] {
  if (collection === undefined) return existing?.collections ?? []
  return collection === null ? [] : [collection.handle]
}

function mergeVariants(
  existing: Product | null,
  parsed: ParsedProduct,
  optionNames: readonly string[],
): Variant[] | (Merged & { kind: 'refused' }) {
  if (parsed.variants === undefined) {
    return existing === null ? refused(parsed, 'import/no-price', NO_PRICE) : [...existing.variants]
  }
  const before = new Map(existing?.variants.map((variant) => [keyOf(variant.options), variant]))
  const variants: Variant[] = []
  for (const told of parsed.variants) {
    const options = optionsOf(told, existing)
    if (options === null) return refused(told, 'import/which-variant', WHICH_VARIANT)
    if (options.length !== optionNames.length || isUnnamed(existing, parsed, options))
      return refused(told, 'import/no-option-name', OTHER_OPTIONS)
    const variant = mergeVariant(before.get(keyOf(options)) ?? null, told, options)
    if (variant === null) return refused(told, 'import/no-price', NO_PRICE)
    variants.push(variant)
  }
  return variants
}

const NO_PRICE = 'The variant is new and the file has no column for prices. Add the column “Price”.'
const WHICH_VARIANT =
  'The product has several variants, and without option columns the file does not tell which one it means. Add the ' +
  'columns “Option1 name” and “Option1 value”, and a row for each variant.'
const OTHER_OPTIONS =
  'The option values do not fit the options that the product has. Add the columns “Option1 name” and so on.'

/** Without option columns the product's only variant is meant. Null: there are several. */
function optionsOf(told: ParsedVariant, existing: Product | null): readonly string[] | null {
  if (told.options !== undefined) return told.options
  if (existing === null) return [DEFAULT_VALUE]
  const [only, ...others] = existing.variants
  return only === undefined || others.length > 0 ? null : only.options
}

function isUnnamed(existing: Product | null, parsed: ParsedProduct, options: readonly string[]): boolean {
  return existing === null && parsed.optionNames === undefined && options[0] !== DEFAULT_VALUE
}

function mergeVariant(existing: Variant | null, told: ParsedVariant, options: readonly string[]): Variant | null {
  const priceMinor = told.fields.priceMinor ?? existing?.fields.priceMinor
  if (priceMinor === undefined) return null
  return {
    id: existing?.id ?? null,
    options,
    fields: overlay(existing?.fields ?? { ...NEW_VARIANT, priceMinor }, told.fields),
    imageSource: told.imageSource === undefined ? (existing?.imageSource ?? null) : told.imageSource,
  }
}

/** A variant's own picture joins the product's, behind the others, if it is not among them. */
function mergeImages(
  existing: Product | null,
  parsed: ParsedProduct,
  variants: readonly Variant[],
  pictureKeys: ReadonlyMap<string, string>,
): Image[] {
  const before = new Map(existing?.images.map((image) => [image.source, image]))
  const told = parsed.images ?? existing?.images ?? []
  const images = new Map<string, Image>()
  for (const { source, alt } of [...told, ...variantPictures(variants)]) {
    if (images.has(source)) continue
    const known = before.get(source)
    const pictureKey = pictureKeys.get(source) ?? known?.pictureKey ?? null
    images.set(source, { id: known?.id ?? null, source, alt: alt ?? known?.alt ?? '', pictureKey })
  }
  return [...images.values()]
}

function variantPictures(variants: readonly Variant[]): { source: string; alt: undefined }[] {
  return variants.flatMap(({ imageSource }) => (imageSource === null ? [] : [{ source: imageSource, alt: undefined }]))
}
