import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type BrowserKit, browserTest, checkAccessible, type Page, screenshot } from '@comanda/test-kit/browser'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { databaseSettings } from '../data/testing/new-database.ts'

let shop: Shop
before(async () => {
  shop = await startShop({ env: await databaseSettings() })
})
after(() => shop?.stop())

const DAY_SECONDS = 86_400

/** The names in the page's list, with the days that each cookie lasts; null for what is in the browser's storage. */
async function listed(page: Page): Promise<ReadonlyMap<string, number | null>> {
  await page.goto(`${shop.baseUrl}/legal/cookies`)
  const rows = await page.locator('table tbody tr').allTextContents()
  return new Map(
    rows.map((row) => {
      const days = /(\d+) days/.exec(row)?.[1]
      return [/^\s*(\S+)/.exec(row)?.[1] ?? '', days === undefined ? null : Number(days)]
    }),
  )
}

/** Does what a visitor can do in the shop, and tells every cookie that any answer set. */
async function walk(newPage: BrowserKit['newPage']): Promise<{ page: Page; set: ReadonlySet<string> }> {
  const page = await newPage()
  const set = new Set<string>()
  page.on('response', async (response) => {
    const lines = (await response.headerValue('set-cookie').catch(() => null)) ?? ''
    for (const line of lines.split('\n').filter(Boolean)) set.add(line.split('=')[0] ?? '')
  })
  const paths = [
    '/',
    '/products/patio-mug',
    '/legal/privacy',
    '/cart',
    '/es',
    '/es/products/patio-mug',
    '/es/legal/cookies',
  ]
  for (const path of paths) await page.goto(shop.baseUrl + path)
  assert.deepEqual(await page.context().cookies(), [], 'who only looks around has no cookie')
  await page.goto(`${shop.baseUrl}/es/products/patio-mug`)
  const added = page.waitForResponse((response) => response.url().includes('/cart/add'))
  await page.getByRole('button', { name: 'Añadir al carrito', exact: true }).first().click()
  await added
  await page.goto(`${shop.baseUrl}/es/cart`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
  for (const path of paths) await page.goto(shop.baseUrl + path)
  return { page, set }
}

browserTest(
  'the cookies of a walk through the shop are those the page lists, for as long as it says',
  async ({ newPage }) => {
    const { page, set } = await walk(newPage)
    const cookies = await page.context().cookies()
    const list = await listed(page)
    const names = [...list].filter(([, days]) => days !== null).map(([name]) => name)
    assert.deepEqual(cookies.map(({ name }) => name).sort(), names.sort())
    assert.deepEqual([...set].sort(), names)
    for (const { name, expires, secure, httpOnly, sameSite } of cookies) {
      const days = (expires - Date.now() / 1_000) / DAY_SECONDS
      const said = list.get(name) ?? Number.NaN
      assert.ok(Math.abs(days - said) < 0.1, `${name} lasts ${days} days and not ${said}`)
      assert.deepEqual([secure, httpOnly, sameSite], [true, true, 'Lax'], name)
    }
    const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    for (const name of stored) assert.equal(list.get(name), null, `${name} is kept and not in the list`)
    await screenshot(page, 'cookies')
  },
)

browserTest('legal pages can be read by all, on a phone too', async ({ newPage }) => {
  const page = await newPage({ phone: true })
  for (const path of ['/legal/imprint', '/es/legal/cookies']) {
    await page.goto(shop.baseUrl + path)
    await checkAccessible(page)
    // Not the window's own width, which a phone zooms out to make room for too wide a page.
    const content = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(content <= (page.viewportSize()?.width ?? 0), `${path} is ${content} wide`)
    await screenshot(page, `phone${path}`)
  }
})

browserTest('the chosen language is there at the next visit, without JavaScript too', async ({ newPage }) => {
  const page = await newPage({ javaScript: false })
  await page.goto(`${shop.baseUrl}/products/patio-mug`)
  await page.getByRole('button', { name: 'Español' }).click()
  assert.equal(new URL(page.url()).pathname, '/es/products/patio-mug')
  await page.goto(`${shop.baseUrl}/`)
  assert.equal(new URL(page.url()).pathname, '/es')

  const spaniard = await newPage({ locale: 'es-ES' })
  await spaniard.goto(`${shop.baseUrl}/`)
  assert.equal(new URL(spaniard.url()).pathname, '/es')
  await spaniard.getByRole('button', { name: 'English' }).click()
  await spaniard.waitForURL(`${shop.baseUrl}/`)
  await spaniard.goto(`${shop.baseUrl}/`)
  assert.equal(new URL(spaniard.url()).pathname, '/')
})
