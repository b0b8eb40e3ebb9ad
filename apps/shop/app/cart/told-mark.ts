import { type Html, html } from '@comanda/ui/html'
import type { Told } from './tell.ts'

/** The place where the script's answers are told: empty in a page, and read out whenever it changes. */
export function toldMark(id: string, told: readonly Told[]): Html {
  const messages = told.map(({ level, text }) => html`<p class="message ${level}">${text}</p>`)
  return html`<div class="cart-told" id="${id}" data-told aria-live="polite">${messages}</div>`
}
