/**
 * The shop's tables as Kysely sees them. Ids are integers that JavaScript holds exactly and that are never used twice.
 * Yes and no are 1 and 0, times are ISO 8601 text in UTC with milliseconds (which sorts by time), amounts are minor
 * units of the shop's currency: the same on SQLite and PostgreSQL.
 *
 * @module
 */
import type { Generated } from 'kysely'

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
  /** The address the catalogue gave. Kept as text: nothing is ever fetched from it. */
  source: string
  alt: string
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
  shop_setting: ShopSettingTable
}
