import { type Html, html } from '@comanda/ui/html'
import { gridMark } from '../grid-page.ts'
import { chipsMark, filterForm, hasFilters } from './filter-mark.ts'
import { changed, sortsOf } from './listing-query.ts'
import { type ListingView, listingPath } from './listing-view.ts'
import { listingWords } from './words.ts'

/** The part of a listing page below its heading: count, order, filters, products and the way to other pages. */
export function listingMark(view: ListingView): Html {
  const { listing } = view
  if (listing.products.length > 0) {
    return html`${toolsMark(view)}
${gridMark({ ...view, language: view.place.language, products: listing.products })}
${pagesMark(view)}`
  }
  return html`${hasFilters(listing.query) ? toolsMark(view) : null}
${emptyMark(view)}`
}

function toolsMark(view: ListingView): Html {
  return html`<div class="listing-tools">
${countMark(view)}
${sortMark(view)}
${filterForm(view)}
${chipsMark(view)}
</div>`
}

function countMark({ place, listing: { count, isCountedOut } }: ListingView): Html {
  const words = listingWords[place.language]
  return html`<p class="found">${isCountedOut ? words.found(count) : words.foundMore(count)}</p>`
}

function sortMark({ place, listing: { query } }: ListingView): Html {
  const words = listingWords[place.language]
  const items = sortsOf({ isSearch: place.search !== null }).map((sort) => {
    const current = sort === query.sort ? html` aria-current="true"` : null
    return html`<li><a href="${listingPath(place, changed(query, { sort }))}"${current}>${words.sorts[sort]}</a></li>`
  })
  return html`<nav class="sort" aria-labelledby="sort-by"><p id="sort-by">${words.sortBy}</p><ul>${items}</ul></nav>`
}

function emptyMark({ place, listing: { query }, empty }: ListingView): Html {
  const words = listingWords[place.language]
  if (query.after !== null) {
    const first = listingPath(place, changed(query, {}))
    return html`<p class="empty">${words.noSuchPage} <a href="${first}">${words.toFirstPage}</a></p>`
  }
  return html`<div class="empty">${hasFilters(query) ? html`<p>${words.nothingMatches}</p>` : empty}</div>`
}

function pagesMark({ place, listing: { query, previous, next } }: ListingView): Html | null {
  if (previous === null && next === null) return null
  const words = listingWords[place.language]
  const link = (to: typeof previous, rel: 'prev' | 'next', text: string) => {
    if (to === null) return null
    const href = listingPath(place, { ...query, after: to === 'first' ? null : to })
    return html`<a class="button plain" rel="${rel}" href="${href}">${text}</a>`
  }
  return html`<nav class="pages" aria-label="${words.pages}">
${link(previous, 'prev', words.previousPage)}
${link(next, 'next', words.nextPage)}
</nav>`
}
