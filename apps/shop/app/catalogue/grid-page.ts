import { type Html, html } from '@comanda/ui/html'
import { formTokenField } from '../layout/form-token.ts'
import { type Language, routes, withQuery } from '../routes.ts'
import { langMark } from './lang-mark.ts'
import { pictureMark, priceMark, quantityField } from './product-parts.ts'
import type { ProductCard } from './queries.ts'
import { catalogueWords } from './words.ts'

/** Pictures that are in sight at once on a wide screen. */
const IN_SIGHT = 8

/** One page of the grid. */
export interface GridView {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  readonly products: readonly ProductCard[]
  /** Where the page before and the page after begin; null if there is none. */
  readonly previousKey: number | null
  readonly nextKey: number | null
  readonly formToken: string | null
}

/** The products for sale. */
export function gridPage(view: GridView): Html {
  const words = catalogueWords[view.language]
  return html`<div class="page-head"><h1>${words.gridTitle}</h1></div>
${view.products.length === 0 ? emptyMark(view) : html`<ul class="grid">${view.products.map((_, index) => card(view, index))}</ul>`}
${pagesMark(view)}`
}

/** Where the page that begins after `key` is; 0 is the first one. */
export function gridPath(language: Language, key: number): string {
  return withQuery(routes.home.path(language), { after: key === 0 ? null : key })
}

function emptyMark({ language, previousKey }: GridView): Html {
  const words = catalogueWords[language]
  return previousKey === null
    ? html`<p class="empty">${words.empty}</p>`
    : html`<p class="empty">${words.noSuchPage} <a href="${gridPath(language, 0)}">${words.toFirstPage}</a></p>`
}

function card({ language, currency, products, formToken }: GridView, index: number): Html | null {
  const product = products[index]
  if (product === undefined) return null
  const { handle, title, variant, variantCount } = product
  const isLowest = product.priceMinMinor !== product.priceMaxMinor
  const price = { ...variant, priceMinor: isLowest ? product.priceMinMinor : variant.priceMinor, isLowest }
  return html`<li class="card">
<h2${langMark(product.titleLanguage, language)}><a href="${routes.product.path(language, { handle })}">${title}</a></h2>
${pictureMark(handle, product.image, language, index < IN_SIGHT ? 'in sight' : 'below')}
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
</form>`
}

function chooseLink({ handle, title }: ProductCard, language: Language): Html {
  const words = catalogueWords[language]
  const href = routes.product.path(language, { handle })
  const name = words.chooseOptionsOf(title)
  return html`<div class="choose"><a class="button plain" href="${href}" aria-label="${name}">${words.chooseOptions}</a></div>`
}

function pagesMark({ language, previousKey, nextKey }: GridView): Html | null {
  if (previousKey === null && nextKey === null) return null
  const words = catalogueWords[language]
  const link = (key: number | null, rel: 'prev' | 'next', text: string) =>
    key === null ? null : html`<a class="button plain" rel="${rel}" href="${gridPath(language, key)}">${text}</a>`
  return html`<nav class="pages" aria-label="${words.pages}">
${link(previousKey, 'prev', words.previousPage)}
${link(nextKey, 'next', words.nextPage)}
</nav>`
}
