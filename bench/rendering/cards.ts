/** What a card of the page says. */
export interface Card {
  readonly handle: string
  readonly title: string
  readonly vendor: string
  readonly price: string
  readonly priceBefore: string | null
  readonly alt: string
  readonly variantId: number
}

/** The cards of the page: as many as a long list has. */
export const CARDS = 50

/** Cards of which some have characters that must be escaped, and some an earlier price: as in a shop. */
export function cards(): readonly Card[] {
  return Array.from({ length: CARDS }, (_, at) => ({
    handle: `product-${at}`,
    title: at % 5 === 0 ? `Salt & pepper "No. ${at}" <small>` : `Olive wood bowl number ${at}`,
    vendor: at % 7 === 0 ? "Ana's workshop" : 'Taller del puerto',
    price: `€${at + 10}.50`,
    priceBefore: at % 4 === 0 ? `€${at + 14}.00` : null,
    alt: `Product ${at} on a wooden table, seen from above`,
    variantId: 1_000 + at,
  }))
}
