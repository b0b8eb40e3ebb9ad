import { type Html, html } from '@comanda/ui/html'
import { formatMoney } from 'comanda/money'
import { type Language, routes } from '../routes.ts'
import { lineMark } from './line-mark.ts'
import type { PricedCart } from './priced-cart.ts'
import type { Told } from './tell.ts'
import { toldMark } from './told-mark.ts'
import { cartWords } from './words.ts'

/** What the drawer shows. */
export interface DrawerView {
  readonly language: Language
  readonly formToken: string | null
  readonly told: readonly Told[]
}

/**
 * The drawer of every page: shut, and empty until the script fills it, so that it is the same for everybody. Without a
 * script it never opens. The `data-…` words are those that the script has to say when the shop cannot be asked.
 */
export function shutDrawer(language: Language): Html {
  const words = cartWords[language]
  return html`<dialog class="drawer" aria-labelledby="drawer-title" aria-describedby="drawer-told"
data-path="${routes.cart.path(language)}" data-unreachable="${words.unreachable}" data-failed="${words.failed}"
data-again="${words.again}">
<div class="drawer-inside">
<div class="drawer-head"><h2 id="drawer-title" tabindex="-1" autofocus>${words.title}</h2>
<button class="plain drawer-close" type="button" data-close aria-label="${words.close}">×</button></div>
${drawerBody(null, { language, formToken: null, told: [] })}
</div>
</dialog>`
}

/** What is in the drawer; null is a cart that nothing is in, or that nobody has looked at. */
export function drawerBody(pricedCart: PricedCart | null, view: DrawerView): Html {
  const isEmpty = pricedCart === null || pricedCart.lines.length === 0
  return html`<div class="drawer-body" data-cart="drawer">
${toldMark('drawer-told', view.told)}
${isEmpty ? emptyDrawer(view.language) : fullDrawer(pricedCart, view)}
</div>`
}

function emptyDrawer(language: Language): Html {
  const words = cartWords[language]
  return html`<p class="drawer-empty">${words.nothingYet} ${words.emptyHelp}</p>`
}

function fullDrawer({ lines, total }: PricedCart, { language, formToken }: DrawerView): Html {
  const words = cartWords[language]
  const marks = lines.map((line) => lineMark(line, { language, formToken }))
  return html`<ul class="cart-lines" role="list" aria-label="${words.lines}">${marks}</ul>
<div class="drawer-foot">
<p class="cart-total"><span>${words.total}</span> <strong class="price">${formatMoney(total, language)}</strong></p>
<a class="button" href="${routes.cart.path(language)}">${words.toCart}</a>
</div>`
}
