import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { loadAssets } from './assets.ts'
import { openWebShop, type WebShop } from './testing/web-shop.ts'

let shop: WebShop
let folder: string
before(async () => {
  shop = await openWebShop()
  folder = mkdtempSync(join(tmpdir(), 'comanda-assets-'))
})
after(async () => {
  await shop.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the style sheet of a page is there, is kept for ever, and is not sent twice', async () => {
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(await shop.page('/'))?.[1] ?? ''
  assert.match(href, /^\/assets\/shop\.[0-9a-f]{16}\.css$/)
  const style = await shop.ask(href)
  assert.equal(style.headers.get('content-type'), 'text/css; charset=utf-8')
  assert.equal(style.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.match(await style.text(), /--paper/)

  const etag = style.headers.get('etag') ?? ''
  const again = await shop.ask(href, { headers: { 'if-none-match': etag } })
  assert.equal(again.status, 304)
  assert.equal(await again.text(), '')
})

test('the icon is there under its name and where browsers look by themselves', async () => {
  const href = /<link rel="icon" type="image\/svg\+xml" href="([^"]+)"/.exec(await shop.page('/'))?.[1] ?? ''
  for (const path of [href, '/favicon.ico']) {
    const icon = await shop.ask(path)
    assert.equal(icon.status, 200)
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml')
  }
})

test('fonts are ours, kept for ever, asked for before the style is read, and light enough', async () => {
  const page = await shop.page('/')
  const style = await (await shop.ask(/<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? '')).text()
  const preloads = page.matchAll(/<link rel="preload" href="([^"]+)" as="font" type="font\/woff2" crossorigin>/g)
  const first = [...preloads].map((match) => match[1] ?? '')
  assert.equal(first.length, 2)
  let bytes = 0
  for (const href of first) {
    assert.ok(style.includes(`url("${href}")`), href)
    const font = await shop.ask(href)
    assert.equal(font.headers.get('content-type'), 'font/woff2')
    assert.equal(font.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    bytes += (await font.arrayBuffer()).byteLength
  }
  assert.ok(bytes < 80_000, `${bytes} bytes`)
})

test('the style sheet stays small', async () => {
  const compressed = gzipSync(loadAssets().file('shop.css').body).byteLength
  assert.ok(compressed < 12_000, `${compressed} bytes`)
})

test('names without the right hash, and names that climb, are not there', async () => {
  for (const file of ['shop.css', 'shop.0000000000000000.css', '..%2fserver.ts', '__proto__', 'constructor']) {
    assert.equal((await shop.ask(`/assets/${file}`)).status, 404, file)
  }
})

test('a file has another name as soon as it has other content, and a folder is one file in parts', () => {
  mkdirSync(join(folder, 'a.css'))
  writeFileSync(join(folder, 'a.css', '2.css'), 'b {}')
  writeFileSync(join(folder, 'a.css', '1.css'), 'a {}')
  const before = loadAssets(folder)
  assert.equal(new TextDecoder().decode(before.file('a.css').body), 'a {}\nb {}')
  writeFileSync(join(folder, 'a.css', '2.css'), 'c {}')
  assert.notEqual(loadAssets(folder).href('a.css'), before.href('a.css'))
  assert.throws(() => before.href('b.css'), /no asset "b\.css"/)
})

test('a style sheet has another name as soon as a file it refers to has other content', () => {
  writeFileSync(join(folder, 'dot.svg'), '<svg/>')
  writeFileSync(join(folder, 'dots.css'), 'a { background: url("dot.svg") }')
  const before = loadAssets(folder)
  assert.equal(
    new TextDecoder().decode(before.file('dots.css').body),
    `a { background: url("${before.href('dot.svg')}") }`,
  )
  writeFileSync(join(folder, 'dot.svg'), '<svg />')
  assert.notEqual(loadAssets(folder).href('dots.css'), before.href('dots.css'))
  writeFileSync(join(folder, 'dots.css'), 'a { background: url("gone.svg") }')
  assert.throws(() => loadAssets(folder), /refers to "gone\.svg"/)
})
