import type { Cart } from 'comanda/cart'
import type { CartVariant, CatalogueQueries } from '../catalogue/queries.ts'
import type { Language } from '../routes.ts'
import { fullTitle } from './naming.ts'
import type { Offer, Offers } from './step/offer.ts'

/** The variants one request has to do with, looked up once, in its language. */
export interface Shelf {
  /** Looks up those of the variants that were not looked up yet: one query, or none. */
  bring(ids: Iterable<number>): Promise<void>
  /** The variant if it exists and was brought, on sale or not. */
  variant(id: number): CartVariant | null
  /** What is for sale of all that was brought. */
  readonly offers: Offers
}

/** An empty shelf. */
export function createShelf(catalogue: Pick<CatalogueQueries, 'variantsById'>, language: Language): Shelf {
  const brought = new Set<number>()
  const variants = new Map<number, CartVariant>()
  const offers = new Map<number, Offer>()

  return {
    offers,
    variant: (id) => variants.get(id) ?? null,
    async bring(ids) {
      const missing = [...new Set(ids)].filter((id) => !brought.has(id))
      if (missing.length === 0) return
      const found = await catalogue.variantsById(missing, language)
      for (const id of missing) brought.add(id)
      for (const [id, variant] of found) {
        variants.set(id, variant)
        if (variant.sellable) offers.set(id, offerOf(variant))
      }
    },
  }
}

/** The variants of a cart's lines. */
export function variantIdsOf(cart: Cart): number[] {
  return cart.lines.map(({ variantId }) => variantId)
}

function offerOf(variant: CartVariant): Offer {
  const { id: variantId, priceMinor, available } = variant
  return { variantId, title: fullTitle(variant), priceMinor, available }
}
