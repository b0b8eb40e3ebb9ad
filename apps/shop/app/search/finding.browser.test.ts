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

async function assertNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(Number(content) <= Number(window), `${page.url()} is ${content} wide in a window of ${window}`)
}

async function look(page: Page, name: string): Promise<void> {
  await assertNoSidewaysScroll(page)
  await checkAccessible(page)
  await screenshot(page, name)
}

browserTest('searching with a typing mistake, then filtering and sorting what is found', async ({ newPage }) => {
  const page = await newPage()
  await page.goto(`${shop.baseUrl}/`)
  const header = page.getByRole('banner').getByRole('searchbox', { name: 'Search for products' })
  await header.fill('linnen')
  await header.press('Enter')
  await page.getByText('Showing results for linen').waitFor()
  assert.ok((await page.locator('mark').count()) > 0)
  await look(page, 'search-corrected')

  await page.getByRole('link', { name: 'Price: high to low' }).click()
  await page.getByText('Filter', { exact: true }).click()
  await page.getByRole('textbox', { name: 'To' }).fill('50,00')
  await page.getByRole('button', { name: 'Show products' }).click()
  assert.equal(await page.getByRole('link', { name: 'Price: high to low' }).getAttribute('aria-current'), 'true')
  await look(page, 'search-filtered')
  await page.getByRole('link', { name: 'Remove the filter Up to $50.00' }).click()
  assert.match(page.url(), /\/search\?q=linnen&sort=price-down$/)
})

browserTest('on a phone, in Spanish, without JavaScript: from the listing to what one looks for', async (kit) => {
  const page = await kit.newPage({ phone: true, javaScript: false })
  await page.goto(`${shop.baseUrl}/es?from=abc`)
  await page.getByText('«abc» no es un precio.').waitFor()
  await page.getByRole('textbox', { name: 'Desde' }).fill('20')
  await page.getByRole('button', { name: 'Ver productos' }).click()
  await page.getByRole('link', { name: 'Precio: de menor a mayor' }).click()
  const [first] = await page.locator('.card .price').allTextContents()
  assert.match(first ?? '', /2\d,\d\d/)
  await page.getByRole('link', { name: /^Quitar el filtro Desde/ }).click()
  await page.getByRole('main').getByRole('searchbox').waitFor({ state: 'detached' })

  const header = page.getByRole('banner').getByRole('searchbox')
  await header.fill('zzzzzz')
  await page.getByRole('banner').getByRole('button', { name: 'Buscar' }).click()
  await page.getByText('No hemos encontrado nada').waitFor()
  await page.getByRole('heading', { name: 'Recién llegados' }).waitFor()
})

browserTest('listing and search on a phone fit it, and can be used by everybody', async ({ newPage }) => {
  const page = await newPage({ phone: true })
  for (const path of ['/es?from=abc&sort=price-up', '/es/search?q=terra', '/search?q=zzzzzz', '/search']) {
    await page.goto(shop.baseUrl + path)
    await look(page, `finding-phone${path}`)
  }
})
