import { type Html, html } from '@comanda/ui/html'
import { FIELDS } from '../catalogue/listing/listing-query.ts'
import { type Language, routes } from '../routes.ts'
import { SEARCH_CHARS_MAX } from './parse-search.ts'
import { searchWords } from './words.ts'

/**
 * The field one searches the shop with.
 *
 * @param place where on the page it is: there may be two
 * @param text what stands in it
 */
export function searchField(language: Language, place: 'header' | 'page', text = ''): Html {
  const words = searchWords[language]
  const id = `search-${place}`
  return html`<form class="search" role="search" method="get" action="${routes.search.path(language)}"
aria-label="${place === 'header' ? words.search : words.searchAgain}">
<label class="unseen" for="${id}">${words.searchFor}</label>
<input type="search" id="${id}" name="${FIELDS.search}" value="${text}" maxlength="${SEARCH_CHARS_MAX}"
placeholder="${words.placeholder}" autocapitalize="none">
<button>${words.search}</button>
</form>`
}
