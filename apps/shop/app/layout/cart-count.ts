import { type Html, html } from '@comanda/ui/html'
import type { Language } from '../routes.ts'
import { layoutWords } from './words.ts'

/**
 * How much is in the cart: the number for the eye, the words for who listens. There is a place for it even where nothing is
 * known (null), which the script fills.
 */
export function cartCountMark(language: Language, count: number | null): Html {
  const { number, itemsInCart } = layoutWords[language]
  const mark = count
    ? html` <span class="count" aria-hidden="true">${number(count)}</span><span class="unseen">(${itemsInCart(count)})</span>`
    : null
  return html`<span class="cart-count" data-cart-count="${count ?? ''}">${mark}</span>`
}
