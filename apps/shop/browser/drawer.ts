import type { ShownCart } from './cart.ts'

/** The drawer with the cart, on every page but the cart's own. */
export interface Drawer {
  open(): void
}

/** Makes the header's link open the drawer. On the cart's own page the drawer stays shut. */
export function createDrawer(cart: ShownCart): Drawer {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.drawer')
  if (dialog === null || cart.part === 'page') return { open: () => {} }

  const open = (): void => {
    if (!dialog.open) dialog.showModal()
  }
  // The content fills the dialog, so only its backdrop is hit itself.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target instanceof Element && target.closest('[data-close]'))) dialog.close()
  })
  const link = document.querySelector('[data-cart-count]')?.closest('a')
  link?.setAttribute('aria-haspopup', 'dialog')
  link?.addEventListener('click', (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    open()
    event.preventDefault()
    void cart.refresh()
  })
  return { open }
}
