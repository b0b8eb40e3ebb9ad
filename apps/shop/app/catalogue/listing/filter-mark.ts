import { type Html, html } from '@comanda/ui/html'
import type { Language } from '../../routes.ts'
import { amountOf } from '../product-parts.ts'
import type { OfferedOption } from './find-filters.ts'
import {
  changed,
  FIELDS,
  fieldsOf,
  type ListingQuery,
  priceRangeOf,
  type TypedPrice,
  withoutValue,
} from './listing-query.ts'
import { type ListingView, listingPath } from './listing-view.ts'
import { listingWords } from './words.ts'

/** How a price may be written, in each language: the digits of no particular currency. */
const EXAMPLE_MINOR = 1_250

/** Whether fewer products may be shown than there are. */
export function hasFilters(query: ListingQuery): boolean {
  return query.options.length > 0 || query.from !== null || query.to !== null
}

/** A form that works without a script: choose, and press the button. It is open where something has to be mended. */
export function filterForm(view: ListingView): Html {
  const { place, listing } = view
  const words = listingWords[place.language]
  const isOpen = isNoPrice(listing.query.from) || isNoPrice(listing.query.to)
  return html`<details class="filters"${isOpen && html` open`}>
<summary>${words.filters}</summary>
<form method="get" action="${place.path}">
${hiddenFields(view)}
${listing.offered.map(optionFields)}
${priceFields(view)}
<button>${words.apply}</button>
</form>
</details>`
}

/** The filters that are at work, each a link to the listing without it. */
export function chipsMark(view: ListingView): Html | null {
  const { place, listing } = view
  const words = listingWords[place.language]
  if (!hasFilters(listing.query)) return null
  const chips = [...optionChips(view), ...priceChips(view)].map(
    ({
      name,
      without,
    }) => html`<li><a class="chip" href="${listingPath(place, without)}" aria-label="${words.remove(name)}">
<span>${name}</span> <span aria-hidden="true">×</span></a></li>
`,
  )
  const all = listingPath(place, changed(listing.query, { options: [], from: null, to: null }))
  return html`<ul class="chips" aria-label="${words.active}">
${chips}<li><a class="clear" href="${all}">${words.clear}</a></li>
</ul>`
}

/** What the form keeps as it is: the search and the order. */
function hiddenFields({ place, listing }: ListingView): Html[] {
  const kept = changed(listing.query, { options: [], from: null, to: null })
  const fields = fieldsOf(kept, { isSearch: place.search !== null })
  const all = place.search === null ? fields : [[FIELDS.search, place.search] as const, ...fields]
  return all.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

function optionFields({ option, label, values }: OfferedOption): Html {
  return html`<fieldset>
<legend>${label}</legend>
${values.map(
  ({ value, label, isChosen }) => html`<label class="choice"><input type="checkbox" name="${FIELDS.option + option}"
value="${value}"${isChosen && html` checked`}> <span>${label}</span></label>
`,
)}</fieldset>
`
}

function priceFields({ place, currency, listing: { query } }: ListingView): Html {
  const words = listingWords[place.language]
  return html`<fieldset class="price-range">
<legend>${words.price(currency)}</legend>
${priceField(FIELDS.from, words.priceFrom, query.from, place.language, currency)}
${priceField(FIELDS.to, words.priceTo, query.to, place.language, currency)}
</fieldset>`
}

function priceField(name: string, label: string, typed: TypedPrice | null, language: Language, currency: string): Html {
  const id = `price-${name}`
  const example = amountOf(EXAMPLE_MINOR, currency, language)
  const problem = isNoPrice(typed)
    ? html`<span class="field-problem" id="${id}-problem">${listingWords[language].noPrice(typed.text, example)}</span>`
    : null
  const marks = problem && html` aria-invalid="true" aria-describedby="${id}-problem"`
  return html`<span class="price-field"><label for="${id}">${label}</label>
<input type="text" id="${id}" name="${name}" value="${typed?.text ?? ''}" inputmode="decimal" autocomplete="off"
maxlength="40"${marks}>${problem}</span>
`
}

interface Chip {
  readonly name: string
  readonly without: ListingQuery
}

function optionChips({ place, listing: { query, offered } }: ListingView): Chip[] {
  const words = listingWords[place.language]
  return offered.flatMap(({ option, label, values }) =>
    values
      .filter(({ isChosen }) => isChosen)
      .map((one) => ({ name: words.choice(label, one.label), without: withoutValue(query, option, one.value) })),
  )
}

function priceChips({ place, currency, listing: { query } }: ListingView): Chip[] {
  const words = listingWords[place.language]
  const { fromMinor, toMinor } = priceRangeOf(query)
  const isTurned = fromMinor !== (query.from?.minor ?? null)
  const chips: Chip[] = []
  if (fromMinor !== null) {
    const without = changed(query, isTurned ? { to: null } : { from: null })
    chips.push({ name: words.priceAtLeast(amountOf(fromMinor, currency, place.language)), without })
  }
  if (toMinor !== null) {
    const without = changed(query, isTurned ? { from: null } : { to: null })
    chips.push({ name: words.priceAtMost(amountOf(toMinor, currency, place.language)), without })
  }
  return chips
}

function isNoPrice(typed: TypedPrice | null): typed is TypedPrice {
  return typed !== null && typed.minor === null
}
