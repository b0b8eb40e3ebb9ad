import { type Html, html } from '@comanda/ui/html'
import { QUANTITY_MAX } from 'comanda/cart'
import { formatMoney, money } from 'comanda/money'
import type { Language } from '../routes.ts'
import { catalogueWords } from './words.ts'

/** From this many units on, nothing is said of the stock. */
const FEW_UNITS_MAX = 5

/** A price as it is shown: one, or the lowest of several. */
export interface PriceView {
  readonly priceMinor: number
  /** What it cost before, if that was more. */
  readonly compareAtMinor: number | null
  /** Whether there are higher ones. */
  readonly isLowest: boolean
}

/** Writes an amount of the shop's currency in the language of the page. */
export function amountOf(minor: number, currency: string, language: Language): string {
  return formatMoney(money(minor, currency), language)
}

/** The price, and the earlier one if it is reduced: for ears both are named. */
export function priceMark(price: PriceView, currency: string, language: Language): Html {
  const words = catalogueWords[language]
  const now = amountOf(price.priceMinor, currency, language)
  if (price.isLowest) return html`<p class="price">${words.from(now)}</p>`
  if (price.compareAtMinor === null) return html`<p class="price">${now}</p>`
  const before = amountOf(price.compareAtMinor, currency, language)
  return html`<p class="price"><span class="unseen">${words.priceNow}: </span><ins class="reduced">${now}</ins>
<span class="unseen">${words.priceBefore}: </span><del>${before}</del></p>`
}

/** A field for a quantity: from 1 to what there is, and never over the limit of a line. */
export function quantityField(id: string, available: number | null): Html {
  const max = Math.min(available ?? QUANTITY_MAX, QUANTITY_MAX)
  return html`<input type="number" id="${id}" name="quantity" value="1" min="1" max="${max}" step="1" required
inputmode="numeric" autocomplete="off">`
}

/** What is worth saying about a stock: sold out, or few left; null if there is enough. */
export function stockHint(available: number | null, language: Language): { kind: 'none' | 'few'; text: string } | null {
  const words = catalogueWords[language]
  if (available === null || available > FEW_UNITS_MAX) return null
  return available === 0 ? { kind: 'none', text: words.soldOut } : { kind: 'few', text: words.fewLeft(available) }
}
