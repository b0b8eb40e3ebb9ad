import { type Calls, createCalls } from './calls.ts'
import { countIn, isUnknown, type Memory } from './memory.ts'
import { type IsKept, morph } from './morph.ts'
import { type Answer, type Call, send, sendAndLeave } from './send.ts'
import { tellProblem, textOf } from './told.ts'
import type { Part } from './wire.ts'

/** The answer to a call that was made, or null if the page was left before. */
export type Made = Answer | null

/** The cart as this page shows it: in its drawer, or on its own page. */
export interface ShownCart {
  readonly place: HTMLElement
  readonly part: Part
  /** The interface's words that no answer of the shop brings. */
  readonly words: DOMStringMap
  /** Makes a call, shows what the cart is after it, and hands on the answer. */
  make(call: Call): Promise<Made>
  /** The same for a call made in the cart itself, where a failure is told with a way to try again. */
  makeInPlace(call: Call): Promise<Made>
  /** Asks for the cart as it is now, if this browser has one. */
  refresh(): Promise<void>
  /** Brings the page up to date if the cart was changed elsewhere. */
  catchUp(): Promise<void>
  /** When this script is at its wits' end: the cart's page needs none, and shows what was done. */
  giveUp(): void
  /** Sends or leaves to the next page what is not sent yet. */
  leave(): void
}

const LOCK = 'comanda-shop.cart'
const TURN_MS_MAX = 30_000
// A change that was sent as its page was left has a head start by so much on the look at what came of it.
const ARRIVAL_MS = 1_000

/** Finds the cart's place in this page. Null on a page that has none. */
export function findCart(memory: Memory, isKept: IsKept): ShownCart | null {
  const dialog = document.querySelector<HTMLElement>('dialog.drawer')
  const place =
    document.querySelector<HTMLElement>('[data-cart=page]') ?? dialog?.querySelector<HTMLElement>('[data-cart]')
  const count = document.querySelector<HTMLElement>('[data-cart-count]')
  if (!dialog || !place || !count) return null
  return createShownCart(place, count, dialog.dataset, memory, isKept)
}

function createShownCart(
  place: HTMLElement,
  count: HTMLElement,
  words: DOMStringMap,
  memory: Memory,
  isKept: IsKept,
): ShownCart {
  const part: Part = place.dataset['cart'] === 'page' ? 'page' : 'drawer'
  const calls: Calls<Call, Answer> = createCalls((call) => send(call, part), alone)
  let known = begin()
  let underWay = 0
  let catchingUp = false

  /** What the page was made with counts, unless this browser knows better: then the page is from before. */
  function begin(): string | null {
    const remembered = memory.read()
    // A page without a count is from a moment in which the cart could not be looked into.
    if (remembered === null && count.dataset['cartCount'] !== '') memory.write(shownCount())
    return remembered === null || countIn(remembered) === shownCount() ? memory.read() : 'behind'
  }

  function shownCount(): number {
    return Number(count.dataset['cartCount'] || 0)
  }

  /** A page that only looked tells the others nothing new, or two tabs would wake each other for ever. */
  function show(answer: Answer & { kind: 'part' }, isChange: boolean): void {
    morph(place, answer.place, isKept)
    morph(count, answer.count, isKept)
    if (isChange || countIn(memory.read()) !== shownCount()) memory.write(shownCount())
    known = memory.read()
  }

  async function make(call: Call): Promise<Made> {
    underWay += 1
    place.setAttribute('aria-busy', 'true')
    if (call.method === 'POST') forgetTold()
    const answer = await calls.make(call)
    underWay -= 1
    if (answer?.kind === 'part') show(answer, call.method === 'POST')
    if (underWay === 0) place.removeAttribute('aria-busy')
    else place.setAttribute('aria-busy', 'true')
    return answer
  }

  async function makeInPlace(call: Call): Promise<Made> {
    const answer = await make(call)
    const target = told()
    if (answer === null || answer.kind === 'part' || target === null) return answer
    tellProblem(target, textOf(answer, words), { text: words['again'] ?? '', act: () => void makeInPlace(call) })
    return answer
  }

  /** What was told of the change before, here or by the page itself: the same words twice in a row are read out twice. */
  function forgetTold(): void {
    told()?.replaceChildren()
    if (part === 'page') document.querySelector('main > .messages')?.remove()
  }

  function told(): Element | null {
    return place.querySelector('[data-told]')
  }

  function hasCart(): boolean {
    return memory.read() !== null || shownCount() > 0
  }

  const look = (): Call => ({ method: 'GET', path: words['path'] ?? '', fields: [] })

  return {
    place,
    part,
    words,
    make,
    makeInPlace,
    async refresh() {
      if (hasCart()) await makeInPlace(look())
    },
    async catchUp() {
      if (catchingUp || memory.read() === known) return
      catchingUp = true
      if (isUnknown(memory.read())) await pause(ARRIVAL_MS)
      await make(look())
      catchingUp = false
    },
    giveUp: () => location.assign(words['path'] ?? ''),
    leave() {
      const waiting = calls.takeWaiting().filter(({ method }) => method === 'POST')
      // Without a cookie yet, each of them would make a cart of its own.
      if (hasCart()) for (const call of waiting) sendAndLeave(call, part)
      else memory.leave(waiting)
      if (underWay > 0) memory.writeUnknown()
    },
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Tabs of one browser take turns, where the browser knows of turns. A tab that sleeps does not hold the others up. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work()
  try {
    await navigator.locks.request(LOCK, { signal: AbortSignal.timeout(TURN_MS_MAX) }, work)
  } catch {
    await work()
  }
}
