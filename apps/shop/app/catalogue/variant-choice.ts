import { type Html, html } from '@comanda/ui/html'
import type { Language } from '../routes.ts'
import { langMark, textMark } from './lang-mark.ts'
import { amountOf, stockHint } from './product-parts.ts'
import type { ProductDetail, ProductVariant } from './queries.ts'

/** Up to this many variants are buttons side by side; more are a list to open. */
const BUTTONS_MAX = 12

/** A product whose variants are chosen from. */
export interface ChoiceView {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  readonly product: ProductDetail
}

/** All variants of a product as one choice, which needs no script however many options there are. */
export function variantChoice(view: ChoiceView, chosen: ProductVariant): Html {
  const { options, variants } = view.product
  const legend = options.map(({ name, nameLanguage }, index) => {
    return html`${index === 0 ? null : ' / '}${textMark(name, nameLanguage, view.language)}`
  })
  if (variants.length > BUTTONS_MAX) {
    return html`<div class="field"><label for="variant">${legend}</label>
<select id="variant" name="id">${variants.map((variant) => listEntry(view, variant, chosen))}</select></div>`
  }
  return html`<fieldset><legend>${legend}</legend>
${options.length > 1 ? groups(view, chosen) : onlyGroup(view, chosen)}</fieldset>`
}

function onlyGroup(view: ChoiceView, chosen: ProductVariant): Html {
  const { variants } = view.product
  const rows = pricesDiffer(view.product) ? ' rows' : ''
  return html`<ul class="options${rows}">${variants.map((variant) => button(view, variant, chosen, null))}</ul>`
}

/** Under each value of the first option those of the others. For ears every button has its whole name. */
function groups(view: ChoiceView, chosen: ProductVariant): Html[] {
  const byFirst = Map.groupBy(view.product.variants, ({ values }) => values[0] ?? '')
  return [...byFirst].map(([first, variants]) => {
    const lang = langMark(variants[0]?.titleLanguage ?? view.language, view.language)
    return html`<p class="option-group" aria-hidden="true"${lang}>${first}</p>
<ul class="options pairs">${variants.map((variant) => button(view, variant, chosen, first))}</ul>
`
  })
}

function button(view: ChoiceView, variant: ProductVariant, chosen: ProductVariant, group: string | null): Html {
  const hints = hintsOf(view, variant).map((hint) => html` <span class="hint">${hint}</span>`)
  const lang = langMark(variant.titleLanguage, view.language)
  const name = group === null ? variant.title : variant.values.slice(1).join(' / ')
  const before = group === null ? null : html`<span class="unseen"${lang}>${group} / </span>`
  return html`<li><label><input type="radio" name="id" value="${variant.id}" required${marks(variant, chosen, 'checked')}>
${before}<span class="name"${lang}>${name}</span>${hints}</label></li>
`
}

function listEntry(view: ChoiceView, variant: ProductVariant, chosen: ProductVariant): Html {
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
function hintsOf({ product, currency, language }: ChoiceView, variant: ProductVariant): string[] {
  const stock = stockHint(variant.available, language)
  return [
    ...(pricesDiffer(product) ? [amountOf(variant.priceMinor, currency, language)] : []),
    ...(stock === null ? [] : [stock.text]),
  ]
}

function pricesDiffer({ variants }: ProductDetail): boolean {
  return variants.some(({ priceMinor }) => priceMinor !== variants[0]?.priceMinor)
}
