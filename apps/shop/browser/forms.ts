import type { Made, ShownCart } from './cart.ts'
import type { Drawer } from './drawer.ts'
import type { Call } from './send.ts'
import { forgetBeside, tellBeside, textOf } from './told.ts'

/** The commands whose forms the script sends: the addresses end so in every language. */
const COMMAND = /\/cart\/(add|change)$/

/** The command of a form to the cart; null for any other form. */
export function commandOf(form: EventTarget | null): 'add' | 'change' | null {
  if (!(form instanceof HTMLFormElement)) return null
  const command = COMMAND.exec(form.getAttribute('action') ?? '')?.[1]
  return command === 'add' || command === 'change' ? command : null
}

/** What a form would send if `submitter` was pressed. */
export function callOf(form: HTMLFormElement, submitter: HTMLElement | null = null): Call {
  const fields = [...new FormData(form, submitter)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return { method: 'POST', path: form.getAttribute('action') ?? '', fields }
}

/** Sends forms that add without leaving the page, one after the other. */
export async function add(form: HTMLFormElement, call: Call, cart: ShownCart, drawer: Drawer): Promise<void> {
  forgetBeside(form)
  const answer = await whileBusy(form, cart.make(call))
  if (answer === null) return
  if (answer.kind !== 'part') return tellBeside(form, textOf(answer, cart.words))
  if (answer.goTo !== null) location.assign(answer.goTo)
  else if (answer.done) drawer.open()
  else tellBeside(form, answer.text)
}

/** Sends a form in the cart itself. If what had the focus is gone with it, the focus goes to the cart's heading. */
export async function change(form: HTMLFormElement, call: Call, cart: ShownCart): Promise<void> {
  const had = document.activeElement
  await whileBusy(form, cart.makeInPlace(call))
  if (had !== null && had !== document.body && !had.isConnected) {
    const heading = cart.place.querySelector<HTMLElement>('h1') ?? document.querySelector<HTMLElement>('#drawer-title')
    heading?.focus()
  }
}

async function whileBusy(form: HTMLFormElement, made: Promise<Made>): Promise<Made> {
  const others = Number(form.dataset['busy'] ?? 0)
  form.dataset['busy'] = String(others + 1)
  form.setAttribute('aria-busy', 'true')
  const answer = await made
  const left = Number(form.dataset['busy'] ?? 1) - 1
  form.dataset['busy'] = String(left)
  if (left <= 0) form.removeAttribute('aria-busy')
  return answer
}
