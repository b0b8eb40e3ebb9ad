import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type BrowserContext, browserTest, checkAccessible, type Page, screenshot } from '@comanda/test-kit/browser'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'

let shop: CartShop
before(async () => {
  shop = await openCartShop()
})
after(() => shop.close())

const drawer = (page: Page) => page.getByRole('dialog')
const cartLink = (page: Page) => page.getByRole('navigation').getByRole('link', { name: /^(Cart|Carrito)/ })

interface CartJson {
  readonly item_count: number
  readonly token: string
}

async function cartOf(context: BrowserContext): Promise<CartJson> {
  return (await context.request.get(`${shop.baseUrl}/cart.js`)).json()
}

/** The cart's requests of all pages so far. */
function watchCalls(context: BrowserContext): { readonly paths: string[] } {
  const paths: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!request.isNavigationRequest() && /\/cart(\/|$)/.test(pathname)) paths.push(`${request.method()} ${pathname}`)
  })
  return { paths }
}

browserTest('adding from the grid opens the drawer on the same page, in English and on a wide screen', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/`)
  await page.getByRole('button', { name: 'Add to cart: Blue cup' }).click()
  await drawer(page).getByText('Added to your cart: Blue cup.').waitFor()
  assert.equal(new URL(page.url()).pathname, '/')
  assert.match(await cartLink(page).innerText(), /1/)
  assert.match(await drawer(page).innerText(), /€12\.50/)
  await checkAccessible(page)
  await screenshot(page, 'drawer-wide')
})

browserTest('the drawer in Spanish on a phone: as wide as the screen, steps, and an emptied cart', async (kit) => {
  const page = await kit.newPage({ phone: true })
  await page.goto(`${shop.baseUrl}/es/products/t-shirt`)
  await page.getByRole('radio', { name: 'M' }).check()
  await page.getByRole('button', { name: 'Añadir al carrito' }).click()
  await drawer(page).getByText('Añadido a tu carrito: T-shirt - M.').waitFor()
  await page.waitForFunction(() => document.querySelector('dialog')?.getBoundingClientRect().left === 0)
  assert.equal((await drawer(page).boundingBox())?.width, 390)
  await drawer(page).getByRole('button', { name: 'Uno más de T-shirt - M' }).click()
  await drawer(page).getByRole('button', { name: 'Uno más de T-shirt - M' }).click()
  await drawer(page).getByText('Tu carrito tiene ahora 3 × T-shirt - M.').waitFor()
  await checkAccessible(page)
  await screenshot(page, 'drawer-phone')
  await drawer(page).getByRole('button', { name: 'Quitar T-shirt - M del carrito' }).click()
  await drawer(page).getByText('Todavía no hay nada.').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'drawer-title', 'the focus is not lost')
  assert.equal((await cartOf(page.context())).item_count, 0)
})

browserTest('the drawer by keyboard: the focus stays in it, Escape shuts it, and the focus returns', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  const addButton = page.getByRole('button', { name: 'Add to cart' })
  await addButton.press('Enter')
  await drawer(page).getByText('Added to your cart').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'drawer-title')
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press('Tab')
    const isInside = await page.evaluate(() => {
      const { activeElement } = document
      // After its last element the browser itself has its turn; nothing else of the page does.
      return activeElement === document.body || activeElement?.closest('dialog') !== null
    })
    assert.ok(isInside, `after ${count + 1} tabs`)
  }
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'hidden' })
  assert.ok(await addButton.evaluate((button) => button === document.activeElement))
  await cartLink(page).press('Enter')
  await drawer(page).getByRole('link', { name: 'Blue cup' }).waitFor()
})

browserTest('a stranger who only looks asks for nothing, and opens an empty drawer', async (kit) => {
  const page = await kit.newPage()
  const calls = watchCalls(page.context())
  const callsBefore = shop.storeCalls()
  await page.goto(`${shop.baseUrl}/`)
  await cartLink(page).click()
  await drawer(page).getByText('There is nothing in it yet.').waitFor()
  await checkAccessible(page)
  await drawer(page).getByRole('button', { name: 'Close the cart' }).click()
  await page.goto(`${shop.baseUrl}/products/plate`)
  assert.deepEqual(calls.paths, [])
  assert.equal(shop.storeCalls(), callsBefore)
})

browserTest('four first adds at once and two tabs make one cart with all of it, one request at a time', async (kit) => {
  const page = await kit.newPage()
  const context = page.context()
  const calls = watchCalls(context)
  // By the shop: the browser's tabs tell of what they began and ended in no order.
  const requests = shop.watchCartRequests()
  const other = await context.newPage()
  await Promise.all([page.goto(`${shop.baseUrl}/`), other.goto(`${shop.baseUrl}/es`)])
  const fourClicks = () => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('form[action$="/cart/add"] button:not([name])')]
    for (const button of [...buttons, ...buttons].slice(0, 4)) button.click()
  }
  await Promise.all([page.evaluate(fourClicks), other.evaluate(fourClicks)])
  await Promise.all([page, other].map((one) => one.locator('.count', { hasText: '8' }).waitFor()))
  assert.equal((await cartOf(context)).item_count, 8)
  assert.equal(calls.paths.filter((path) => path.startsWith('POST')).length, 8)
  assert.equal(requests.most(), 1)
})

browserTest('a double click adds once', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  await page.getByRole('button', { name: 'Add to cart' }).dblclick()
  await drawer(page).getByText('Added to your cart: Blue cup.').waitFor()
  assert.equal((await cartOf(page.context())).item_count, 1)
})

browserTest('what was typed last is sent although the page is left', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await drawer(page).getByText('Added to your cart').waitFor()
  await drawer(page).getByLabel('Quantity (Blue cup)').pressSequentially('2', { delay: 10 })
  await page.goto(`${shop.baseUrl}/products/plate`)
  await page.locator('.count', { hasText: /12|21/ }).waitFor()
})

browserTest('adds that still wait when a fresh browser leaves the page are made from the next one', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/`)
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('form[action$="/cart/add"] button:not([name])')]
    for (const button of [...buttons, ...buttons].slice(0, 4)) button.click()
    location.assign('/products/plate')
  })
  await page.waitForURL('**/products/plate')
  await page.locator('.count', { hasText: '4' }).waitFor()
  assert.equal((await cartOf(page.context())).item_count, 4)
})

