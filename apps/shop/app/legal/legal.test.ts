import assert from 'node:assert/strict'
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { LANGUAGES, routes } from '../routes.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { LEGAL_PAGES } from './pages.ts'
import { openLegalTexts, TEXT_BYTES_MAX } from './texts.ts'

let shop: WebShop
before(async () => {
  shop = await openWebShop()
})
after(() => shop.close())

function fileOf(name: string): string {
  return join(shop.shop.legalTexts.folder, name)
}

test('each page is there in each language, linked from the foot of every page, with its gaps marked', async () => {
  for (const language of LANGUAGES) {
    const front = await shop.page(routes.home.path(language))
    for (const page of LEGAL_PAGES) {
      const path = routes.legal.path(language, { page })
      assert.ok(front.includes(`<a href="${path}">`), path)
      const text = await shop.page(path)
      assert.match(text, /<article class="legal">\s*<h1>[^<]+<\/h1>/)
      assert.equal(/<mark title="[^"]+">\[\p{Lu}/u.test(text), page !== 'cookies', path)
    }
  }
})

test('the templates say the same in both languages, part by part, and call the shop by its name', async () => {
  for (const page of LEGAL_PAGES) {
    const [english, spanish] = await Promise.all(LANGUAGES.map((language) => shop.shop.legalTexts.read(page, language)))
    assert.deepEqual(
      english?.blocks.map(({ kind }) => kind),
      spanish?.blocks.map(({ kind }) => kind),
      page,
    )
    assert.ok(Math.abs((english?.gaps ?? 0) - (spanish?.gaps ?? 0)) <= 1, page)
  }
  assert.match(await shop.page('/legal/imprint'), /Tea &amp; Co is kept by/)
  assert.match(await shop.page('/es/legal/imprint'), /El titular de Tea &amp; Co es/)
})

test('a file that is changed shows at once, and nothing in it is markup', async () => {
  writeFileSync(
    fileOf('en/shipping.txt'),
    '# We <b>send</b>\n\nTo all. <script>alert(1)</script> <a href="javascript:alert(1)">x</a>',
  )
  const page = await shop.page('/legal/shipping')
  assert.match(page, /<h1>We &lt;b&gt;send&lt;\/b&gt;<\/h1>\s*<p>To all\. &lt;script&gt;/)
  assert.doesNotMatch(page, /<b>|<script(?! type="module" src)|<a href="javascript/)
  writeFileSync(fileOf('en/shipping.txt'), 'To nobody at the moment.')
  assert.match(await shop.page('/legal/shipping'), /<h1>Shipping<\/h1>\s*<p>To nobody at the moment\.<\/p>/)
})

test('what the merchant has written is never written over, and the gaps left are told', async () => {
  writeFileSync(fileOf('es/terms.txt'), 'Nuestro texto.')
  const again = openLegalTexts(shop.shop.settings)
  assert.equal(readFileSync(fileOf('es/terms.txt'), 'utf8'), 'Nuestro texto.')
  const unfinished = await again.unfinished()
  assert.equal(unfinished.includes('es/terms.txt'), false)
  assert.equal(unfinished.includes('en/terms.txt'), true)
  assert.equal(
    unfinished.some((name) => name.includes('cookies')),
    false,
  )
})

test('a file beyond the limit, or none, is a failure that the log explains, and no page', async () => {
  truncateSync(fileOf('en/returns.txt'), TEXT_BYTES_MAX + 1)
  assert.equal((await shop.ask('/legal/returns')).status, 500)
  rmSync(fileOf('en/terms.txt'))
  assert.equal((await shop.ask('/legal/terms')).status, 500)
  assert.match(shop.logLines.join(''), /returns\.txt has 262145 bytes/)
  assert.match(shop.logLines.join(''), /ENOENT/)
})

test('no name leads out of the folder', async () => {
  for (const name of ['nope', '..%2f..%2fsecret', 'imprint.txt', 'constructor', '__proto__']) {
    assert.equal((await shop.ask(`/legal/${name}`)).status, 404, name)
  }
})

test('a legal page is the same for all strangers: cacheable, with a validator, and no session is looked at', async () => {
  const before = shop.storeCalls.total
  const response = await shop.ask('/es/legal/privacy')
  assert.match(response.headers.get('cache-control') ?? '', /public/)
  const etag = response.headers.get('etag') ?? ''
  assert.equal((await shop.ask('/es/legal/privacy', { headers: { 'if-none-match': etag } })).status, 304)
  assert.equal(shop.storeCalls.total, before)
})
