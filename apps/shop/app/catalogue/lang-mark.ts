import { type Html, html } from '@comanda/ui/html'
import type { Language } from '../routes.ts'

/** The attribute of an element whose text is not in the page's language, so that it is read aloud as what it is. */
export function langMark(text: Language, page: Language): Html | null {
  return text === page ? null : html` lang="${text}"`
}

/** A text among others, marked if it is not in the page's language. */
export function textMark(text: string, language: Language, page: Language): Html {
  return language === page ? html`${text}` : html`<span lang="${language}">${text}</span>`
}
