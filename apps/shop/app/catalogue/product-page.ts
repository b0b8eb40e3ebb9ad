import { type Html, html } from '@comanda/ui/html'
import { formTokenField } from '../layout/form-token.ts'
import { galleryMark } from '../pictures/picture-mark.ts'
import { type Language, routes } from '../routes.ts'
import { langMark } from './lang-mark.ts'
import { priceMark, quantityField, stockHint } from './product-parts.ts'
import type { ProductDetail, ProductVariant } from './queries.ts'
import { variantChoice } from './variant-choice.ts'
import { catalogueWords } from './words.ts'

/** A product as it is shown. */
export interface ProductView {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  readonly product: ProductDetail
  /** The variant the visitor came for, if any; the first that can be bought is chosen for them otherwise. */
  readonly wantedVariantId: number | null
  readonly formToken: string | null
}

/** The page of a product, which works without any script: all its variants are one choice. */
export function productPage(view: ProductView): Html {
  const { product, language } = view
  const { handle, title, vendor, images } = product
  const chosen = chosenVariant(view)
  return html`<article class="product">
${galleryMark(handle, images, language, chosen?.imageId ?? null)}
<div class="details">
${vendor === '' ? null : html`<p class="vendor">${catalogueWords[language].by(vendor)}</p>`}
<h1${langMark(product.titleLanguage, language)}>${title}</h1>
${priceMark(priceOf(view), view.currency, language)}
${chosen === null ? soldOutMark(language) : buyForm(view, chosen)}
${descriptionMark(product, language)}
</div>
</article>`
}

/** What the form begins with; null if nothing can be bought. */
function chosenVariant({ product, wantedVariantId }: ProductView): ProductVariant | null {
  const buyable = product.variants.filter(({ available }) => available !== 0)
  return buyable.find(({ id }) => id === wantedVariantId) ?? buyable[0] ?? null
}

function priceOf({ product, wantedVariantId }: ProductView) {
  const [first, ...others] = product.variants
  const prices = product.variants.map(({ priceMinor }) => priceMinor)
  const wanted = product.variants.find(({ id }) => id === wantedVariantId)
  const shown = wanted ?? product.variants.find(({ available }) => available !== 0) ?? first
  const differ = others.some(({ priceMinor }) => priceMinor !== first?.priceMinor)
  if (differ && wanted === undefined) return { priceMinor: Math.min(...prices), compareAtMinor: null, isLowest: true }
  return { priceMinor: shown?.priceMinor ?? 0, compareAtMinor: shown?.compareAtMinor ?? null, isLowest: false }
}

function soldOutMark(language: Language): Html {
  const words = catalogueWords[language]
  return html`<p class="stock none">${words.soldOut}</p><p>${words.soldOutHelp}</p>`
}

function buyForm(view: ProductView, chosen: ProductVariant): Html {
  const { product, language } = view
  const words = catalogueWords[language]
  return html`<form method="post" action="${routes.cartAdd.path(language)}">
${formTokenField(view.formToken)}${product.options.length === 0 ? onlyVariant(chosen, language) : variantChoice(view, chosen)}
<div class="buy">
<div class="field"><label for="quantity">${words.quantity}</label>
${quantityField('quantity', mostAvailable(product.variants))}</div>
<button>${words.addToCart}</button>
<button class="plain" name="buy_now" value="1">${words.buyNow}</button>
</div>
</form>`
}

/** The field cannot know which variant will be chosen, so it allows what the best stocked one has. The cart knows. */
function mostAvailable(variants: readonly ProductVariant[]): number | null {
  const counts = variants.map(({ available }) => available)
  return counts.includes(null) ? null : Math.max(...counts.map((count) => count ?? 0))
}

function onlyVariant({ id, available }: ProductVariant, language: Language): Html {
  const hint = stockHint(available, language)
  return html`<input type="hidden" name="id" value="${id}">
${hint === null ? null : html`<p class="stock ${hint.kind}">${hint.text}</p>`}`
}

function descriptionMark({ description, descriptionLanguage }: ProductDetail, language: Language): Html | null {
  const paragraphs = description.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '')
  if (paragraphs.length === 0) return null
  return html`<div class="description"${langMark(descriptionLanguage, language)}>${paragraphs.map(
    (paragraph) => html`<p>${paragraph}</p>
`,
  )}</div>`
}
