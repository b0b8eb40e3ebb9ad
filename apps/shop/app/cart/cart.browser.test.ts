import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before } from 'node:test'
import { browserTest, checkAccessible, type Page } from '@comanda/test-kit/browser'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

async function addFromPage(page: Page, handle: string): Promise<void> {
  await page.goto(`${shop.baseUrl}/products/${handle}`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByText('Added to your cart').waitFor()
  await page.goto(`${shop.baseUrl}/cart`)
}

const totalOf = (page: Page) => page.getByRole('region', { name: 'Total of the cart' }).innerText()

/** From a product's page to an empty cart again, as a person would. */
async function shopAround(page: Page): Promise<void> {
  await addFromPage(page, 'blue-cup')
  await addFromPage(page, 'plate')
  assert.match(await totalOf(page), /€20\.50/)

  await page.getByLabel('Quantity (Blue cup)').fill('3')
  const update = page.getByRole('button', { name: 'Update quantity of Blue cup' })
  // With the script what is typed is sent by itself.
  if (await update.isVisible()) await update.click()
  await page.getByText('Your cart now has 3 × Blue cup.').waitFor()
  assert.match(await totalOf(page), /€45\.50/)
  assert.equal(await page.getByText('(4 items)').count(), 1, 'the count in the header')

  await page.getByRole('button', { name: 'Remove Blue cup from cart' }).click()
  await page.getByText('Removed from your cart: Blue cup.').waitFor()
  assert.equal(await page.getByRole('link', { name: 'Blue cup' }).count(), 0)
  await page.getByRole('button', { name: 'Remove Plate from cart' }).click()
  await page.getByText('Your cart is empty.').waitFor()
  await page.getByRole('link', { name: 'Continue shopping' }).click()
  assert.equal(new URL(page.url()).pathname, '/')
}

browserTest('a shopper adds, changes and removes, down to an empty cart', async (kit) => {
  await shopAround(await kit.newPage())
})

browserTest(
  'a step on the page of the cart keeps the focus for the next one, and says what came of it',
  async (kit) => {
    const page = await kit.newPage()
    await addFromPage(page, 'blue-cup')
    const more = page.getByRole('main').getByRole('button', { name: 'One more of Blue cup' })
    await more.focus()
    for (const quantity of [2, 3]) {
      await page.keyboard.press('Enter')
      await page.getByText(`Your cart now has ${quantity} × Blue cup.`).waitFor()
      assert.equal(await more.evaluate((button) => button === document.activeElement), true, `${quantity}`)
    }
    const field = page.getByLabel('Quantity (Blue cup)')
    await field.fill('5')
    await page.keyboard.press('Enter')
    await page.getByText('Your cart now has 5 × Blue cup.').waitFor()
    assert.equal(await field.evaluate((input) => input === document.activeElement), true)
  },
)

browserTest('all of it works without JavaScript', async (kit) => {
  await shopAround(await kit.newPage({ javaScript: false }))
})

browserTest('all of it works on a phone, and nothing reaches beyond its edge', async (kit) => {
  const page = await kit.newPage({ phone: true })
  await shopAround(page)
  await addFromPage(page, 't-shirt')
  for (const path of ['/cart', '/es/cart']) {
    await page.goto(shop.baseUrl + path)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, path)
  }
})

browserTest('another browser has another cart', async (kit) => {
  const [ana, bo] = [await kit.newPage(), await kit.newPage()]
  await addFromPage(ana, 'blue-cup')
  await bo.goto(`${shop.baseUrl}/cart`)
  assert.equal(await bo.getByText('Your cart is empty.').count(), 1)
  await addFromPage(bo, 'plate')
  await ana.reload()
  assert.equal(await ana.getByRole('link', { name: 'Plate' }).count(), 0)
})

browserTest('more than there is can be asked for, and what comes of it is told', async (kit) => {
  const page = await kit.newPage()
  await addFromPage(page, 'plate')
  await page.goto(`${shop.baseUrl}/products/plate`)
  await page.getByLabel('Quantity').fill('3')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByText('Only 2 items were added to your cart due to availability.').waitFor()
})

browserTest('axe-core finds nothing serious in the cart: empty, full, refused, in both languages', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/cart`)
  await checkAccessible(page)
  await addFromPage(page, 'blue-cup')
  await addFromPage(page, 't-shirt')
  await checkAccessible(page)
  await page.goto(`${shop.baseUrl}/es/cart`)
  await checkAccessible(page)
  kit.expectProblem(/^422 POST .*\/es\/cart\/change$/)
  await page
    .locator('input[name=quantity]')
    .first()
    .evaluate((input: HTMLInputElement) => {
      input.type = 'text'
      input.value = '1.5'
      input.form?.submit()
    })
  await page.getByRole('alert').getByText('Una cantidad es un número entero de 0 a 9999.').waitFor()
  await checkAccessible(page)
})

interface BrowserThemeCart {
  addItemFromForm(form: HTMLFormElement): Promise<{ key: string; quantity: number }>
  updateItem(key: string, options: { quantity: number }): Promise<{ item_count: number }>
  clearItems(): Promise<{ item_count: number }>
}

browserTest("Shopify's theme-cart runs unmodified in the browser, also with a form", async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  // A classic script: it makes a global of its own.
  await page.evaluate(
    readFileSync(createRequire(import.meta.url).resolve('@shopify/theme-cart/dist/theme-cart.min.js'), 'utf8'),
  )
  const counts = await page.evaluate(async () => {
    const { cart } = (globalThis as unknown as { Shopify: { theme: { cart: BrowserThemeCart } } }).Shopify.theme
    const form = document.querySelector<HTMLFormElement>('form[action="/cart/add"]')
    if (form === null) throw new Error('there is no form')
    const line = await cart.addItemFromForm(form)
    const more = await cart.updateItem(line.key, { quantity: 5 })
    const none = await cart.clearItems()
    return [line.quantity, more.item_count, none.item_count]
  })
  assert.deepEqual(counts, [1, 5, 0])
})
