/**
 * Times how fast the shop makes its page of 50 products, frame and all, from what the database has handed over, and
 * writes the figure as JSON: `node time-grid.ts`. For the bench, which has no part in the shop's insides.
 *
 * @module
 */
import { layout, type PageView } from '../../layout/layout.ts'
import { routes } from '../../routes.ts'
import { manyGoods } from '../../testing/range.ts'
import { openWebShop } from '../../testing/web-shop.ts'
import { gridMark } from '../grid-page.ts'

const PRODUCTS = 50
const ROUNDS = 9
const RENDERS_EACH = 400

const { shop, close } = await openWebShop({ goods: manyGoods(PRODUCTS) })
const products = await shop.catalogue.cards(
  Array.from({ length: PRODUCTS }, (_, at) => at + 1),
  'en',
)
const view: Omit<PageView, 'body'> = {
  language: 'en',
  title: 'Everything',
  path: (language) => routes.home.path(language),
  messages: [],
  cartCount: null,
}

function renderPage(): string {
  const body = gridMark({ language: 'en', currency: shop.settings.currency, products, formToken: null })
  return layout(shop, { ...view, body })
}

function rendersPerCpuSecond(): number {
  const before = process.cpuUsage()
  // A text that nobody looks into is only a plan of one: looking makes the engine write it out.
  for (let done = 0; done < RENDERS_EACH; done += 1) renderPage().charCodeAt(100)
  const { user, system } = process.cpuUsage(before)
  return (RENDERS_EACH * 1_000_000) / (user + system)
}

rendersPerCpuSecond()
const rates = Array.from({ length: ROUNDS }, rendersPerCpuSecond).sort((one, other) => one - other)
const figure = {
  products: renderPage().split('class="card"').length - 1,
  bytes: new TextEncoder().encode(renderPage()).length,
  rendersPerCpuSecond: rates[Math.floor(ROUNDS / 2)],
}
process.stdout.write(`${JSON.stringify(figure)}\n`)
await close()
