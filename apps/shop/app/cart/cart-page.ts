import { type Html, html } from '@comanda/ui/html'
import { formatMoney } from 'comanda/money'
import { type Language, routes } from '../routes.ts'
import { lineMark } from './line-mark.ts'
import { orderMark } from './order-mark.ts'
import type { PricedCart } from './priced-cart.ts'
import type { Told } from './tell.ts'
import { toldMark } from './told-mark.ts'
import { cartWords } from './words.ts'

/** The cart for people. `told` is what the script's answers say; a page says it in its frame. */
export function cartPage(
  pricedCart: PricedCart,
  language: Language,
  formToken: string | null,
  told: readonly Told[] = [],
): Html {
  const body = pricedCart.lines.length === 0 ? emptyCart(language) : fullCart(pricedCart, language, formToken)
  return html`<div class="cart-page" data-cart="page">
${toldMark('cart-told', told)}
${body}
</div>`
}

function fullCart(pricedCart: PricedCart, language: Language, formToken: string | null): Html {
  const words = cartWords[language]
  const lines = pricedCart.lines.map((line) => lineMark(line, { language, formToken }))
  return html`<div class="page-head"><h1 tabindex="-1">${words.title}</h1>
<p>${words.greeting} ${words.chosen}</p></div>
<div class="cart">
<ul class="cart-lines" role="list" aria-label="${words.lines}">${lines}</ul>
<div class="cart-side">
<section class="cart-summary" aria-label="${words.total}">
<p class="cart-total"><span>${words.total}</span> <strong class="price">${formatMoney(pricedCart.total, language)}</strong></p>
<a class="button plain" href="${routes.home.path(language)}">${words.continueShopping}</a>
</section>
${orderMark(pricedCart.lines, language)}
</div>
</div>`
}

function emptyCart(language: Language): Html {
  const words = cartWords[language]
  return html`<section class="problem">
<h1 tabindex="-1">${words.title}</h1>
<p>${words.greeting} ${words.empty} ${words.emptyHelp}</p>
<p class="ways"><a class="button" href="${routes.home.path(language)}">${words.continueShopping}</a></p>
</section>`
}
