/**
 * The shop's tables as Kysely sees them. Ids are integers that JavaScript holds exactly and that are never used twice.
 * Yes and no are 1 and 0, times are ISO 8601 text in UTC with milliseconds (which sorts by time), amounts are minor
 * units of the shop's currency: the same on SQLite and PostgreSQL.
 *
 * @module
 */
import type { Generated } from 'kysely'
import type { Language } from '../routes.ts'

/** Yes or no, as both databases keep it. */
export type Flag = 0 | 1

/** Where a product stands: only an active one is for sale. */
export type ProductStatus = 'active' | 'draft' | 'archived'

/** What happens when the stock of a tracked variant is used up: no further sale, or sold on order. */
export type Oversell = 'deny' | 'continue'

/** The name of the only option of a product without options, so that every product has a variant. */
export const DEFAULT_OPTION = 'Title'
/** The only value of {@link DEFAULT_OPTION}. */
export const DEFAULT_VALUE = 'Default Title'

/** A product: what the shopper reads about. What is bought is one of its variants; every product has at least one. */
export interface ProductTable {
  id: Generated<number>
  /** Unique; the last part of the product's address. */
  handle: string
  title: string
  /** Plain text. Paragraphs are parted by an empty line, lines by a line feed. */
  description: string
  vendor: string
  product_type: string
  /** Parted by a comma and a space. */
  tags: string
  status: ProductStatus
  /** Shown in the shop. A product is for sale if it is active and published. */
  published: Flag
  created_at: string
  /** When an import or the back office last changed the product, a variant or a picture of it. */
  updated_at: string
}

/** A way in which a product's variants differ, such as "Size". Positions are 1 to 3. */
export interface ProductOptionTable {
  product_id: number
  position: number
  name: string
}

/** What is bought. A product without options has one variant, with option "Title" and value "Default Title". */
export interface VariantTable {
  id: Generated<number>
  product_id: number
  /** From 1, in the order the shop shows them. */
  position: number
  option1: string
  /** Null if the product has no second option. */
  option2: string | null
  option3: string | null
  sku: string | null
  barcode: string | null
  price_minor: number
  compare_at_minor: number | null
  /** 0: the stock is not counted, and the variant never sells out. */
  tracked: Flag
  /** Never below zero: the database refuses it. */
  stock: number
  oversell: Oversell
  grams: number
  requires_shipping: Flag
  taxable: Flag
  /** The picture that shows this variant, if there is one of its own. */
  image_id: number | null
}

/** A picture of a product. */
export interface ImageTable {
  id: Generated<number>
  product_id: number
  /** From 1, without gaps: the first is the product's picture in lists. */
  position: number
  /** What the product file gave: an address, from which nothing is ever fetched, or the name of a file beside it. */
  source: string
  alt: string
  /** The picture made of the file; null as long as there is none. */
  picture_key: Generated<string | null>
}

/** A picture as the shop encodes it: one for each content. */
export interface PictureTable {
  /** See `pictureKey`. */
  key: string
  /** Pixels of its largest file. Null: it waits to be encoded. */
  width: number | null
  height: number | null
  taken_at: string
}

/** What a product says in another language. As in every translation, `''` is none: there the product's own text counts. */
export interface ProductTranslationTable {
  product_id: number
  language: Language
  title: string
  /** Plain text, as the product's. */
  description: string
  product_type: string
  /** Parted by a comma and a space, in the order of the product's tags. */
  tags: string
}

/** The name of an option in another language. */
export interface ProductOptionTranslationTable {
  product_id: number
  position: number
  language: Language
  name: string
}

/** The option values of a variant in another language. */
export interface VariantTranslationTable {
  variant_id: number
  language: Language
  option1: string
  option2: string
  option3: string
}

/** What a picture shows, in another language. */
export interface ImageTranslationTable {
  image_id: number
  language: Language
  alt: string
}

/** Products that belong together, as the shop shows them. */
export interface CollectionTable {
  id: Generated<number>
  /** Unique; the last part of the collection's address. */
  handle: string
  title: string
  /** Plain text; may be empty. */
  description: string
  /** The order in which collections are shown. */
  position: number
}

/** What a collection says in another language. */
export interface CollectionTranslationTable {
  collection_id: number
  language: Language
  title: string
  description: string
}

/** Which products are in which collections. */
export interface CollectionProductTable {
  collection_id: number
  product_id: number
}

/** The tags of products, to look products up by; the same as in the product's own list. */
export interface ProductTagTable {
  product_id: number
  /** The slug, as in the tag's address: `slow-food`. */
  tag: string
  /** As it is written: `Slow food`. */
  label: string
}

/**
 * The places of a product that can be bought, one in each list it belongs to. Made from the catalogue by
 * `refreshListing`, and by nothing else.
 */
export interface ListingEntryTable {
  /** `all`, `collection:7` or `tag:slow-food`. */
  scope: string
  product_id: number
  /** The lowest price of its variants. */
  price_minor: number
  /** The title as it sorts in English. */
  name_en: string
  name_es: string
}

/** What the places, options and words of a product were made from, so that what is unchanged is not made again. */
export interface ListingStateTable {
  product_id: number
  digest: string
}

/** The option values of the variants that can be bought. */
export interface ListingOptionTable {
  /** The slugs of the option and the value: `size:xl`. */
  choice: string
  product_id: number
  variant_id: number
}

/** What an option (`size`) or a value of it (`size:xl`) is called. */
export interface ChoiceLabelTable {
  choice: string
  language: Language
  label: string
  /** Where it stands among its like. */
  position: number
}

/** Every word that products have or had, folded. */
export interface SearchWordTable {
  language: Language
  word: string
}

/** The same words by three letters in a row, to find those that look alike. */
export interface SearchTrigramTable {
  language: Language
  trigram: string
  /** How many the word has. */
  letters: number
  word: string
}

/** What the shop remembers about itself, by name. */
export interface ShopSettingTable {
  name: string
  value: string
}

/** All tables of the shop's database. */
export interface ShopDatabase {
  product: ProductTable
  product_option: ProductOptionTable
  variant: VariantTable
  image: ImageTable
  picture: PictureTable
  product_translation: ProductTranslationTable
  product_option_translation: ProductOptionTranslationTable
  variant_translation: VariantTranslationTable
  image_translation: ImageTranslationTable
  collection: CollectionTable
  collection_translation: CollectionTranslationTable
  collection_product: CollectionProductTable
  product_tag: ProductTagTable
  listing_entry: ListingEntryTable
  listing_state: ListingStateTable
  listing_option: ListingOptionTable
  choice_label: ChoiceLabelTable
  search_word: SearchWordTable
  search_trigram: SearchTrigramTable
  shop_setting: ShopSettingTable
}
