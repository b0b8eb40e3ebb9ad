import { type Cart, itemCount } from 'comanda/cart'
import type { MessageLevel } from 'comanda/message'
import type { Language } from '../routes.ts'
import type { Done } from './commands.ts'
import { describeToPerson } from './describe.ts'
import { fullTitle } from './naming.ts'
import type { Shelf } from './shelf.ts'
import { cartWords } from './words.ts'

/** Something to tell a person about what they did. */
export interface Told {
  readonly level: MessageLevel
  readonly text: string
}

/** What a person is told of a form that was carried out. Nothing if the cart is as it was. */
export function tell(outcome: Done, shelf: Shelf, language: Language): readonly Told[] {
  const words = cartWords[language]
  switch (outcome.kind) {
    case 'added':
      return [tellAdded(outcome.result, shelf, language)]
    case 'changed':
    case 'updated': {
      const { before, cart, capped } = outcome.result
      if (capped.length > 0)
        return capped.map(({ variantId, quantity }) => {
          return { level: 'warning', text: words.capped(titleOf(variantId, shelf, language), quantity) }
        })
      if (cart === before) return []
      return [
        {
          level: 'success',
          text: outcome.kind === 'updated' ? words.updated : changedText(before, cart, shelf, language),
        },
      ]
    }
    case 'cleared': {
      const { before, cart } = outcome.result
      return cart === before ? [] : [{ level: 'success', text: words.cleared }]
    }
  }
}

function tellAdded(
  { cart, keys, units, problem }: Extract<Done, { kind: 'added' }>['result'],
  shelf: Shelf,
  language: Language,
): Told {
  const words = cartWords[language]
  if (problem) return { level: 'warning', text: describeToPerson(problem, language) }
  const [only, ...more] = cart.lines.filter(({ key }) => keys.includes(key))
  if (only === undefined || more.length > 0) return { level: 'success', text: words.addedMany(units) }
  return { level: 'success', text: words.added(titleOf(only.variantId, shelf, language), units) }
}

/** One line was changed: the one that is not among those of the cart before, or not any more. */
function changedText(before: Cart, cart: Cart, shelf: Shelf, language: Language): string {
  const words = cartWords[language]
  const line = before.lines.find((one) => !cart.lines.includes(one))
  if (line === undefined) return words.updated
  const title = titleOf(line.variantId, shelf, language)
  const now = cart.lines.find(({ key }) => key === line.key)
  if (now?.quantity === line.quantity && now.unitPriceMinor !== line.unitPriceMinor) return words.priceKnown(title)
  if (itemCount(cart) === itemCount(before)) return words.changedProperties(title)
  return now === undefined ? words.removed(title) : words.changed(title, now.quantity)
}

function titleOf(variantId: number, shelf: Shelf, language: Language): string {
  const variant = shelf.variant(variantId)
  return variant === null ? cartWords[language].unknownItem : fullTitle(variant)
}
