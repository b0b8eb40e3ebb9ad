import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { browserTest, layoutShiftOf, type Page } from '@comanda/test-kit/browser'
import { type CartShop, openCartShop } from '../cart/testing/cart-shop.ts'
import { importFile } from '../import/import-file.ts'
import { encodeInBackground } from './background.ts'
import { createEncoder } from './encoder.ts'
import { pictureOf } from './testing/files.ts'
import { createPictureFolder, type PictureFolder } from './testing/picture-folder.ts'

let source: PictureFolder
let shop: CartShop
before(async () => {
  source = createPictureFolder()
  shop = await openCartShop()
  source.add('wide.jpg', await pictureOf('jpeg', 700, 400))
  source.add('tall.png', await pictureOf('png', 300, 600))
  const path = source.products({ jug: ['wide.jpg', 'tall.png'], vase: ['tall.png'] })
  await importFile(shop.shop.db, path, { currency: 'EUR', media: shop.shop.media })
  await encodeInBackground(shop.shop, createEncoder()).ended
})
after(async () => {
  await shop.close()
  source.remove()
})

/** What the page shows of its pictures, once all that are in sight are there. */
async function shown(page: Page): Promise<{ file: string; box: number; picture: number }[]> {
  return await page.evaluate(async () => {
    const images = [...document.querySelectorAll<HTMLImageElement>('main picture img')]
    for (const image of images) image.loading = 'eager'
    await Promise.all(images.map((image) => image.decode()))
    return images.map((image) => ({
      file: image.currentSrc.replace(/.*\/[0-9a-f]{32}-/, ''),
      box: Math.round((image.clientWidth / image.clientHeight) * 100) / 100,
      picture: Math.round((image.naturalWidth / image.naturalHeight) * 100) / 100,
    }))
  })
}

browserTest('pictures load on grid, product and cart pages, in boxes that were there before them', async (kit) => {
  for (const phone of [false, true]) {
    const page = await kit.newPage({ phone })
    // Sorted, so that it is the list alone, without what greets on the front page.
    await page.goto(`${shop.baseUrl}/?sort=newest`)
    for (const { file, box } of await shown(page)) {
      assert.match(file, /^\d+\.avif$/)
      assert.equal(box, 1, 'cards are square')
    }
    assert.equal(await layoutShiftOf(page), 0)

    await page.goto(`${shop.baseUrl}/products/jug`)
    const gallery = await shown(page)
    assert.deepEqual(
      gallery.map(({ picture }) => picture),
      [1.75, 0.5],
    )
    assert.equal(gallery[0]?.box, 1.75, 'here a picture is whole')
    assert.equal(await layoutShiftOf(page), 0)

    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('dialog').waitFor()
    await page.goto(`${shop.baseUrl}/cart`)
    assert.deepEqual(
      (await shown(page)).map(({ box }) => box),
      [1],
    )
    assert.equal(await layoutShiftOf(page), 0)
  }
})

browserTest('scripts are given one JPEG with its size', async (kit) => {
  const page = await kit.newPage()
  await page.goto(`${shop.baseUrl}/products/jug`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('dialog').waitFor()
  const { items } = await page.evaluate(async () => await (await fetch('/cart.js')).json())
  const { image, featured_image: featured } = items[0]
  assert.match(image, /^\/media\/[0-9a-f]{32}-700\.jpg$/)
  assert.deepEqual(featured, { url: image, width: 700, height: 400, aspect_ratio: 1.75, alt: 'Picture of jug' })
  const bytes = await page.request.get(shop.baseUrl + image)
  assert.equal(bytes.headers()['content-type'], 'image/jpeg')
})
