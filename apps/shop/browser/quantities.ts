import type { ShownCart } from './cart.ts'
import { createEdits, type Edits } from './edits.ts'
import { callOf, change, commandOf } from './forms.ts'

const TYPING_MS = 700
const STEPPING_MS = 350
const QUANTITY = /^[0-9]{1,4}$/
const QUANTITY_MAX = 9_999

/**
 * Makes quantities in the cart change as they are typed or stepped, a moment after the last touch. In `touched` are the
 * fields with what is not sent yet: no answer to what was sent before may write over it.
 */
export function followQuantities(cart: ShownCart, touched: Set<HTMLInputElement>): Edits {
  const edits = createEdits((id) => {
    const field = document.getElementById(id)
    if (!(field instanceof HTMLInputElement) || field.form === null) return
    sendQuantity(field, field.form).catch(() => cart.giveUp())
  })

  async function sendQuantity(field: HTMLInputElement, form: HTMLFormElement): Promise<void> {
    touched.delete(field)
    await change(form, callOf(form), cart)
  }

  function touch(field: HTMLInputElement, waitMs: number): void {
    touched.add(field)
    if (QUANTITY.test(field.value) && Number(field.value) > 0) edits.touch(field.id, waitMs)
  }

  cart.place.addEventListener('input', ({ target }) => {
    if (isQuantity(target)) touch(target, TYPING_MS)
  })
  cart.place.addEventListener('change', ({ target }) => {
    if (isQuantity(target)) edits.sendSoon(target.id)
  })
  cart.place.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-step]') : null
    const field = button?.form?.elements.namedItem('quantity')
    if (button && field instanceof HTMLInputElement) step(field, Number(button.dataset['step']))
  })

  function step(field: HTMLInputElement, by: number): void {
    const now = QUANTITY.test(field.value) ? Number(field.value) : 1
    field.value = String(Math.min(Math.max(now + by, 1), QUANTITY_MAX))
    touch(field, STEPPING_MS)
  }

  return edits
}

function isQuantity(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.name === 'quantity' && commandOf(target.form) === 'change'
}
