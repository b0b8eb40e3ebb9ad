import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { browserTest, checkAccessible, screenshot } from './browser.ts'
import { unexpected } from './watch.ts'

const strictPolicy = "default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'"
const pages: Readonly<Record<string, string>> = {
  '/good': '<h1>Shop</h1><p>Open.</p>',
  '/no-alt': '<h1>Shop</h1><img src="/good.png">',
  '/script': '<h1>Shop</h1><script src="/mark.js"></script>',
  '/throws': '<h1>Shop</h1><script src="/throw.js"></script>',
  '/inline': '<h1>Shop</h1><p style="color: red">Red</p>',
  '/foreign': '<h1>Shop</h1><a href="http://elsewhere.invalid/">Elsewhere</a>',
}
const others: Readonly<Record<string, [type: string, body: string]>> = {
  '/favicon.ico': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/good.png': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/mark.js': ['text/javascript', 'document.title = navigator.language + " " + innerWidth'],
  '/throw.js': ['text/javascript', 'null.price'],
}

let server: Server
let baseUrl = ''

before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const page = pages[pathname]
    const [type, body] = page === undefined ? (others[pathname] ?? ['text/plain', 'gone']) : ['text/html', htmlOf(page)]
    response.writeHead(body === 'gone' ? 404 : 200, { 'content-type': type, 'content-security-policy': strictPolicy })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`
})

after(() => {
  server.closeAllConnections()
  server.close()
})

function htmlOf(main: string): string {
  return `<!doctype html><html lang="en"><head><title>Sample</title></head><body><main>${main}</main></body></html>`
}

browserTest('a sound page passes, and axe-core works under a strict content security policy', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${baseUrl}/good`)
  await checkAccessible(page)
})

browserTest('a picture without words for the blind is found', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${baseUrl}/no-alt`)
  await assert.rejects(checkAccessible(page), /image-alt: .*: img/)
})

browserTest(
  'what the browser complains about is noticed: missing pages, thrown errors, refused styles',
  async (kit) => {
    const page = await kit.newPage()
    kit.expectProblem(/^404 GET http:\/\/localhost:\d+\/gone$/)
    await page.goto(`${baseUrl}/gone`)
    kit.expectProblem(/^page error: .*null/)
    await page.goto(`${baseUrl}/throws`)
    kit.expectProblem(/^console error: .*inline style/)
    await page.goto(`${baseUrl}/inline`)
  },
)

browserTest('a request to another machine is noticed, also from a second tab', async (kit) => {
  const page = await kit.newPage()
  const tab = await page.context().newPage()
  await tab.goto(`${baseUrl}/foreign`)
  kit.expectProblem(/^request to another machine: GET http:\/\/elsewhere\.invalid\//)
  kit.expectProblem(/^net::ERR_\w+ GET http:\/\/elsewhere\.invalid\//)
  await tab.route('http://elsewhere.invalid/', (route) => route.abort('connectionrefused'))
  await tab.getByRole('link').click()
  await tab.waitForURL(/chrome-error/)
})

browserTest('phones, languages and browsers without scripts are what they say', async (kit) => {
  const phone = await kit.newPage({ phone: true, locale: 'es-ES' })
  await phone.goto(`${baseUrl}/script`)
  assert.match(await phone.title(), /^es-ES \d+$/)
  assert.equal(phone.viewportSize()?.width, 390)

  const plain = await kit.newPage({ javaScript: false })
  await plain.goto(`${baseUrl}/script`)
  assert.equal(await plain.title(), 'Sample')
})

browserTest('a picture of a page is left where people find it', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${baseUrl}/good`)
  const path = await screenshot(page, 'test kit: sample')
  assert.match(path, /var.screens.test-kit-sample\.png$/)
  assert.ok(existsSync(path))
  rmSync(path)
})

test('a problem nobody named fails the test, and so does one that was named and did not come', () => {
  assert.deepEqual(unexpected(['404 GET /a', '500 GET /b'], [/^404/]), ['500 GET /b'])
  assert.deepEqual(unexpected([], [/^404/]), ['expected a problem like /^404/, and none came'])
  assert.deepEqual(unexpected([], []), [])
})
