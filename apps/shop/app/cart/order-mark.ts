import { type Html, html } from '@comanda/ui/html'
import { type Language, routes } from '../routes.ts'
import { newsOf } from './news.ts'
import type { PricedLine } from './priced-cart.ts'
import { cartWords } from './words.ts'

const ORDER_ID = 'order'

/** Where ordering begins: what "Buy now" leads to. */
export function orderHref(language: Language): string {
  return `${routes.cart.path(language)}#${ORDER_ID}`
}

/**
 * The end of the cart's page, where the order is placed. The shop takes no orders yet and says so: no button here pretends
 * to lead anywhere.
 */
export function orderMark(lines: readonly PricedLine[], language: Language): Html {
  const words = cartWords[language]
  return html`<section class="cart-order" id="${ORDER_ID}" tabindex="-1" aria-labelledby="order-title">
<h2 id="order-title">${words.order}</h2>
${lines.some((line) => newsOf(line).length > 0) ? html`<p class="stock few">${words.lookFirst}</p>` : null}
<p id="order-why">${words.orderNotYet}</p>
<button type="button" disabled aria-describedby="order-why">${words.placeOrder}</button>
</section>`
}
