import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { browserTest, checkAccessible, type Page, screenshot } from '@comanda/test-kit/browser'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

async function set(id: number, values: { readonly price_minor?: number; readonly stock?: number }): Promise<void> {
  await shop.shop.db.updateTable('variant').set(values).where('id', '=', id).execute()
}

/** A cart with a dearer cup, fewer shirts than wanted, and a plate that is sold out. */
async function fillAndChange(page: Page): Promise<void> {
  await set(VARIANTS.cup, { price_minor: 1_250 })
  await set(VARIANTS.plate, { stock: 3 })
  await set(VARIANTS.shirtSmall, { stock: 10 })
  const wanted = [{ id: VARIANTS.cup }, { id: VARIANTS.shirtSmall, quantity: 5 }, { id: VARIANTS.plate, quantity: 2 }]
  const headers = { origin: shop.baseUrl }
  const response = await page
    .context()
    .request.post(`${shop.baseUrl}/cart/add.js`, { data: { items: wanted }, headers })
  assert.equal(response.status(), 200)
  await set(VARIANTS.cup, { price_minor: 1_400 })
  await set(VARIANTS.shirtSmall, { stock: 2 })
  await set(VARIANTS.plate, { stock: 0 })
}

browserTest(
  'without JavaScript, in Spanish on a phone: told on the page, and put right by ordinary forms',
  async (kit) => {
    const page = await kit.newPage({ javaScript: false, phone: true })
    await fillAndChange(page)
    await page.goto(`${shop.baseUrl}/es/cart`)
    await page.getByText(/El precio ha subido de 12,50\s€ a 14,00\s€/).waitFor()
    await screenshot(page, 'news-phone')
    await page.getByRole('button', { name: 'De acuerdo: el nuevo precio de Blue cup' }).click()
    await page.getByText('Anotado: el nuevo precio de Blue cup.').waitFor()
    await page.getByRole('button', { name: 'Dejar 2: T-shirt - S' }).click()
    await page.getByText('Tu carrito tiene ahora 2 × T-shirt - S.').waitFor()
    await page.getByRole('button', { name: 'Quitar Plate del carrito' }).click()
    await page.getByText('Quitado de tu carrito: Plate.').waitFor()
    assert.equal(await page.locator('.cart-news').count(), 0)
  },
)

browserTest('with JavaScript, on the page and in the drawer: told, and put right without a page load', async (kit) => {
  const page = await kit.newPage()
  await fillAndChange(page)
  await page.goto(`${shop.baseUrl}/cart`)
  await checkAccessible(page)
  await screenshot(page, 'news-wide')
  await page.getByRole('button', { name: 'All right: the new price of Blue cup' }).click()
  await page.getByText('Noted: the new price of Blue cup.').waitFor()
  assert.equal(await page.getByText('has gone up').count(), 0)
  await page.goto(`${shop.baseUrl}/`)
  await page.getByRole('navigation').getByRole('link', { name: /^Cart/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Only 2 are available now. You chose 5: so many cannot be ordered.').waitFor()
  await checkAccessible(page)
  await screenshot(page, 'news-drawer')
  await drawer.getByRole('button', { name: 'Set to 2: T-shirt - S' }).click()
  await drawer.getByText('Your cart now has 2 × T-shirt - S.').waitFor()
  await drawer.getByRole('button', { name: 'Remove Plate from cart' }).click()
  await drawer.getByText('Removed from your cart: Plate.').waitFor()
  assert.equal(await drawer.locator('.cart-news').count(), 0)
})
