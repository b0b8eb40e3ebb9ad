import type { CartVariant } from '../catalogue/queries.ts'
import { type Language, routes, withQuery } from '../routes.ts'
import type { PricedLine } from './priced-cart.ts'
import { cartWords } from './words.ts'

/** The product's title, and the variant's if there are several: "Cup - Blue / Large". */
export function fullTitle({ productTitle, variantTitle }: CartVariant): string {
  return variantTitle === null ? productTitle : `${productTitle} - ${variantTitle}`
}

/** What a line is called. */
export function titleOf({ title }: PricedLine, language: Language): string {
  return title ?? cartWords[language].unknownItem
}

/** The address of a variant in the shop. */
export function variantHref({ id, handle }: CartVariant, language: Language): string {
  return withQuery(routes.product.path(language, { handle }), { variant: id })
}
