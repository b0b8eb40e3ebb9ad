import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { browserTest, checkAccessible, type Page, screenshot } from '@comanda/test-kit/browser'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { databaseSettings } from '../data/testing/new-database.ts'

let shop: Shop
before(async () => {
  shop = await startShop({ env: await databaseSettings() })
})
after(() => shop?.stop())

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(shop.baseUrl + path)
}

async function assertNoSidewaysScroll(page: Page): Promise<void> {
  // Not the window's own width, which a phone zooms out to make room for too wide a page.
  const window = page.viewportSize()?.width ?? 0
  const content = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(content <= window, `${page.url()} is ${content} wide in a window of ${window}`)
}

/** How many cards stand in the first row. */
async function columnsOf(page: Page): Promise<number> {
  const tops = await page.locator('.card').evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top))
  return tops.filter((top) => top === tops[0]).length
}

browserTest('from the grid to a product with options and into the cart', async ({ newPage }) => {
  const page = await newPage()
  await visit(page, '/')
  assert.equal(await columnsOf(page), 4)
  await checkAccessible(page)
  await screenshot(page, 'grid')

  await page.getByRole('link', { name: 'Patio Mug', exact: true }).click()
  await checkAccessible(page)
  await screenshot(page, 'product')
  assert.equal(await page.getByRole('radio', { name: /Oat \/ Large.*Sold out/ }).isDisabled(), true)
  await page.getByRole('radio', { name: /Terracotta \/ Large/ }).check()
  await page.getByLabel('Quantity').fill('2')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByText('Added to your cart: 2 × Patio Mug').waitFor()
  await page.keyboard.press('Escape')
  assert.match((await page.getByRole('link', { name: /^Cart/ }).textContent()) ?? '', /2/)
})

browserTest('a product without options goes into the cart from the grid', async ({ newPage }) => {
  const page = await newPage()
  await visit(page, '/')
  await page.getByLabel('Quantity of Market Tote').fill('3')
  await page.getByRole('button', { name: 'Add to cart: Market Tote' }).click()
  await page.getByText('Added to your cart: 3 × Market Tote').waitFor()
})

browserTest('everything works without JavaScript', async ({ newPage }) => {
  const page = await newPage({ javaScript: false })
  await visit(page, '/es')
  await page.getByRole('link', { name: 'Taza Patio', exact: true }).click()
  await page.getByRole('button', { name: 'Añadir al carrito' }).click()
  await page.getByRole('status').getByText('Taza Patio').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
})

browserTest('on a phone nothing scrolls sideways, and fingers find what they aim at', async ({ newPage }) => {
  const page = await newPage({ phone: true })
  for (const path of ['/', '/es', '/products/patio-mug', '/es/products/market-tote', '/cart']) {
    await visit(page, path)
    await assertNoSidewaysScroll(page)
    await checkAccessible(page)
    await screenshot(page, `phone${path}`)
    const targets = page.locator(
      'main button, main .button, main input:not([type=hidden]):not([type=radio]), .options label',
    )
    const heights = await targets.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    assert.ok(
      heights.every((height) => height >= 44),
      `${path}: ${Math.min(...heights)} px`,
    )
  }
  await visit(page, '/')
  assert.equal(await columnsOf(page), 2)
})

browserTest('pictures keep their place while they load: nothing moves', async ({ newPage }) => {
  const page = await newPage()
  await page.addInitScript(() => {
    const moved = { score: 0 }
    Object.assign(globalThis, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.score += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  for (const path of ['/', '/products/patio-mug']) {
    await visit(page, path)
    await page.waitForLoadState('networkidle')
    const score = await page.evaluate(() => (globalThis as unknown as { moved: { score: number } }).moved.score)
    assert.equal(score, 0, path)
  }
})

browserTest('the skip link leads past the frame, and focus can be seen', async ({ newPage }) => {
  const page = await newPage()
  await visit(page, '/products/patio-mug')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  assert.equal(await skip.evaluate((link) => link === document.activeElement), true)
  assert.ok(((await skip.boundingBox())?.y ?? -1) >= 0)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const outline = await page.evaluate(() => {
    const focused = document.activeElement
    const shown = focused?.closest('label') ?? focused
    return shown === null || shown === undefined ? '' : getComputedStyle(shown).outlineStyle
  })
  assert.equal(outline, 'solid')
})

browserTest('what is not there is a page of its own, with a way on', async ({ newPage, expectProblem }) => {
  expectProblem(/^404 GET .*\/es\/nada$/)
  const page = await newPage()
  await visit(page, '/es/nada')
  await checkAccessible(page)
  await screenshot(page, 'not-found')
  await page.getByRole('link', { name: 'Ir a la tienda' }).click()
  await page.getByRole('heading', { name: 'Todo lo que tenemos' }).waitFor()
})

browserTest('colours for the dark can be read as well', async ({ newPage }) => {
  const page = await newPage()
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const path of ['/', '/products/patio-mug', '/cart']) {
    await visit(page, path)
    await checkAccessible(page)
  }
})
