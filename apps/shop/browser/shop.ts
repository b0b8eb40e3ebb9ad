/** The shop's script: the cart without page loads. Every page works without it, and goes on to if it fails. */
import { findCart, type ShownCart } from './cart.ts'
import { createDrawer, type Drawer } from './drawer.ts'
import type { Edits } from './edits.ts'
import { add, callOf, change, commandOf } from './forms.ts'
import { createMemory, MEMORY_KEY, type Memory } from './memory.ts'
import { followQuantities } from './quantities.ts'

function start(): void {
  const memory = createMemory()
  const touched = new Set<HTMLInputElement>()
  const cart = findCart(memory, (field) => touched.has(field))
  if (cart === null) return
  const drawer = createDrawer(cart)
  const edits = followQuantities(cart, touched)
  takeForms(cart, drawer, edits)
  followOthers(cart, edits)
  void goOn(cart, memory)
  document.documentElement.classList.add('scripted')
}

/** First what the page before has sent: it brings the cookie that what it has left needs. */
async function goOn(cart: ShownCart, memory: Memory): Promise<void> {
  await cart.catchUp()
  for (const call of memory.takeLeft()) void cart.make(call)
}

function takeForms(cart: ShownCart, drawer: Drawer, edits: Edits): void {
  let clicks = 0
  let last: HTMLFormElement | null = null
  // The browser itself knows what a double click is; one without a pointer counts 0.
  const count = ({ detail }: MouseEvent): void => {
    clicks = detail
  }
  document.addEventListener('click', count, true)
  document.addEventListener('submit', (event) => {
    const form = event.target
    const command = commandOf(form)
    if (command === null || event.defaultPrevented || !(form instanceof HTMLFormElement)) return
    const isDouble = clicks > 1 && form === last
    const call = callOf(form, event.submitter)
    event.preventDefault()
    last = form
    clicks = 0
    if (isDouble) return
    if (command === 'add') add(form, call, cart, drawer).catch(() => cart.giveUp())
    else if (!edits.sendNow(fieldIdOf(form))) change(form, call, cart).catch(() => cart.giveUp())
  })
}

/** By which a quantity that is still being typed is known. */
function fieldIdOf(form: HTMLFormElement): string {
  const field = form.elements.namedItem('quantity')
  return field instanceof HTMLInputElement ? field.id : ''
}

function followOthers(cart: ShownCart, edits: Edits): void {
  addEventListener('pagehide', () => {
    edits.sendAll()
    cart.leave()
  })
  const catchUp = (): void => {
    if (document.visibilityState === 'visible') void cart.catchUp()
  }
  addEventListener('pageshow', catchUp)
  addEventListener('online', catchUp)
  document.addEventListener('visibilitychange', catchUp)
  addEventListener('storage', ({ key }) => {
    if (key === MEMORY_KEY || key === null) catchUp()
  })
}

start()
