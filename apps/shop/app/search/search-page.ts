import { type Html, html } from '@comanda/ui/html'
import { gridMark } from '../catalogue/grid-page.ts'
import { langMark } from '../catalogue/lang-mark.ts'
import { FIELDS } from '../catalogue/listing/listing-query.ts'
import type { Collection, ProductCard } from '../catalogue/queries.ts'
import { type Language, routes, withQuery } from '../routes.ts'
import { searchField } from './search-field.ts'
import { searchWords } from './words.ts'

/** What stands above the results: the heading, what was looked for instead if so, and the field. */
export function searchHead(language: Language, text: string, correctedTo: string | null): Html {
  const words = searchWords[language]
  const title = text === '' ? words.searchTitle : words.resultsTitle(text)
  const better = correctedTo && html`<a href="${searchPath(language, correctedTo)}">${correctedTo}</a>`
  const note = better && html`<p class="corrected">${words.insteadOf(text)} ${words.showingFor} ${better}.</p>`
  return html`<div class="page-head"><h1>${title}</h1>
${searchField(language, 'page', text)}
${note}</div>`
}

/** Something to go on with where a search has no results, or nothing was looked for. */
export interface SearchHelp {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  /** What was looked for; empty if nothing was. */
  readonly text: string
  /** Words that would find something. */
  readonly others: readonly string[]
  readonly collections: readonly Collection[]
  readonly newest: readonly ProductCard[]
  readonly formToken: string | null
}

/** See {@link SearchHelp}. */
export function searchHelp(help: SearchHelp): Html {
  const { language, text } = help
  const words = searchWords[language]
  const first = text === '' ? words.hint : `${words.nothing(text)} ${words.nothingHelp}`
  return html`<div class="search-help">
<p class="empty">${first}</p>
${othersMark(help)}
${collectionsMark(help)}
${newestMark(help)}
</div>`
}

function othersMark({ language, others }: SearchHelp): Html | null {
  if (others.length === 0) return null
  const items = others.map((word) => html`<li><a href="${searchPath(language, word)}">${word}</a></li>`)
  return html`<div class="others"><p>${searchWords[language].tryThese}</p><ul>${items}</ul></div>`
}

function collectionsMark({ language, collections }: SearchHelp): Html {
  const words = searchWords[language]
  const items = collections.map(
    ({ handle, title, titleLanguage }) =>
      html`<li><a href="${routes.collection.path(language, { handle })}"${langMark(titleLanguage, language)}>${title}</a></li>`,
  )
  return html`<nav aria-labelledby="look-around"><h2 id="look-around">${words.collections}</h2>
<ul>${items}<li><a href="${routes.home.path(language)}">${words.everything}</a></li></ul></nav>`
}

function newestMark(help: SearchHelp): Html | null {
  if (help.newest.length === 0) return null
  return html`<section aria-labelledby="newest"><h2 id="newest">${searchWords[help.language].newest}</h2>
${gridMark({ ...help, products: help.newest })}</section>`
}

/** Where one finds what a text finds. */
export function searchPath(language: Language, text: string): string {
  return withQuery(routes.search.path(language), { [FIELDS.search]: text === '' ? null : text })
}
