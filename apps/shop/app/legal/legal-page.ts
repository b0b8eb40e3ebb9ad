import { type Html, html } from '@comanda/ui/html'
import { type Language, routes } from '../routes.ts'
import type { KeptInBrowser } from './cookies.ts'
import { LEGAL_PAGES } from './pages.ts'
import type { Block, LegalText, Line, Piece } from './text.ts'
import { legalWords } from './words.ts'

/** A legal page as it is shown. */
export interface LegalView {
  readonly language: Language
  readonly title: string
  readonly text: LegalText
  /** What to list below the text; empty for pages that are about something else. */
  readonly kept: readonly KeptInBrowser[]
}

const DAY_SECONDS = 86_400

/** The merchant's text, in which nothing is markup, with gaps marked that are still to be filled in. */
export function legalPage({ language, title, text, kept }: LegalView): Html {
  return html`<article class="legal">
<h1>${title}</h1>
${text.blocks.map((block) => blockMark(block, language))}
${kept.length === 0 ? null : keptTable(kept, language)}
</article>`
}

/** The links to all legal pages, for the foot of each page. */
export function legalLinks(language: Language): Html {
  const words = legalWords[language]
  return html`<nav aria-label="${words.navigation}"><ul>${LEGAL_PAGES.map(
    (page) => html`<li><a href="${routes.legal.path(language, { page })}">${words.titles[page]}</a></li>
`,
  )}</ul></nav>`
}

function blockMark(block: Block, language: Language): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2>${block.lines.map((line) => lineMark(line, language))}</h2>
`
    case 'paragraph':
      return html`<p>${block.lines.map(
        (line, index) =>
          html`${
            index === 0
              ? null
              : html`<br>
`
          }${lineMark(line, language)}`,
      )}</p>
`
    case 'list':
      return html`<ul>${block.items.map(
        (item) => html`<li>${lineMark(item, language)}</li>
`,
      )}</ul>
`
  }
}

function lineMark(line: Line, language: Language): Html {
  return html`${line.map((piece) => pieceMark(piece, language))}`
}

function pieceMark({ kind, text }: Piece, language: Language): Html {
  switch (kind) {
    case 'words':
      return html`${text}`
    case 'gap':
      return html`<mark title="${legalWords[language].gap}">${text}</mark>`
    case 'link':
      return html`<a href="${text.startsWith('http') ? text : `mailto:${text}`}">${text}</a>`
  }
}

function keptTable(kept: readonly KeptInBrowser[], language: Language): Html {
  const words = legalWords[language].cookies
  return html`<div class="scroll" role="region" aria-label="${words.caption}" tabindex="0"><table>
<caption>${words.caption}</caption>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.purpose}</th>
<th scope="col">${words.lifetime}</th><th scope="col">${words.kind}</th></tr></thead>
<tbody>${kept.map(
    ({ name, place, purpose, lasts }) => html`<tr><th scope="row"><code>${name}</code></th>
<td>${words.purposes[purpose]}</td><td>${lastsText(lasts, language)}</td><td>${words.kinds[place]}</td></tr>
`,
  )}</tbody></table></div>`
}

function lastsText(lasts: KeptInBrowser['lasts'], language: Language): string {
  const words = legalWords[language].cookies
  return typeof lasts === 'number' ? words.days(Math.round(lasts / DAY_SECONDS)) : words.lasts[lasts]
}
