import { html as htmlReply, type Reply, type Visit } from 'comanda/http'
import type { Message } from 'comanda/message'
import type { Language } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import { layout, type PageView } from './layout.ts'
import { type AskedPage, visitView } from './visit-view.ts'

/** A page as a feature makes it; messages and the count of the cart are added here. */
export type Page = Omit<PageView, 'language' | 'messages' | 'cartCount'>

/** Who asks for a page, and in which language. */
export interface Asking {
  readonly context: AskedPage
  readonly visit: Visit<ShopSession>
  readonly language: Language
}

/**
 * All strangers get the same page, so a shared cache may keep it for a moment. What depends on a session is made
 * private when the answer is built.
 */
const SAME_FOR_STRANGERS = 'public, max-age=0, s-maxage=30'
/** What is not there now may be in a moment: caches would keep a 404, or a page without its cart, that says nothing of it. */
const NOT_KEPT = 'no-store'

/**
 * The answer with `page` in the shop's frame. Call it when the session has been changed and committed, so that it
 * shows what is stored. `told` is shown beside the messages the session has.
 */
export async function showPage(
  shop: Shop,
  asking: Asking,
  page: Page,
  status = 200,
  told: readonly Message[] = [],
): Promise<Reply> {
  const { context, visit, language } = asking
  const view = await visitView(shop, context, visit, language)
  const isWhole = status === 200 && view.cartCount !== null
  const headers = { 'cache-control': isWhole ? SAME_FOR_STRANGERS : NOT_KEPT }
  const messages = [...view.messages, ...told]
  return htmlReply(layout(shop, { ...page, ...view, messages, language }), status, headers)
}
