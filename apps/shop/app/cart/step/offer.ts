import type { Available } from 'comanda/cart'

/** What a step has to know of a variant that is for sale now. */
export interface Offer {
  readonly variantId: number
  /** The product's title, and the variant's if there are several. */
  readonly title: string
  readonly priceMinor: number
  readonly available: Available
}

/** The offers of variants that are for sale, by id; the others are not in it. */
export type Offers = ReadonlyMap<number, Offer>
