import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { importProducts } from '../import/import.ts'
import { type CartShop, openCartShop } from './testing/cart-shop.ts'
import { VARIANTS } from './testing/stock-shelves.ts'

const SPANISH = `Handle,Title (es),Type (es),Option1 value,Option1 name (es),Option1 value (es)
blue-cup,Taza azul,Cocina,Default Title,,
bowl,Cuenco,,Default Title,,
t-shirt,Camiseta,,S,Talla,Pequeña
t-shirt,,,M,,
`

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

let shop: CartShop
before(async () => {
  shop = await openCartShop()
  await importProducts(shop.shop.db, bytesOf(SPANISH), { currency: 'EUR' })
})
after(() => shop.close())

test('a cart has the names of its page: Spanish ones in Spanish, marked English where there is no other', async () => {
  const who = shop.newVisitor()
  const added = await who.follow(await who.postForm('/es/cart/add', { id: VARIANTS.shirtSmall, quantity: 2 }))
  assert.match(await added.text(), /Camiseta - Pequeña/)
  await who.postForm('/es/cart/add', { id: VARIANTS.plate })
  await who.postForm('/es/cart/add', { id: VARIANTS.shirtMedium })

  const spanish = await (await who.get('/es/cart')).text()
  assert.match(spanish, /<h2><a [^>]*>Camiseta<\/a><\/h2>/)
  assert.match(spanish, /<dt>Talla<\/dt> <dd>Pequeña<\/dd>/)
  assert.match(spanish, /<dt>Talla<\/dt> <dd lang="en">M<\/dd>/)
  assert.match(spanish, /<h2 lang="en"><a [^>]*>Plate<\/a><\/h2>/)
  const english = await (await who.get('/cart')).text()
  assert.match(english, /<h2><a [^>]*>T-shirt<\/a><\/h2>[\s\S]*<dt>Size<\/dt> <dd>S<\/dd>/)
})

test('the Ajax API has the names of its address, and the untranslated ones where it has a place for them', async () => {
  const who = shop.newVisitor()
  await who.postJson('/es/cart/add.js', { id: VARIANTS.shirtSmall })
  await who.postJson('/es/cart/add.js', { id: VARIANTS.cup })
  const cart = await (await who.postJson('/es/cart/change.js', { id: String(VARIANTS.shirtSmall), quantity: 3 })).json()
  const [shirt, cup] = cart.items
  assert.deepEqual(
    [shirt.title, shirt.product_title, shirt.variant_title, shirt.options_with_values],
    ['Camiseta - Pequeña', 'Camiseta', 'Pequeña', [{ name: 'Talla', value: 'Pequeña' }]],
  )
  assert.deepEqual([cup.title, cup.product_type, cup.url], ['Taza azul', 'Cocina', '/es/products/blue-cup?variant=1'])
  const [moved] = cart.items_added
  assert.deepEqual([moved.product_title, moved.untranslated_product_title], ['Camiseta', 'T-shirt'])
  assert.deepEqual([moved.variant_title, moved.untranslated_variant_title], ['Pequeña', 'S'])
  const english = await (await who.get('/cart.js')).json()
  assert.equal(english.items[0].title, 'T-shirt - S')
})

test('what cannot be added is named in the language of the address', async () => {
  const refused = async (path: string) =>
    (await (await shop.newVisitor().postJson(path, { id: VARIANTS.bowl })).json()).description
  assert.equal(await refused('/es/cart/add.js'), 'El producto «Cuenco» está agotado.')
  assert.match(await refused('/cart/add.js'), /Bowl/)
})
