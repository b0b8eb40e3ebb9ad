import type { CompiledQuery, Kysely } from 'kysely'
import {
  compileCards,
  compileCartVariants,
  compileCollections,
  compileImages,
  compileProduct,
  compileVariants,
  type RowOf,
  withParameters,
} from '../data/catalogue-sql.ts'
import type { ShopDatabase } from '../data/schema.ts'
import type { Tag } from '../data/slug.ts'
import type { Picture } from '../pictures/picture.ts'
import { LANGUAGES, type Language } from '../routes.ts'
import { cardOf, cartVariantOf, collectionOf, detailOf } from './rows.ts'

/** Variants that can be looked up at once. A cart has fewer lines. */
export const VARIANTS_PER_LOOKUP_MAX = 1_000

/** A picture of a product, as the catalogue tells of it. */
export interface Image {
  readonly id: number
  /** Plain text; may be empty. */
  readonly alt: string
  readonly altLanguage: Language
  /** What there is to show; null if there is no file, or not yet: then a drawing stands in. */
  readonly picture: Picture | null
}

/** A product in the list. Every product listed has a variant that can be bought. */
export interface ProductCard {
  readonly id: number
  readonly handle: string
  readonly title: string
  readonly titleLanguage: Language
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

/** A variant on the page of its product. */
export interface ProductVariant {
  readonly id: number
  /** The option values, such as "Blue / Large"; null if the product has no options. */
  readonly title: string | null
  /** The language asked for if any value of the title is in it. */
  readonly titleLanguage: Language
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
  readonly titleLanguage: Language
  /** Plain text, to be escaped like all text. Paragraphs are parted by an empty line, lines by a line feed. */
  readonly description: string
  readonly descriptionLanguage: Language
  readonly vendor: string
  readonly productType: string
  readonly tags: readonly Tag[]
  /** Empty if the product has none: then it has one variant. */
  readonly options: readonly {
    readonly name: string
    readonly nameLanguage: Language
    readonly values: readonly string[]
  }[]
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
  readonly productTitleLanguage: Language
  /** The title in the base language. */
  readonly untranslatedProductTitle: string
  /** The option values, such as "Blue / Large"; null if the product has no options. */
  readonly variantTitle: string | null
  readonly untranslatedVariantTitle: string | null
  /** At least one: a product without options has "Title" with "Default Title". */
  readonly options: readonly {
    readonly name: string
    readonly nameLanguage: Language
    readonly value: string
    readonly valueLanguage: Language
  }[]
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

/** Products that belong together. */
export interface Collection {
  readonly handle: string
  readonly title: string
  readonly titleLanguage: Language
  /** Plain text; may be empty. */
  readonly description: string
  readonly descriptionLanguage: Language
}

/**
 * The shop's questions to its catalogue. Amounts are minor units of the shop's currency. Texts are in the language asked
 * for or, where they have no translation, in the base language; the `…Language` beside a text tells which.
 */
export interface CatalogueQueries {
  /** The products of those ids that can be bought, in the order of the ids; the others are missing. For a page of ids. */
  cards(ids: readonly number[], language: Language): Promise<readonly ProductCard[]>
  /** The product on sale with that handle, sold out or not; null if there is none. */
  productByHandle(handle: string, language: Language): Promise<ProductDetail | null>
  /**
   * The variants of those ids that exist, on sale or not, in one query. Ids that nobody has are missing in the answer.
   *
   * @throws {RangeError} for more than {@link VARIANTS_PER_LOOKUP_MAX} ids
   */
  variantsById(ids: readonly number[], language: Language): Promise<ReadonlyMap<number, CartVariant>>
  /** The collections that have a product on sale, in their order. */
  collections(language: Language): Promise<readonly Collection[]>
}

/** Makes the {@link CatalogueQueries} of a database. Each is put into SQL once for each language. */
export function createCatalogueQueries(db: Kysely<ShopDatabase>): CatalogueQueries {
  const card = inEachLanguage((language) => compileCards(db, language))
  const product = inEachLanguage((language) => compileProduct(db, language))
  const variants = inEachLanguage((language) => compileVariants(db, language))
  const images = inEachLanguage((language) => compileImages(db, language))
  const collections = inEachLanguage((language) => compileCollections(db, language))
  const lookups = inEachLanguage(() => new Map<number, CompiledQuery<RowOf<typeof compileCartVariants>>>())

  async function run<Row>(query: CompiledQuery<Row>, ...parameters: unknown[]): Promise<Row[]> {
    return (await db.executeQuery(withParameters(query, parameters))).rows
  }

  function lookup(size: number, language: Language): CompiledQuery<RowOf<typeof compileCartVariants>> {
    const query = lookups[language].get(size) ?? compileCartVariants(db, language, size)
    lookups[language].set(size, query)
    return query
  }

  return {
    async cards(ids, language) {
      if (ids.length === 0) return []
      const rows = await run(card[language], JSON.stringify(ids))
      const byId = new Map(rows.map((row) => [row.id, cardOf(row, language)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    async productByHandle(handle, language) {
      const [row] = await run(product[language], handle)
      if (row === undefined) return null
      const rows = [await run(variants[language], row.id), await run(images[language], row.id)] as const
      const detail = detailOf(row, ...rows, language)
      // An import in another process may have removed the product in between.
      return detail.variants.length === 0 ? null : detail
    },

    async variantsById(ids, language) {
      const asked = ids.filter(Number.isSafeInteger)
      const size = lookupSize(asked.length)
      if (size === 0) return new Map()
      const padding = new Array<number>(size - asked.length).fill(NO_ID)
      const rows = await run(lookup(size, language), ...asked, ...padding)
      return new Map(rows.map((row) => [row.id, cartVariantOf(row, language)]))
    },

    async collections(language) {
      return (await run(collections[language])).map((row) => collectionOf(row, language))
    },
  }
}

function inEachLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>
}

/** No row has it: ids begin at 1. */
const NO_ID = 0

/** Powers of two, so that carts of all sizes share a dozen prepared statements. */
function lookupSize(ids: number): number {
  if (ids <= VARIANTS_PER_LOOKUP_MAX) return ids === 0 ? 0 : 2 ** Math.ceil(Math.log2(ids))
  throw new RangeError(`At most ${VARIANTS_PER_LOOKUP_MAX} variants can be looked up at once, not ${ids}.`)
}
