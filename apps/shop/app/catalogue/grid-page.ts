import { type Html, html } from '@comanda/ui/html'
import { formTokenField } from '../layout/form-token.ts'
import { pictureMark } from '../pictures/picture-mark.ts'
import { type Language, routes } from '../routes.ts'
import { langMark } from './lang-mark.ts'
import { priceMark, quantityField } from './product-parts.ts'
import type { ProductCard } from './queries.ts'
import { catalogueWords } from './words.ts'

/** Pictures that are in sight at once on a wide screen. */
const IN_SIGHT = 8

/** Products in a grid. */
export interface GridView {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  readonly products: readonly ProductCard[]
  readonly formToken: string | null
  /** What a search found in them, by their ids. */
  readonly marks?: ReadonlyMap<number, CardMarks>
}

/** Why a product was found. */
export interface CardMarks {
  /** The title with the words looked for marked. */
  readonly title: Html
  /** A place of the description with them; null if they are not in it. */
  readonly excerpt: Html | null
}

/** The products as a list of cards. */
export function gridMark(view: GridView): Html {
  return html`<ul class="grid">${view.products.map((_, index) => card(view, index))}</ul>`
}

function card({ language, currency, products, formToken, marks }: GridView, index: number): Html | null {
  const product = products[index]
  if (product === undefined) return null
  const { id, handle, title, variant, variantCount } = product
  const found = marks?.get(id)
  const isLowest = product.priceMinMinor !== product.priceMaxMinor
  const price = { ...variant, priceMinor: isLowest ? product.priceMinMinor : variant.priceMinor, isLowest }
  return html`<li class="card">
<h2${langMark(product.titleLanguage, language)}><a href="${routes.product.path(language, { handle })}">${found?.title ?? title}</a></h2>
${pictureMark(handle, product.image, language, index < IN_SIGHT ? 'in sight' : 'below')}
${found?.excerpt && html`<p class="excerpt">${found.excerpt}</p>`}
${priceMark(price, currency, language)}
${variantCount === 1 ? quickForm(product, language, formToken) : chooseLink(product, language)}
</li>
`
}

function quickForm({ title, variant }: ProductCard, language: Language, formToken: string | null): Html {
  const words = catalogueWords[language]
  const field = `quantity-${variant.id}`
  return html`<form method="post" action="${routes.cartAdd.path(language)}">
${formTokenField(formToken)}<input type="hidden" name="id" value="${variant.id}">
<label class="unseen" for="${field}">${words.quantityOf(title)}</label>
${quantityField(field, variant.available)}
<button aria-label="${words.addToCartOf(title)}">${words.addToCart}</button>
<button class="plain" name="buy_now" value="1" aria-label="${words.buyNowOf(title)}">${words.buyNow}</button>
</form>`
}

function chooseLink({ handle, title }: ProductCard, language: Language): Html {
  const words = catalogueWords[language]
  const href = routes.product.path(language, { handle })
  const name = words.chooseOptionsOf(title)
  return html`<div class="choose"><a class="button plain" href="${href}" aria-label="${name}">${words.chooseOptions}</a></div>`
}
