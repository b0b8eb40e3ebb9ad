import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { importProducts } from '../import/import.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'

const SPANISH = `Handle,Title (es),Description (es),Option1 value,Option1 name (es),Option1 value (es),Image Src,Image alt text,Image alt text (es)
cup,Taza azul,<p>Uno.</p><p>Dos.</p>,,,,https://p.example/cup.jpg,A cup,Una taza
towel,Toalla,,Sand,Color,Arena,https://p.example/towel.jpg,A towel,
towel,,,Sea,,
`

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

let shop: WebShop
before(async () => {
  shop = await openWebShop()
  const { problems, updated } = await importProducts(shop.shop.db, bytesOf(SPANISH), { currency: 'EUR' })
  assert.deepEqual([updated, problems.filter(({ severity }) => severity === 'error')], [2, []])
})
after(() => shop.close())

test('a product page in Spanish has the Spanish texts, and nothing on it is marked as foreign', async () => {
  const page = await shop.page('/es/products/cup')
  assert.match(page, /<title>Taza azul – /)
  assert.match(page, /<h1>Taza azul<\/h1>/)
  assert.match(page, /<div class="description"><p>Uno\.<\/p>\s*<p>Dos\.<\/p>/)
  assert.match(page, /alt="Una taza"/)
  assert.match(page, /<meta name="description" content="Uno\. Dos\.">/)
  assert.match(await shop.page('/products/cup'), /<h1>Blue cup<\/h1>[\s\S]*<p>One\.<\/p>/)
})

test('what has no translation is there in English, and marked as English for those who listen', async () => {
  const plate = await shop.page('/es/products/plate')
  assert.match(plate, /<h1 lang="en">Plate<\/h1>/)
  const towel = await shop.page('/es/products/towel')
  assert.match(towel, /<h1>Toalla<\/h1>/)
  assert.match(towel, /<legend>Color<\/legend>/)
  assert.match(towel, /<span class="name">Arena<\/span>/)
  assert.match(towel, /<span class="name" lang="en">Sea<\/span>/)
  assert.match(towel, /alt="A towel"[^>]* lang="en"/)
  assert.match(await shop.page('/es/products/shirt'), /<legend><span lang="en">Size<\/span><\/legend>/)
  for (const path of ['/products/plate', '/products/towel']) {
    assert.doesNotMatch(await shop.page(path), /<(h1|h2|span|div|img|p)[^>]* lang=/, path)
  }
})

test('the grid has translated names, and marks the others', async () => {
  const page = await shop.page('/es')
  assert.match(page, /<h2><a href="\/es\/products\/cup">Taza azul<\/a><\/h2>/)
  assert.match(page, /<h2 lang="en"><a href="\/es\/products\/plate">Plate<\/a><\/h2>/)
  assert.match(page, /aria-label="Añadir al carrito: Taza azul"/)
})
