/** What each session holds: about 500 bytes as JSON, the size of a small cart. */
export interface VisitorData {
  readonly visitor: string
  readonly csrf: string
  readonly cart: readonly VisitorLine[]
  /** Goes up with every write, so that no store can skip one that changes nothing. */
  count: number
}

interface VisitorLine {
  readonly key: string
  readonly variantId: number
  readonly quantity: number
  readonly properties: Readonly<Record<string, string>>
  readonly unitPriceMinor: number
  readonly addedAt: number
}

/** The session of a new visitor; `name` is what pages call them. */
export function newVisitor(name: string): VisitorData {
  return { visitor: name, csrf: 'Yk3vQm81bTzN0sW5cLr2Hg', cart: [line(1_042), line(2_317), line(8_805)], count: 0 }
}

/** What a handler that adds to a cart waits for: the price and the stock, from a database elsewhere. */
export function lookUpPrice(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1))
}

function line(variantId: number): VisitorLine {
  return {
    key: `${variantId}:9c1d4f7a2b8e6035`,
    variantId,
    quantity: 2,
    properties: { size: 'M' },
    unitPriceMinor: 1_999,
    addedAt: 1_750_000_000_000,
  }
}
