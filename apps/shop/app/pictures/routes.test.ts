import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { bytesOf } from './testing/files.ts'

const KEY = '0123456789abcdef'.repeat(2)
let shop: WebShop
before(async () => {
  shop = await openWebShop()
  for (const end of ['320.avif', '320.webp', '1200.jpg']) await shop.shop.media.write(`${KEY}-${end}`, bytesOf(end))
})
after(() => shop.close())

test('a file of a picture has its type, is kept for ever, is never guessed at, and costs no session', async () => {
  const before = shop.storeCalls.total
  for (const [end, type] of [
    ['320.avif', 'image/avif'],
    ['320.webp', 'image/webp'],
    ['1200.jpg', 'image/jpeg'],
  ]) {
    const answer = await shop.ask(`/media/${KEY}-${end}`, {
      headers: { cookie: `__Host-comanda-shop=${'a'.repeat(22)}.${'b'.repeat(22)}` },
    })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-type'), type)
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(answer.headers.get('set-cookie'), null)
    assert.equal(answer.headers.get('vary'), null)
    assert.equal(await answer.text(), end)
  }
  assert.equal(shop.storeCalls.total, before)
})

test('who has a file is not sent it again, and who asks for its head gets no body', async () => {
  const path = `/media/${KEY}-320.avif`
  const etag = (await shop.ask(path)).headers.get('etag') ?? ''
  assert.match(etag, /^"/)
  const again = await shop.ask(path, { headers: { 'if-none-match': `W/"x", ${etag}` } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
  const head = await shop.ask(path, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('content-type'), await head.text()], [200, 'image/avif', ''])
})

test('attack: no other name leads to a file, however it is written', async () => {
  const { dataDir } = shop.shop.settings
  writeFileSync(join(dataDir, 'media', 'notes.txt'), 'secret')
  writeFileSync(join(dataDir, 'media', `${KEY}-320.svg`), '<svg/>')
  const names = [
    'notes.txt',
    `${KEY}-320.svg`,
    `${KEY}-320.avif.txt`,
    `${KEY}-0320.avif`,
    `${KEY}-32000.avif`,
    `${KEY.toUpperCase()}-320.avif`,
    `${KEY}-320.avif%00`,
    `${KEY}-320.avif%0a`,
    `.%2f${KEY}-320.avif`,
    '..%2fshop.sqlite',
    '..%2f..%2f..%2fetc%2fpasswd',
    '..%5cshop.sqlite',
    '%252e%252e%252fshop.sqlite',
    `${'f'.repeat(32)}-320.avif`,
    '__proto__',
  ]
  for (const name of names) assert.equal((await shop.ask(`/media/${name}`)).status, 404, name)
  assert.equal(
    (await shop.ask(`/media/${KEY}-320.avif`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).status,
    404,
  )
})
