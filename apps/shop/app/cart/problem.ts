import type { BodyRefusal } from './body/field.ts'

/** Fields of Shopify's Ajax API that the shop does not carry out yet. They are refused by name, never dropped. */
export const UNSUPPORTED_FIELDS = [
  'attributes',
  'discount',
  'note',
  'parent_id',
  'sections',
  'sections_url',
  'selling_plan',
] as const

/** A field of {@link UNSUPPORTED_FIELDS}, or an endpoint. */
export type Unsupported = (typeof UNSUPPORTED_FIELDS)[number] | 'shipping_rates'

/**
 * Why a request to the cart was not carried out, or (`partly-added`) not wholly. The cart is unchanged after all others.
 *
 * | kind | status | |
 * | --- | --- | --- |
 * | `body` | 400, 413, 415 | the body cannot be read |
 * | `missing` | 400 | what to add, or what to update, is not said or no id |
 * | `no-such-line` | 400 | no line is named, or one that the cart does not have |
 * | `positions-differ` | 400 | a list of quantities that is not as long as the cart |
 * | `no-such-variant` | 404 | nothing of that id is for sale |
 * | all others | 422 | |
 */
export type CartProblem =
  | { readonly kind: 'body'; readonly code: BodyRefusal; readonly status: 400 | 413 | 415 }
  | { readonly kind: 'missing'; readonly field: 'id' | 'items' | 'updates' }
  | { readonly kind: 'unsupported'; readonly field: Unsupported }
  | { readonly kind: 'bad-quantity'; readonly least: 0 | 1 }
  | { readonly kind: 'bad-properties' }
  | { readonly kind: 'too-many-items' }
  | { readonly kind: 'no-such-line' }
  | { readonly kind: 'positions-differ'; readonly lines: number }
  | { readonly kind: 'no-such-variant' }
  | { readonly kind: 'no-longer-sold' }
  | { readonly kind: 'sold-out'; readonly title: string }
  | { readonly kind: 'all-in-cart'; readonly title: string }
  | { readonly kind: 'partly-added'; readonly added: number }
  | { readonly kind: 'over-quantity-limit' }
  | { readonly kind: 'too-many-lines' }

/** The HTTP status of a problem. */
export function statusOf(problem: CartProblem): number {
  switch (problem.kind) {
    case 'body':
      return problem.status
    case 'missing':
    case 'no-such-line':
    case 'positions-differ':
      return 400
    case 'no-such-variant':
      return 404
    case 'unsupported':
    case 'bad-quantity':
    case 'bad-properties':
    case 'too-many-items':
    case 'no-longer-sold':
    case 'sold-out':
    case 'all-in-cart':
    case 'partly-added':
    case 'over-quantity-limit':
    case 'too-many-lines':
      return 422
  }
}

/** What a parser made of a request: a command, or why there is none. */
export type Parsed<Command> =
  | { readonly kind: 'ok'; readonly command: Command }
  | { readonly kind: 'refused'; readonly problem: CartProblem }

/** The outcome of a parser that found a problem. */
export function refuse(problem: CartProblem): { readonly kind: 'refused'; readonly problem: CartProblem } {
  return { kind: 'refused', problem }
}
