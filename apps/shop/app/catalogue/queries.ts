import type { CompiledQuery, Kysely } from 'kysely'
import {
  compileCartVariants,
  compileImages,
  compileKeyBefore,
  compileProduct,
  compileProductList,
  compileVariants,
  type RowOf,
  withParameters,
} from '../data/catalogue-sql.ts'
import { DEFAULT_OPTION, DEFAULT_VALUE, type Flag, type Oversell, type ShopDatabase } from '../data/schema.ts'

/** Products one page of the list may have. */
export const PAGE_PRODUCTS_MAX = 100
/** Variants that can be looked up at once. A cart has fewer lines. */
export const VARIANTS_PER_LOOKUP_MAX = 1_000

/** A picture of a product. Its file is not here: nothing is fetched from where the catalogue says it is. */
export interface Image {
  readonly id: number
  /** Plain text; may be empty. */
  readonly alt: string
}

/** A product in the list. Every product listed has a variant that can be bought. */
export interface ProductCard {
  readonly id: number
  readonly handle: string
  readonly title: string
  /** The first picture, or null if the product has none. */
  readonly image: Image | null
  readonly variantCount: number
  /** The lowest and the highest price of its variants: equal unless they differ. */
  readonly priceMinMinor: number
  readonly priceMaxMinor: number
  /** The first variant that can be bought: what "Add to cart" adds if the product has one variant. */
  readonly variant: {
    readonly id: number
    readonly priceMinor: number
    /** What it cost before, if that was more. */
    readonly compareAtMinor: number | null
    /** Units left; null if they are not counted, or sold beyond the stock. */
    readonly available: number | null
  }
}

/** One page of the list. */
export interface ProductPage {
  readonly products: readonly ProductCard[]
  /** What the next page begins after; null if this is the last. */
  readonly nextKey: number | null
}

/** A variant on the page of its product. */
export interface ProductVariant {
  readonly id: number
  /** The option values, such as "Blue / Large"; null if the product has no options. */
  readonly title: string | null
  /** In the order of the product's options. */
  readonly values: readonly string[]
  readonly sku: string | null
  readonly priceMinor: number
  /** What it cost before, if that was more. */
  readonly compareAtMinor: number | null
  /** Units left, 0 if sold out; null if they are not counted, or sold beyond the stock. */
  readonly available: number | null
  /** The picture of its own, among the product's. */
  readonly imageId: number | null
}

/** A product as its page shows it. */
export interface ProductDetail {
  readonly id: number
  readonly handle: string
  readonly title: string
  /** Plain text, to be escaped like all text. Paragraphs are parted by an empty line, lines by a line feed. */
  readonly description: string
  readonly vendor: string
  readonly productType: string
  readonly tags: readonly string[]
  /** Empty if the product has none: then it has one variant. */
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** At least one, in their order. */
  readonly variants: readonly ProductVariant[]
  readonly images: readonly Image[]
}

/** Everything a cart line shows of its variant. */
export interface CartVariant {
  readonly id: number
  readonly productId: number
  readonly handle: string
  readonly productTitle: string
  /** The option values, such as "Blue / Large"; null if the product has no options. */
  readonly variantTitle: string | null
  /** At least one: a product without options has "Title" with "Default Title". */
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly sku: string | null
  readonly priceMinor: number
  readonly grams: number
  readonly vendor: string
  readonly productType: string
  readonly taxable: boolean
  readonly requiresShipping: boolean
  /** The variant's own picture, else the product's first, else null. */
  readonly image: Image | null
  /** Plain text. */
  readonly description: string
  /** Units left, 0 if sold out; null if they are not counted, or sold beyond the stock. */
  readonly available: number | null
  /** Whether the product is on sale: active and published. If not, treat the variant as unknown to shoppers. */
  readonly sellable: boolean
}

/** The shop's questions to its catalogue. Amounts are minor units of the shop's currency. */
export interface CatalogueQueries {
  /**
   * Products that can be bought (active, published, at least one variant not sold out), oldest first.
   *
   * @param page `afterKey`: 0, or the `nextKey` of the page before; `limit`: 1 to {@link PAGE_PRODUCTS_MAX}
   * @throws {RangeError} for a limit beyond that
   */
  listProducts(page: { readonly afterKey: number; readonly limit: number }): Promise<ProductPage>
  /** Where the page before the one after `key` begins, for pages of `limit` products: 0 is the first page. */
  keyBefore(key: number, limit: number): Promise<number>
  /** The product on sale with that handle, sold out or not; null if there is none. */
  productByHandle(handle: string): Promise<ProductDetail | null>
  /**
   * The variants of those ids that exist, on sale or not, in one query. Ids that nobody has are missing in the answer.
   *
   * @throws {RangeError} for more than {@link VARIANTS_PER_LOOKUP_MAX} ids
   */
  variantsById(ids: readonly number[]): Promise<ReadonlyMap<number, CartVariant>>
}

