import type { Oversell, ProductStatus } from '../data/schema.ts'
import type { TranslationLanguage } from './languages.ts'

/** A product has at most this many options, since a product file has columns for three. */
export const OPTIONS_MAX = 3
/** Variants one product may have. */
export const VARIANTS_MAX = 2_000
/** Pictures one product may have. */
export const IMAGES_MAX = 250

/** The texts of a product that can be translated. */
export interface ProductTexts {
  title: string
  /** Plain text. */
  description: string
  productType: string
  tags: string
}

/** What belongs to a product as a whole. */
export interface ProductFields extends ProductTexts {
  vendor: string
  status: ProductStatus
  published: boolean
}

/** What belongs to one variant, its options and picture apart. */
export interface VariantFields {
  sku: string | null
  barcode: string | null
  priceMinor: number
  compareAtMinor: number | null
  tracked: boolean
  stock: number
  oversell: Oversell
  grams: number
  requiresShipping: boolean
  taxable: boolean
}

/** What a file says of something: undefined where it has no such column, which leaves what is there. */
export type Said<T> = { readonly [Key in keyof T]: T[Key] | undefined }

/** Something in each language beside the base. */
export type InLanguages<T> = ReadonlyMap<TranslationLanguage, T>

/** The translation of a product as its own row tells it. */
export interface ParsedTranslation {
  readonly texts: Said<ProductTexts>
  /** By the position of the option. */
  readonly optionNames: readonly (string | undefined)[]
}

/** A collection as a file tells it. */
export interface ParsedCollection {
  readonly handle: string
  readonly title: string
  /** `''`: no translation. A language of which the file says nothing is not there. */
  readonly translations: InLanguages<string>
}

/** A variant as a file tells it. */
export interface ParsedVariant {
  readonly row: number
  readonly line: number
  /** Undefined: the file has no option columns, so the product's only variant is meant. */
  readonly options: readonly string[] | undefined
  /** Of the option values, by their position. */
  readonly translations: InLanguages<readonly (string | undefined)[]>
  readonly fields: Said<VariantFields>
  /** The address of its own picture; null for none, undefined if the file does not tell. */
  readonly imageSource: string | null | undefined
}

/** A picture as a file tells it. */
export interface ParsedImage {
  readonly row: number
  readonly line: number
  readonly source: string
  readonly alt: string | undefined
  /** Of `alt`. */
  readonly translations: InLanguages<string | undefined>
}

/** A product as a file tells it, all its rows together. */
export interface ParsedProduct {
  readonly handle: string
  /** Where its first row is. */
  readonly row: number
  readonly line: number
  readonly fields: Said<ProductFields>
  /** Undefined: the file has no columns for option names. */
  readonly optionNames: readonly string[] | undefined
  /** Undefined: the file says nothing of variants. Else at least one. */
  readonly variants: readonly ParsedVariant[] | undefined
  /** In order. Undefined: the file says nothing of pictures. */
  readonly images: readonly ParsedImage[] | undefined
  readonly translations: InLanguages<ParsedTranslation>
  /** Null: the product is in none. Undefined: the file says nothing of collections. */
  readonly collection: ParsedCollection | null | undefined
}

/** A variant as it is, or is to be, in the database. */
export interface Variant {
  /** Null until it is written. */
  readonly id: number | null
  /** As many as the product has options. */
  readonly options: readonly string[]
  readonly fields: VariantFields
  /** One of the product's pictures. */
  readonly imageSource: string | null
}

/** A picture as it is, or is to be, in the database. */
export interface Image {
  readonly id: number | null
  readonly source: string
  readonly alt: string
  /** The picture made of the file that `source` names; null if it is an address, or its file was never taken. */
  readonly pictureKey: string | null
}

/** What a product says in another language. `''` is no translation. */
export interface Translation {
  readonly texts: ProductTexts
  /** As many as the product has options. */
  readonly optionNames: readonly string[]
  /** By the key of a variant's options, see `keyOf`: as many as it has options. Only those with a translation. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** By the source of the picture. Only those with a translation. */
  readonly alts: ReadonlyMap<string, string>
}

/** A product as it is, or is to be, in the database: with its options, variants and pictures in their order. */
export interface Product {
  /** Null until it is written. */
  readonly id: number | null
  readonly handle: string
  readonly fields: ProductFields
  readonly optionNames: readonly string[]
  readonly variants: readonly Variant[]
  readonly images: readonly Image[]
  readonly translations: InLanguages<Translation>
  /** The handles of the collections it is in, sorted. */
  readonly collections: readonly string[]
}
