import { setTimeout as pause } from 'node:timers/promises'
import { findChromium, howToGetChromium } from '@comanda/test-kit/chromium'
import { startShop } from '@comanda/test-kit/shop'
import { chromium } from 'playwright-core'
import { type Device, loadPage, type PageLoad } from './load-page.ts'
import type { PageFigures } from './page-table.ts'

const PAGES = [
  { name: 'front page', path: '/' },
  { name: 'product', path: '/products/patio-mug' },
] as const

/** Loads the pages of a new shop with its demo catalogue, so often on each kind of device, in a Chromium. */
export async function visitPages(devices: readonly Device[], loadsEach: number): Promise<PageFigures[]> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(howToGetChromium)
  const shop = await startShop()
  const browser = await chromium.launch({ executablePath })
  try {
    for (const { path } of PAGES) await pictured(shop.baseUrl + path)
    const wanted = devices.flatMap((device) => PAGES.map((page) => ({ ...page, device })))
    const figures: PageFigures[] = []
    for (const { name, path, device } of wanted) {
      const loads: PageLoad[] = []
      for (let load = 0; load < loadsEach; load += 1) loads.push(await loadPage(browser, shop.baseUrl + path, device))
      figures.push({ name, device, loads })
    }
    return figures
  } finally {
    await browser.close()
    await shop.stop()
  }
}

const PICTURES_MS_MAX = 240_000

/** Waits until a page has its pictures: a new shop makes them while it is open. */
async function pictured(address: string): Promise<void> {
  const end = performance.now() + PICTURES_MS_MAX
  while ((await (await fetch(address)).text()).includes('/media/placeholder/')) {
    if (performance.now() > end) throw new Error(`${address} has no pictures after ${PICTURES_MS_MAX} ms.`)
    await pause(500)
  }
}