/** Makes the {@link CatalogueQueries} of a database. Each is put into SQL once. */
export function createCatalogueQueries(db: Kysely<ShopDatabase>): CatalogueQueries {
  const list = compileProductList(db)
  const before = compileKeyBefore(db)
  const product = compileProduct(db)
  const variants = compileVariants(db)
  const images = compileImages(db)
  const lookups = new Map<number, CompiledQuery<CartRow>>()

  async function run<Row>(query: CompiledQuery<Row>, ...parameters: unknown[]): Promise<Row[]> {
    return (await db.executeQuery(withParameters(query, parameters))).rows
  }

  function lookup(size: number): CompiledQuery<CartRow> {
    const query = lookups.get(size) ?? compileCartVariants(db, size)
    lookups.set(size, query)
    return query
  }

  return {
    async listProducts({ afterKey, limit }) {
      checkLimit(limit)
      // One more than asked for tells whether there is a next page.
      const rows = await run(list, afterKey, limit + 1)
      const products = rows.slice(0, limit).map(cardOf)
      return { products, nextKey: rows.length > limit ? (products.at(-1)?.id ?? null) : null }
    },

    async keyBefore(key, limit) {
      const [row] = await run(before, key, 1, limit)
      return row?.id ?? 0
    },

    async productByHandle(handle) {
      const [row] = await run(product, handle)
      if (row === undefined) return null
      const detail = detailOf(row, await run(variants, row.id), await run(images, row.id))
      // An import in another process may have removed the product in between.
      return detail.variants.length === 0 ? null : detail
    },

    async variantsById(ids) {
      const size = lookupSize(ids.length)
      if (size === 0) return new Map()
      const padding = new Array<number>(size - ids.length).fill(NO_ID)
      const rows = await run(lookup(size), ...ids, ...padding)
      return new Map(rows.map((row) => [row.id, cartVariantOf(row)]))
    },
  }
}

/** No row has it: ids begin at 1. */
const NO_ID = 0

/** Powers of two, so that carts of all sizes share a dozen prepared statements. */
function lookupSize(ids: number): number {
  if (ids <= VARIANTS_PER_LOOKUP_MAX) return ids === 0 ? 0 : 2 ** Math.ceil(Math.log2(ids))
  throw new RangeError(`At most ${VARIANTS_PER_LOOKUP_MAX} variants can be looked up at once, not ${ids}.`)
}

function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= PAGE_PRODUCTS_MAX) return
  throw new RangeError(`A page has 1 to ${PAGE_PRODUCTS_MAX} products, not ${limit}.`)
}

type CardRow = RowOf<typeof compileProductList>
type ProductRow = RowOf<typeof compileProduct>
type VariantRow = RowOf<typeof compileVariants>
type CartRow = RowOf<typeof compileCartVariants>

function cardOf(row: CardRow): ProductCard {
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    image: imageOf(row.image_id, row.image_alt),
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

function detailOf(row: ProductRow, variants: readonly VariantRow[], images: readonly Image[]): ProductDetail {
  const names = present([row.name1, row.name2, row.name3])
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    description: row.description,
    vendor: row.vendor,
    productType: row.product_type,
    tags: row.tags === '' ? [] : row.tags.split(', '),
    options: optionsOf(names, variants.map(valuesOf)),
    variants: variants.map((variant) => variantOf(names, variant)),
    images: images.map(({ id, alt }) => ({ id, alt })),
  }
}

/** Each value once, in the order in which the variants have them. */
function optionsOf(names: readonly string[], variants: readonly (readonly string[])[]): ProductDetail['options'] {
  if (variants.every((values) => isDefault(names, values))) return []
  return names.map((name, index) => ({ name, values: [...new Set(variants.map((values) => values[index] ?? ''))] }))
}

function variantOf(names: readonly string[], row: VariantRow): ProductVariant {
  const values = valuesOf(row)
  return {
    id: row.id,
    title: titleOf(names, values),
    values,
    sku: row.sku,
    priceMinor: row.price_minor,
    compareAtMinor: compareAtOf(row),
    available: availableOf(row),
    imageId: row.image_id,
  }
}

function cartVariantOf(row: CartRow): CartVariant {
  const names = present([row.name1, row.name2, row.name3])
  const values = valuesOf(row)
  return {
    id: row.id,
    productId: row.product_id,
    handle: row.handle,
    productTitle: row.title,
    variantTitle: titleOf(names, values),
    options: names.map((name, index) => ({ name, value: values[index] ?? '' })),
    sku: row.sku,
    priceMinor: row.price_minor,
    grams: row.grams,
    vendor: row.vendor,
    productType: row.product_type,
    taxable: row.taxable === 1,
    requiresShipping: row.requires_shipping === 1,
    image: imageOf(row.own_id, row.own_alt) ?? imageOf(row.first_id, row.first_alt),
    description: row.description,
    available: availableOf(row),
    sellable: row.status === 'active' && row.published === 1,
  }
}

function valuesOf(row: { option1: string; option2: string | null; option3: string | null }): string[] {
  return present([row.option1, row.option2, row.option3])
}

function present(texts: readonly (string | null)[]): string[] {
  return texts.filter((text) => text !== null)
}

function titleOf(names: readonly string[], values: readonly string[]): string | null {
  return isDefault(names, values) ? null : values.join(' / ')
}

function isDefault(names: readonly string[], values: readonly string[]): boolean {
  return names.length === 1 && names[0] === DEFAULT_OPTION && values[0] === DEFAULT_VALUE
}

function imageOf(id: number | null, alt: string | null): Image | null {
  return id === null ? null : { id, alt: alt ?? '' }
}

function compareAtOf(row: { price_minor: number; compare_at_minor: number | null }): number | null {
  return row.compare_at_minor !== null && row.compare_at_minor > row.price_minor ? row.compare_at_minor : null
}

function availableOf(row: { tracked: Flag; oversell: Oversell; stock: number }): number | null {
  return row.tracked === 0 || row.oversell === 'continue' ? null : row.stock
}
