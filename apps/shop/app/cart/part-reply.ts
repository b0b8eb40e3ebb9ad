import { type Html, html, render } from '@comanda/ui/html'
import { type Cart, itemCount } from 'comanda/cart'
import { html as htmlReply, type Reply } from 'comanda/http'
import { PART_HEADER, PARTS, type Part } from '../../browser/wire.ts'
import { cartCountMark } from '../layout/cart-count.ts'
import { cartPage } from './cart-page.ts'
import { drawerBody } from './drawer.ts'
import { FRESH } from './json-reply.ts'
import type { CartAsking } from './page-reply.ts'
import { type PricedCart, priced } from './priced-cart.ts'
import { type Shelf, variantIdsOf } from './shelf.ts'
import type { Told } from './tell.ts'

/** The part of a page that the shop's own script asks for; null if a person asks, or another program. */
export function partOf(request: { header(name: string): string | undefined }): Part | null {
  const asked = request.header(PART_HEADER)
  return PARTS.find((part) => part === asked) ?? null
}

/** What a part says beside the cart. */
export interface PartView {
  readonly part: Part
  readonly told: readonly Told[]
  readonly status: number
  /** The path to go on to, if the change leads somewhere. */
  readonly goTo: string | null
}

/** The answer to the script: markup of the cart as it is now, the same as in a page, and the count for the header. */
export async function partReply(asking: CartAsking, cart: Cart, shelf: Shelf, view: PartView): Promise<Reply> {
  const { language, visit } = asking
  await shelf.bring(variantIdsOf(cart))
  const formToken = await visit.csrfToken()
  const body = partMark(priced(cart, shelf), view, asking, formToken)
  const goTo = view.goTo === null ? null : html`<a data-go-to href="${view.goTo}"></a>`
  const text = render(html`<!doctype html><title></title>${body}${cartCountMark(language, itemCount(cart))}${goTo}`)
  return htmlReply(text, view.status, FRESH)
}

function partMark(
  cart: PricedCart,
  { part, told }: PartView,
  { language }: CartAsking,
  formToken: string | null,
): Html {
  switch (part) {
    case 'drawer':
      return drawerBody(cart, { language, formToken, told })
    case 'page':
      return cartPage(cart, language, formToken, told)
  }
}
