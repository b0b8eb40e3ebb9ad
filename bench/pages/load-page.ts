import type { Browser, CDPSession, Page } from 'playwright-core'

/** What kind of visitor loads a page: on a desk, or with a middling phone on a slow network. */
export type Device = 'wide' | 'phone'

/** Bytes over the wire, headers included, by what they are for. */
export interface Weight {
  readonly html: number
  readonly css: number
  readonly script: number
  readonly fonts: number
  readonly pictures: number
}

/** One load of a page by somebody who has nothing of it yet. */
export interface PageLoad {
  /** Milliseconds after the address was entered. */
  readonly firstPaint: number
  readonly largestPaint: number
  /** Cumulative layout shift: 0 if nothing moved. */
  readonly shift: number
  readonly weight: Weight
}

const SCREENS = {
  wide: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true },
} as const
/** The "slow 4G" of the usual tools: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const SLOW_CPU_TIMES = 4

/** Loads a page with an empty cache and waits until nothing more comes. */
export async function loadPage(browser: Browser, address: string, device: Device): Promise<PageLoad> {
  const context = await browser.newContext(SCREENS[device])
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const weight = await weigh(session)
    if (device === 'phone') await slowDown(session)
    await page.addInitScript(observePaints)
    await page.goto(address, { waitUntil: 'networkidle' })
    return { ...(await paintsOf(page)), weight: weight() }
  } finally {
    await context.close()
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.emulateNetworkConditions', SLOW_NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU_TIMES })
}

/** Counts what comes over the wire from now on. */
async function weigh(session: CDPSession): Promise<() => Weight> {
  await session.send('Network.enable')
  const kinds = new Map<string, keyof Weight>()
  const weight = { html: 0, css: 0, script: 0, fonts: 0, pictures: 0 }
  session.on('Network.responseReceived', ({ requestId, type }) => {
    const kind = KINDS[type]
    if (kind !== undefined) kinds.set(requestId, kind)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId)
    if (kind !== undefined) weight[kind] += encodedDataLength
  })
  return () => ({ ...weight })
}

const KINDS: Readonly<Record<string, keyof Weight>> = {
  Document: 'html',
  Stylesheet: 'css',
  Script: 'script',
  Font: 'fonts',
  Image: 'pictures',
}

/** Runs in the page. */
function observePaints(): void {
  const seen = { firstPaint: 0, largestPaint: 0, shift: 0 }
  Object.assign(globalThis, { seen })
  const on = (type: string, look: (entry: PerformanceEntry & { readonly value: number }) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) look(entry as PerformanceEntry & { readonly value: number })
    }).observe({ type, buffered: true })
  on('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.firstPaint = startTime
  })
  on('largest-contentful-paint', ({ startTime }) => {
    seen.largestPaint = startTime
  })
  on('layout-shift', ({ value }) => {
    seen.shift += value
  })
}

function paintsOf(page: Page): Promise<Pick<PageLoad, 'firstPaint' | 'largestPaint' | 'shift'>> {
  return page.evaluate(() => (globalThis as unknown as { seen: Omit<PageLoad, 'weight'> }).seen)
}
