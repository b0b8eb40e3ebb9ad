import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { browserTest, checkAccessible, layoutShiftOf, type Page } from '@comanda/test-kit/browser'
import { type CartShop, openCartShop } from '../cart/testing/cart-shop.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

/** Every kind of page; those of a cart are visited with something in it. */
const PATHS: readonly string[] = [
  '/',
  '/?from=1&to=x',
  '/products/blue-cup',
  '/products/t-shirt',
  '/search?q=cup',
  '/cart',
  '/legal/cookies',
  '/legal/privacy',
  '/gone',
]
const NOT_THERE = /^404 GET .*\/gone$/

const IN_SPANISH = PATHS.map((path) => `/es${path}`.replace(/\/(?=\?|$)/, ''))

/** Pages one after the other, in `page`, whose visitor has a cart. */
async function eachPage(page: Page, paths: readonly string[], look: (path: string) => Promise<void>): Promise<void> {
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByText('Added to your cart').waitFor()
  for (const path of paths) {
    await page.goto(shop.baseUrl + path)
    await look(path)
  }
}

browserTest('words stand out from what is behind them, by day and by night', async (kit) => {
  const page = await kit.newPage()
  kit.expectProblem(NOT_THERE)
  await eachPage(page, PATHS, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await checkAccessible(page)
    }
  })
})

browserTest('no page reaches beyond the edge of a phone, and fingers find everything', async (kit) => {
  const page = await kit.newPage({ phone: true })
  for (const _ of ['en', 'es']) kit.expectProblem(NOT_THERE)
  await eachPage(page, [...PATHS, ...IN_SPANISH], async (path) => {
    assert.deepEqual(await page.evaluate(tooSmall), [], path)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${path} at ${width}`)
    }
    await page.setViewportSize({ width: 390, height: 844 })
  })
})

/** Links and controls under 44 by 44 pixels. Links in the midst of a text may be as low as it. */
function tooSmall(): string[] {
  const found = document.querySelectorAll(
    'a, button, select, summary, input:not([type=hidden], [type=radio], [type=checkbox]), label:has(input)',
  )
  return [...found].flatMap((element) => {
    const box = element.getBoundingClientRect()
    const isUnseen = box.bottom <= 0 || element.closest('.unseen') !== null || !element.checkVisibility()
    const isInText = getComputedStyle(element).display === 'inline' && element.closest('p') !== null
    // The link of a card is its whole picture.
    const isPicture = element.matches('.card h2 a')
    if (isUnseen || isInText || isPicture || (box.width >= 44 && box.height >= 44)) return []
    return [
      `${element.tagName} ${element.className} "${element.textContent.trim()}" ${Math.round(box.width)} x ${Math.round(box.height)}`,
    ]
  })
}

browserTest('the picture of a card leads to its product', async (kit) => {
  const page = await kit.newPage({ phone: true })
  await page.goto(shop.baseUrl)
  const href = await page
    .locator('.card .picture')
    .first()
    .evaluate((picture) => {
      picture.scrollIntoView()
      const { left, top, width, height } = picture.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2)?.getAttribute('href')
    })
  assert.match(href ?? '', /^\/products\//)
})

browserTest('nothing moves for whoever wants no motion', async (kit) => {
  const page = await kit.newPage()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const path of ['/', '/products/t-shirt']) {
    await page.goto(shop.baseUrl + path)
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [undefined, '::before', '::after'].flatMap((part) => {
          const { animationName, transitionDuration } = getComputedStyle(element, part)
          return animationName === 'none' && transitionDuration === '0s' ? [] : [element.tagName + (part ?? '')]
        }),
      ),
    )
    assert.deepEqual(moving, [], path)
  }
})

browserTest('nothing jumps, also when fonts and pictures come late', async (kit) => {
  const page = await kit.newPage()
  await page.route(/\.woff2$|\/media\//, async (route) => {
    await sleep(400)
    await route.continue()
  })
  for (const path of ['/', '/products/t-shirt']) {
    await page.goto(shop.baseUrl + path)
    await sleep(200)
    assert.equal(await layoutShiftOf(page), 0, path)
  }
})
