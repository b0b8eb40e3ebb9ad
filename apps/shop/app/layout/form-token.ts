import { type Html, html } from '@comanda/ui/html'
import { CSRF_FIELD } from 'comanda/csrf'
import type { Visit } from 'comanda/http'
import type { ShopSession } from '../shop.ts'

/** The hidden field of a form that proves it is ours; strangers have none and need none. */
export function formTokenField(token: string | null): Html | null {
  return token === null ? null : html`<input type="hidden" name="${CSRF_FIELD}" value="${token}">`
}

/** The token for forms on pages that do without the session; null also while it cannot be read. */
export async function formTokenIfReadable(visit: Visit<ShopSession>): Promise<string | null> {
  return (await visit.sessionIfReadable()) && visit.csrfToken()
}
