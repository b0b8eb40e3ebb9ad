import { type Html, html } from '@comanda/ui/html'
import type { LineProperties } from 'comanda/cart'
import { formatMoney } from 'comanda/money'
import { langMark } from '../catalogue/lang-mark.ts'
import { formTokenField } from '../layout/form-token.ts'
import { pictureMark } from '../pictures/picture-mark.ts'
import { type Language, routes } from '../routes.ts'
import { titleOf, variantHref } from './naming.ts'
import { newsMark, seenPriceField } from './news-mark.ts'
import type { Offered, PricedLine } from './priced-cart.ts'
import { cartWords } from './words.ts'

/** How lines are shown: the same on the cart's page and in the drawer. */
export interface LineView {
  readonly language: Language
  readonly formToken: string | null
}

/** A line of the cart. Every change is a form of its own, so that it works without any script. */
export function lineMark(priced: PricedLine, { language, formToken }: LineView): Html {
  const words = cartWords[language]
  const { line, offered } = priced
  const title = titleOf(priced, language)
  const name = spokenName(title, line.properties)
  const id = line.key.replace(':', '-')
  const orderable = offered?.soldOut ? null : offered
  const view = { language, formToken }
  return html`<li class="${orderable ? 'cart-line' : 'cart-line gone'}" id="line-${id}">
${offered ? pictureMark(offered.variant.handle, offered.variant.image, language, 'cart') : html`<div class="picture none"></div>`}
<div class="cart-what">
${nameMark(priced, title, language)}
${propertiesMark(offered, line.properties, language)}
</div>
${newsMark(priced, name, view)}
${orderable ? orderableMark(priced, orderable, name, view) : null}
<form class="cart-remove" method="post" action="${routes.cartChange.path(language)}">
${formTokenField(formToken)}<input type="hidden" name="id" value="${line.key}"><input type="hidden" name="quantity" value="0">
<button class="quiet" aria-label="${words.removeOf(name)}">${words.remove}</button>
</form>
</li>
`
}

function nameMark({ offered }: PricedLine, title: string, language: Language): Html {
  if (offered === null) return html`<h2>${title}</h2>`
  const { productTitle, productTitleLanguage } = offered.variant
  const lang = langMark(productTitleLanguage, language)
  return html`<h2${lang}><a href="${variantHref(offered.variant, language)}">${productTitle}</a></h2>`
}

/** Options that were chosen, then what the shopper wrote. Names that begin with `_` are the shop's own. */
function propertiesMark(offered: Offered | null, properties: LineProperties, language: Language): Html | null {
  const { variant } = offered ?? {}
  const options = variant && variant.variantTitle !== null ? variant.options : []
  const own = shownProperties(properties)
  if (options.length + own.length === 0) return null
  return html`<dl class="cart-properties">${options.map(
    ({
      name,
      nameLanguage,
      value,
      valueLanguage,
    }) => html`<div><dt${langMark(nameLanguage, language)}>${name}</dt> <dd${langMark(valueLanguage, language)}>${value}</dd></div>
`,
  )}${own.map(
    ([name, value]) => html`<div><dt>${name}</dt> <dd>${value}</dd></div>
`,
  )}</dl>`
}

function shownProperties(properties: LineProperties): readonly (readonly [string, string])[] {
  return Object.entries(properties).filter(([name, value]) => !name.startsWith('_') && value.trim() !== '')
}

/** Two lines of one variant differ in their properties, for ears as well. */
function spokenName(title: string, properties: LineProperties): string {
  const values = shownProperties(properties).map(([, value]) => value)
  return values.length === 0 ? title : `${title} (${values.join(', ')})`
}

function orderableMark({ line }: PricedLine, offered: Offered, name: string, { language, formToken }: LineView): Html {
  const words = cartWords[language]
  const { unitPrice, lineTotal, quantityMax } = offered
  const field = `quantity-${line.key.replace(':', '-')}`
  const [price, total] = [formatMoney(unitPrice, language), formatMoney(lineTotal, language)]
  return html`<p class="cart-price"><span class="cart-label">${words.price}</span> <span class="price">${price}</span></p>
<form class="cart-quantity" method="post" action="${routes.cartChange.path(language)}">
${formTokenField(formToken)}<input type="hidden" name="id" value="${line.key}">
<label class="cart-label" for="${field}">${words.quantity}<span class="unseen"> (${name})</span></label>
<span class="stepper">${stepMark(-1, words.oneFewerOf(name))}
<input type="number" id="${field}" name="quantity" value="${line.quantity}" min="0" max="${quantityMax}" step="1" required
inputmode="numeric" autocomplete="off">
${stepMark(1, words.oneMoreOf(name))}</span>
<button class="plain cart-update" aria-label="${words.updateOf(name)}">${words.update}</button>
${seenPriceField(offered)}
</form>
<p class="cart-line-total"><span class="cart-label">${words.lineTotal}</span> <strong class="price">${total}</strong></p>`
}

/** Only the script steps: without it these stay out of sight. */
function stepMark(by: 1 | -1, name: string): Html {
  const sign = by === 1 ? '+' : '−'
  return html`<button class="plain step" type="button" data-step="${by}" aria-label="${name}">${sign}</button>`
}
