/**
 * Tests in a real Chromium, which fail on anything the browser complains about.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium, howToGetChromium, whyNoBrowser } from './chromium.ts'
import { unexpected, watch } from './watch.ts'

export type { BrowserContext, Page } from 'playwright-core'

/** How a visitor looks at the shop. */
export interface PageOptions {
  /** A phone: 390 by 844, touch. Default: a window of 1280 by 900. */
  readonly phone?: boolean
  /** Default: true. */
  readonly javaScript?: boolean
  /** The language the browser asks for, such as `es-ES`. Default: `en-US`. */
  readonly locale?: string
}

/** What a browser test works with. */
export interface BrowserKit {
  /** A page of a new visitor, with cookies of its own. Tabs of the same visitor: `page.context().newPage()`. */
  newPage(options?: PageOptions): Promise<Page>
  /**
   * Says that a problem is part of this test, as in `expectProblem(/^404 GET .*\/products\/gone$/)`. The test fails if it
   * does not come. How problems read: see `watch.ts`.
   */
  expectProblem(pattern: RegExp): void
}

/** Each page operation of a browser test fails after this long, well before the whole test is given up. */
const STEP_MS_MAX = 15_000

let shared: Promise<Browser> | null = null

async function browser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(`Browser tests need Chromium. ${howToGetChromium}`)
  shared ??= chromium.launch({ executablePath })
  return shared
}

/**
 * Registers a test that runs in Chromium. Beside its own assertions it fails on: an error on the console, an uncaught
 * error, an answer from 400 up, a failed request, a request to another machine; unless `expectProblem` named it.
 * Then pictures of its pages are left in `var/screens`.
 *
 * Without a Chromium the test is skipped with the reason, and in continuous integration it fails.
 */
export function browserTest(name: string, body: (kit: BrowserKit) => Promise<void>): void {
  test(name, { skip: whyNoBrowser() }, async (t) => {
    const contexts: BrowserContext[] = []
    const problems: string[] = []
    const expected: RegExp[] = []
    // Here and not at the end, so that a test that is given up half way leaves no page open.
    t.after(() => Promise.all(contexts.map((context) => context.close())))

    const kit: BrowserKit = {
      newPage: async (options = {}) => {
        const context = await (await browser()).newContext(contextOptions(options))
        contexts.push(context)
        context.setDefaultTimeout(STEP_MS_MAX)
        watch(context, problems)
        return context.newPage()
      },
      expectProblem: (pattern) => void expected.push(pattern),
    }

    try {
      await body(kit)
      await everythingTold(contexts)
      const left = unexpected(problems, expected)
      assert.ok(left.length === 0, `the browser complained:\n${left.join('\n')}`)
    } catch (error) {
      await picturesOfFailure(name, contexts)
      if (problems.length > 0) t.diagnostic(`the browser noticed:\n${problems.join('\n')}`)
      throw error
    }
  })
}

// One browser for all the tests of a file: it takes a third of a second to start.
after(async () => (await shared)?.close())

/** Events come in order, so after an answer of each page all that happened before has been noted. */
async function everythingTold(contexts: readonly BrowserContext[]): Promise<void> {
  await Promise.allSettled(contexts.flatMap((context) => context.pages()).map((page) => page.title()))
}

function contextOptions({ phone = false, javaScript = true, locale = 'en-US' }: PageOptions): object {
  const screen = phone
    ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
    : { viewport: { width: 1280, height: 900 } }
  return { ...screen, javaScriptEnabled: javaScript, locale }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Fails if axe-core finds something serious or critical in the page as it is now, and names the elements. Needs a
 * page with JavaScript; works under the page's own content security policy.
 */
export async function checkAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const lines = serious.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
  )
  assert.ok(lines.length === 0, `axe-core on ${page.url()}:\n${lines.join('\n')}`)
}

/** How long {@link layoutShiftOf} waits for what moves late, in milliseconds. */
const SHIFT_WAIT_MS = 200

/**
 * How far things have moved in the page that were there before, as the browser scores it (0: nothing moved), see
 * https://wicg.github.io/layout-instability/.
 */
export async function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(
    (waitMs) =>
      new Promise<number>((resolve) => {
        let sum = 0
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), waitMs)
      }),
    SHIFT_WAIT_MS,
  )
}

/** Takes a picture of the whole page into `var/screens/<name>.png` and hands back its path: for people to look at. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(import.meta.dirname, '..', '..', '..', 'var', 'screens', `${name.replace(/[^\w-]+/g, '-')}.png`)
  await page.screenshot({ path, fullPage: true })
  return path
}

async function picturesOfFailure(name: string, contexts: readonly BrowserContext[]): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages())
  // A page that is closed or hangs has no picture, and that must not hide why the test failed.
  await Promise.allSettled(pages.map((page, index) => screenshot(page, `failed-${name}-${index + 1}`)))
}
