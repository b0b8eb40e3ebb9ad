import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { importFile } from '../import/import-file.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'
import { encodeInBackground } from './background.ts'
import { createEncoder, type Encoder, EncoderUnusable } from './encoder.ts'
import { pictureOf } from './testing/files.ts'
import { createPictureFolder, type PictureFolder } from './testing/picture-folder.ts'

let source: PictureFolder
let shop: WebShop
before(async () => {
  source = createPictureFolder()
  shop = await openWebShop({ goods: [] })
  const rows: Record<string, string[]> = {}
  for (const [index, name] of ['one', 'two', 'three'].entries()) {
    source.add(`${name}.jpg`, await pictureOf('jpeg', 20 + index, 20))
    rows[name] = [`${name}.jpg`]
  }
  await importFile(shop.shop.db, source.products(rows), { currency: 'EUR', media: shop.shop.media })
})
after(async () => {
  await shop.close()
  source.remove()
})

const waiting = async (): Promise<number> =>
  (await shop.shop.db.selectFrom('picture').select('key').where('width', 'is', null).execute()).length

const untilStopped: Encoder = async (_, signal) => {
  if (!signal.aborted) await once(signal, 'abort')
  return { kind: 'interrupted' }
}

test('until pictures are ready the pages have drawings; a stop leaves them waiting', async () => {
  const encoding = encodeInBackground(shop.shop, untilStopped)
  assert.match(await shop.page('/products/one'), /\/media\/placeholder\/one" alt="Picture of one"/)
  await encoding.stop()
  assert.equal(await waiting(), 3)
})

test('a machine that cannot encode says so once, and leaves them waiting', async () => {
  const encoding = encodeInBackground(shop.shop, async () => {
    throw new EncoderUnusable('Pictures cannot be encoded on this machine: no libvips.')
  })
  await encoding.ended
  assert.equal(await waiting(), 3)
  assert.match(shop.logLines.at(-1) ?? '', /"level":"error".*no libvips.*"msg":"pictures are not encoded"/)
})

test('the next start goes on: one hangs and is refused, the others are on their pages', async () => {
  const real = createEncoder()
  let asked = 0
  const encoding = encodeInBackground(shop.shop, async (bytes, signal) => {
    asked += 1
    return asked === 1 ? { kind: 'refused', refusal: 'too-slow' } : await real(bytes, signal)
  })
  await encoding.ended
  assert.equal(await waiting(), 0)
  assert.ok(shop.logLines.some((line) => line.includes('"msg":"pictures: 3 of 3"')))
  const refused = shop.logLines.find((line) => line.includes('import/picture-too-slow')) ?? ''
  const { pictures, products } = JSON.parse(refused)
  assert.deepEqual(pictures, [`${products[0]}.jpg`])
  for (const name of ['one', 'two', 'three']) {
    const page = await shop.page(`/products/${name}`)
    assert.equal(page.includes('/media/placeholder/'), name === products[0], name)
    if (name !== products[0])
      assert.match(page, /<source type="image\/avif" srcset="\/media\/[0-9a-f]{32}-2\d\.avif 2\dw" sizes=/)
  }
})
