import type { Language } from '../../routes.ts'

/** A text in each language, as the shop shows it. */
export type Texts = Readonly<Record<Language, string>>

/** A product that can be bought, with all it is found by. */
export interface Goods {
  readonly id: number
  /** The lowest price of its variants. */
  readonly priceMinor: number
  readonly vendor: string
  readonly title: Texts
  readonly description: Texts
  readonly productType: Texts
  /** Parted by commas. */
  readonly tagLabels: Texts
  /** Their slugs. */
  readonly tags: readonly string[]
  readonly collectionIds: readonly number[]
  /** Empty if the product has none. */
  readonly options: readonly {
    /** In the base language. */
    readonly base: string
    readonly name: Texts
  }[]
  /** Those that can be bought, in their order: at least one. */
  readonly variants: readonly {
    readonly id: number
    /** The values of the options, in their order. */
    readonly values: readonly { readonly base: string; readonly name: Texts }[]
  }[]
}
