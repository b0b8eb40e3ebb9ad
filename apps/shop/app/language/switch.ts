import { type Html, html } from '@comanda/ui/html'
import type { PageView } from '../layout/layout.ts'
import { layoutWords } from '../layout/words.ts'
import { LANGUAGES, type Language, routes } from '../routes.ts'

/**
 * The choice of a language: a form, because a choice is remembered and nothing is changed by GET. It needs no script.
 * Search engines find the other language by the links in the head.
 */
export function languageSwitch({ language, path }: Pick<PageView, 'language' | 'path'>): Html {
  const entry = (other: Language) => {
    const name = layoutWords[other].languageName
    return other === language
      ? html`<li><span aria-current="true">${name}</span></li>`
      : html`<li><form method="post" action="${routes.language.path()}">
<input type="hidden" name="page" value="${path(other)}">
<button class="quiet" name="language" value="${other}" lang="${other}">${name}</button></form></li>`
  }
  return html`<nav aria-label="${layoutWords[language].languages}"><ul>${LANGUAGES.map(entry)}</ul></nav>`
}
