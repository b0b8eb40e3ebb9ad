import { type Html, html } from '@comanda/ui/html'
import { CSRF_FIELD } from 'comanda/csrf'

/** The hidden field of a form that proves it is ours; strangers have none and need none. */
export function formTokenField(token: string | null): Html | null {
  return token === null ? null : html`<input type="hidden" name="${CSRF_FIELD}" value="${token}">`
}
