import { itemCount, sessionCart } from 'comanda/cart'
import type { Visit } from 'comanda/http'
import { type Message, takeMessages } from 'comanda/message'
import type { Language } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import { layoutWords } from './words.ts'

/** What a page shows of the visitor's session in its frame. */
export interface VisitView {
  readonly messages: readonly Message[]
  /** Null while the session cannot be read. */
  readonly cartCount: number | null
}

/** The part of a Hono context that is looked at. */
export interface AskedPage {
  readonly req: {
    query(name: string): string | undefined
  }
}

/** The name in the query by which a page is told what to say where there is no session to leave a message in. */
export const NOTICE = 'notice'
/** The value of {@link NOTICE} after a session ended while a change of it was under way. */
export const NOTICE_SESSION_GONE = 'ended'

/**
 * The messages to show and the count of the cart, read from the session once; no store call for a stranger. Messages
 * are taken only if somebody sees this page: HEAD requests and prefetches leave them where they are. While the session
 * cannot be read, a message says that the cart is only out of sight.
 */
export async function visitView(
  shop: Pick<Shop, 'settings'>,
  context: AskedPage,
  visit: Visit<ShopSession>,
  language: Language,
): Promise<VisitView> {
  const session = await visit.sessionIfReadable()
  const notice = noticeOf(context, language)
  if (session === null) return { messages: [...notice, cartOutOfSight(language)], cartCount: null }
  const cart = await sessionCart(session, shop.settings.currency).read()
  return { messages: [...notice, ...takeMessages(session)], cartCount: itemCount(cart) }
}

function noticeOf({ req }: AskedPage, language: Language): Message[] {
  if (req.query(NOTICE) !== NOTICE_SESSION_GONE) return []
  return [{ level: 'warning', text: layoutWords[language].sessionGone, tags: [] }]
}

function cartOutOfSight(language: Language): Message {
  return { level: 'warning', text: layoutWords[language].cartOutOfSight, tags: [] }
}
