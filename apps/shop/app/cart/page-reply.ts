import { type Cart, itemCount } from 'comanda/cart'
import { html, type Reply, redirect, type Visit } from 'comanda/http'
import { addMessage } from 'comanda/message'
import type { Context } from 'hono'
import { showProduct } from '../catalogue/show-product.ts'
import { layout } from '../layout/layout.ts'
import { visitView } from '../layout/visit-view.ts'
import { type Language, routes } from '../routes.ts'
import type { Shop, ShopSession } from '../shop.ts'
import { cartPage } from './cart-page.ts'
import type { Done } from './commands.ts'
import { describeToPerson } from './describe.ts'
import { FRESH } from './json-reply.ts'
import { priced } from './priced-cart.ts'
import { type CartProblem, statusOf } from './problem.ts'
import { type Shelf, variantIdsOf } from './shelf.ts'
import { type Told, tell } from './tell.ts'
import { cartWords } from './words.ts'

/** One request to the cart, by whom and in which language. */
export interface CartAsking {
  readonly shop: Shop
  readonly language: Language
  readonly context: Context
  readonly visit: Visit<ShopSession>
}

/** The cart's page, with something more to tell on it. */
export async function cartPageReply(
  asking: CartAsking,
  cart: Cart,
  shelf: Shelf,
  more: readonly Told[] = [],
  status = 200,
): Promise<Reply> {
  const { shop, language, context, visit } = asking
  await shelf.bring(variantIdsOf(cart))
  const view = await visitView(shop, context, visit, language)
  const page = layout(shop, {
    language,
    title: cartWords[language].title,
    path: (other) => routes.cart.path(other),
    isListed: false,
    messages: [...view.messages, ...more.map((told) => ({ ...told, tags: [] }))],
    cartCount: itemCount(cart),
    body: cartPage(priced(cart, shelf), language, await visit.csrfToken()),
  })
  return html(page, status, FRESH)
}

/**
 * The answer to a form that was refused: the cart's page at once, with what was wrong and its status. A stranger has no
 * session to leave a message in, and gets none for it.
 */
export function refusedReply(asking: CartAsking, problem: CartProblem, cart: Cart, shelf: Shelf): Promise<Reply> {
  return cartPageReply(asking, cart, shelf, [refusalTold(problem, asking.language)], statusOf(problem))
}

/** The same for a form that adds: the page of what was to be added, where it can be put right. Null if there is none. */
export async function refusedAddReply(
  asking: CartAsking,
  problem: CartProblem,
  variantId: number,
  shelf: Shelf,
): Promise<Reply | null> {
  await shelf.bring([variantId])
  const variant = shelf.variant(variantId)
  if (!variant?.sellable) return null
  const wanted = { handle: variant.handle, wantedVariantId: variantId }
  const told = { ...refusalTold(problem, asking.language), tags: [] }
  return showProduct(asking.shop, asking, wanted, statusOf(problem), [told])
}

/** A refusal as it is told to people. */
export function refusalTold(problem: CartProblem, language: Language): Told {
  return { level: 'error', text: describeToPerson(problem, language) }
}

/** The answer to a form that was carried out: back to the page it names, if that is one of ours, or to the cart. */
export async function doneReply(
  { language, visit }: CartAsking,
  outcome: Done,
  shelf: Shelf,
  goTo: string | null,
): Promise<Reply> {
  const session = await visit.session()
  for (const { level, text } of tell(outcome, shelf, language)) addMessage(session, level, text)
  return redirect(goTo ?? routes.cart.path(language))
}
