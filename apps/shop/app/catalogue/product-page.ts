import { type Html, html } from '@comanda/ui/html'
import { formTokenField } from '../layout/form-token.ts'
import { galleryMark } from '../pictures/picture-mark.ts'
import { type Language, routes } from '../routes.ts'
import { langMark, textMark } from './lang-mark.ts'
import { amountOf, priceMark, quantityField, stockHint } from './product-parts.ts'
import type { ProductDetail, ProductVariant } from './queries.ts'
import { catalogueWords } from './words.ts'

/** Up to this many variants are buttons side by side; more are a list to open. */
const BUTTONS_MAX = 12

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

function variantChoice(view: ProductView, chosen: ProductVariant): Html {
  const { options, variants } = view.product
  const legend = options.map(({ name, nameLanguage }, index) => {
    return html`${index === 0 ? null : ' / '}${textMark(name, nameLanguage, view.language)}`
  })
  if (variants.length > BUTTONS_MAX) {
    return html`<div class="field"><label for="variant">${legend}</label>
<select id="variant" name="id">${variants.map((variant) => listEntry(view, variant, chosen))}</select></div>`
  }
  return html`<fieldset><legend>${legend}</legend>
<ul class="options${needRows(view.product) ? ' rows' : ''}">${variants.map((variant) => button(view, variant, chosen))}</ul></fieldset>`
}

/** Whether a variant's button says more than one word or two. */
function needRows({ options, variants }: ProductDetail): boolean {
  return options.length > 1 || variants.some(({ priceMinor }) => priceMinor !== variants[0]?.priceMinor)
}

function button(view: ProductView, variant: ProductVariant, chosen: ProductVariant): Html {
  const hints = hintsOf(view, variant)
  return html`<li><label><input type="radio" name="id" value="${variant.id}" required${marks(variant, chosen, 'checked')}>
<span class="name"${langMark(variant.titleLanguage, view.language)}>${variant.title}</span>${hints.map((hint) => html` <span class="hint">${hint}</span>`)}</label></li>
`
}

function listEntry(view: ProductView, variant: ProductVariant, chosen: ProductVariant): Html {
  const text = [variant.title, ...hintsOf(view, variant)].join(' – ')
  return html`<option value="${variant.id}"${marks(variant, chosen, 'selected')}>${text}</option>
`
}

function marks(variant: ProductVariant, chosen: ProductVariant, attribute: 'checked' | 'selected'): Html | null {
  if (variant.available === 0) return html` disabled`
  if (variant !== chosen) return null
  return attribute === 'checked' ? html` checked` : html` selected`
}

/** What tells a variant from the others beside its name: its price if prices differ, and its stock if there is little. */
function hintsOf({ product, currency, language }: ProductView, variant: ProductVariant): string[] {
  const differ = product.variants.some(({ priceMinor }) => priceMinor !== variant.priceMinor)
  const stock = stockHint(variant.available, language)
  return [
    ...(differ ? [amountOf(variant.priceMinor, currency, language)] : []),
    ...(stock === null ? [] : [stock.text]),
  ]
}

function descriptionMark({ description, descriptionLanguage }: ProductDetail, language: Language): Html | null {
  const paragraphs = description.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '')
  if (paragraphs.length === 0) return null
  return html`<div class="description"${langMark(descriptionLanguage, language)}>${paragraphs.map(
    (paragraph) => html`<p>${paragraph}</p>
`,
  )}</div>`
}
