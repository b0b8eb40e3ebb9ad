/** What the shop and its script agree on: the script runs in browsers, so nothing here needs more than the language. */

/** The request header by which the script asks for a part of a page; its value is a {@link Part}. */
export const PART_HEADER = 'x-cart-part'

/** The parts there are: what stands in the drawer, or all of the cart's page below the frame. */
export const PARTS = ['drawer', 'page'] as const

/** One of {@link PARTS}. In the markup the element with the attribute `data-cart` says which one it is. */
export type Part = (typeof PARTS)[number]

/** The one policy by which the shop's script may make markup of an answer; the content security policy names it. */
export const MARKUP_POLICY = 'comanda-cart'