browserTest('a page shown again from before, and another tab, show the cart as it is', async (kit) => {
  const page = await kit.newPage()
  const other = await page.context().newPage()
  await page.goto(`${shop.baseUrl}/products/plate`)
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  await other.goto(`${shop.baseUrl}/`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await drawer(page).getByText('Added to your cart').waitFor()
  await other.locator('.count', { hasText: '1' }).waitFor()
  await page.goBack()
  await page.locator('.count', { hasText: '1' }).waitFor()
})

browserTest('Buy now leads to the order, with and without JavaScript', async (kit) => {
  for (const javaScript of [true, false]) {
    const page = await kit.newPage({ javaScript })
    await page.goto(`${shop.baseUrl}/`)
    await page.getByRole('button', { name: 'Buy now: Plate' }).click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.equal(page.url(), `${shop.baseUrl}/cart#order`)
    await page.getByText('Added to your cart: Plate.').waitFor()
    assert.equal(await page.getByRole('region', { name: 'Your order' }).evaluate((one) => one.matches(':target')), true)
    assert.ok(await page.getByRole('button', { name: 'Place order' }).isDisabled())
  }
})

browserTest('more than there is, and what is refused, is told in words beside the form', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/plate`)
  await page.getByLabel('Quantity').fill('3')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await drawer(page).getByText('Added to your cart: 3 × Plate.').waitFor()
  await drawer(page).getByRole('button', { name: 'One more of Plate' }).click()
  await drawer(page).getByText('Only 3 × Plate can be had').waitFor()
  assert.equal(await drawer(page).getByLabel('Quantity (Plate)').inputValue(), '3')
  await page.keyboard.press('Escape')
  kit.expectProblem(/^422 POST .*\/cart\/add$/)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('alert').getByText('The maximum quantity of this item is already in your cart.').waitFor()
  await drawer(page).waitFor({ state: 'hidden' })
})

browserTest(
  'when the shop cannot answer, or cannot be reached, that is said, and the button works again',
  async (kit) => {
    const page = await kit.newPage()
    await page.goto(`${shop.baseUrl}/products/blue-cup`)
    const addButton = page.getByRole('button', { name: 'Add to cart' })
    kit.expectProblem(/^503 POST .*\/cart\/add$/)
    kit.expectProblem(/^net::ERR_INTERNET_DISCONNECTED POST .*\/cart\/(add|change)$/)
    await page.route('**/cart/add', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/json',
        body: '{"description":"Busy. Please try again."}',
      }),
    )
    await addButton.click()
    await page.getByRole('alert').getByText('Busy. Please try again.').waitFor()
    await page.unroute('**/cart/add')

    await page.context().setOffline(true)
    await addButton.click()
    await page.getByRole('alert').getByText('The shop could not be reached').waitFor()
    await page.context().setOffline(false)
    await addButton.click()
    await drawer(page).getByText('Added to your cart: Blue cup.').waitFor()

    await page.context().setOffline(true)
    await drawer(page).getByRole('button', { name: 'One more of Blue cup' }).click()
    await drawer(page).getByText('The shop could not be reached').waitFor()
    await page.context().setOffline(false)
    await drawer(page).getByRole('button', { name: 'Try again' }).click()
    await drawer(page).getByText('Your cart now has 2 × Blue cup.').waitFor()
  },
)

browserTest('a browser that the script fails in goes on to the cart as without a script', async (kit) => {
  const page = await kit.newPage()
  await page.addInitScript(() => {
    Element.prototype.getAttributeNames = () => {
      throw new Error('not in this browser')
    }
  })
  await page.goto(`${shop.baseUrl}/products/blue-cup`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.waitForURL('**/cart')
  await page.getByRole('heading', { name: 'Your cart' }).waitFor()
  assert.equal((await cartOf(page.context())).item_count, 1)
})
