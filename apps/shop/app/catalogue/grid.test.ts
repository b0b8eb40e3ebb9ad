import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { manyGoods } from '../testing/range.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'

let shop: WebShop
let large: WebShop
before(async () => {
  shop = await openWebShop()
  large = await openWebShop({ goods: manyGoods(50) })
})
after(async () => {
  await shop.close()
  await large.close()
})

/** The card of a product, from its link to the end of it. */
function cardOf(page: string, handle: string): string {
  return page.split('<li class="card">').find((card) => card.includes(`/products/${handle}"`)) ?? ''
}

test('only what can be bought is in the grid: nothing sold out, no drafts', async () => {
  const page = await shop.page('/')
  for (const handle of ['cup', 'plate', 'shirt', 'towel']) assert.notEqual(cardOf(page, handle), '', handle)
  for (const handle of ['bowl', 'draft']) assert.equal(cardOf(page, handle), '', handle)
})

test('a product without options goes into the cart from the grid, from one to what there is', async () => {
  const plate = cardOf(await shop.page('/'), 'plate')
  assert.match(plate, /<form method="post" action="\/cart\/add">/)
  assert.match(plate, /<input type="hidden" name="id" value="\d+">/)
  assert.match(plate, /type="number"[^>]* name="quantity" value="1" min="1" max="3"/)
  const id = /id="(quantity-\d+)"/.exec(plate)?.[1]
  assert.match(plate, new RegExp(`<label class="unseen" for="${id}">Quantity of Plate</label>`))
  assert.match(plate, /<button aria-label="Add to cart: Plate">Add to cart<\/button>/)
})

test('what is not counted has the limit of a line as its largest quantity', async () => {
  assert.match(cardOf(await shop.page('/'), 'cup'), /max="9999"/)
})

test('prices are written as the language writes them; an earlier price is named for ears', async () => {
  const english = await shop.page('/')
  assert.match(cardOf(english, 'cup'), /<p class="price">€12\.50<\/p>/)
  const plate = cardOf(english, 'plate')
  assert.match(plate, /<span class="unseen">Price: <\/span><ins class="reduced">€8\.00<\/ins>/)
  assert.match(plate, /<span class="unseen">Earlier price: <\/span><del>€10\.00<\/del>/)
  assert.match(cardOf(await shop.page('/es'), 'cup'), /<p class="price">12,50\s€<\/p>/)
})

test('a product with options leads to its page, with its lowest price if they differ', async () => {
  const page = await shop.page('/es')
  const shirt = cardOf(page, 'shirt')
  assert.match(shirt, /Desde 15,00\s€/)
  assert.match(
    shirt,
    /<a class="button plain" href="\/es\/products\/shirt" aria-label="Elegir opciones: Shirt">Elegir opciones</,
  )
  assert.doesNotMatch(shirt, /<form/)
  assert.match(cardOf(page, 'towel'), /<p class="price">9,00\s€<\/p>/)
})

test('pictures have their size before they arrive, and those far down wait', async () => {
  const page = await large.page('/')
  const pictures = page.match(/<img [^>]*>/g) ?? []
  assert.equal(pictures.length, 24)
  for (const picture of pictures) assert.match(picture, /alt="[^"]*"\s+width="\d+" height="\d+"/)
  assert.doesNotMatch(pictures[0] ?? '', /loading/)
  assert.match(pictures.at(-1) ?? '', /loading="lazy"/)
})

test('a name that would like to be a script is text (stored cross-site scripting)', async () => {
  for (const path of ['/', '/products/attack', '/es/products/attack']) {
    const page = await shop.page(path)
    // In a block of data no text is markup.
    const markup = page.replaceAll(/<script type="application\/ld\+json">[^<]*<\/script>/g, '')
    assert.doesNotMatch(markup, /<script(?! type="module" src)|<img src=x|onfocus='|<b>Kind/)
    assert.match(page, /&lt;script&gt;alert\(1\)/)
  }
})

test('pages follow each other by key, forward and back, and each product is on one of them', async () => {
  const seen: string[] = []
  const links: (string | null)[] = []
  let path: string | null = '/'
  let last = path
  while (path !== null && links.length < 10) {
    const page: string = await large.page(path)
    seen.push(...(page.match(/\/products\/item-\d+"/g) ?? []))
    last = path
    path = /rel="next" href="([^"]+)"/.exec(page)?.[1] ?? null
    links.push(path)
  }
  assert.equal(links.length, 3)
  assert.equal(new Set(seen).size, 50)

  const back = /rel="prev" href="([^"]+)"/.exec(await large.page(last))?.[1]
  assert.equal(back, links[0])
  assert.match(await large.page(back ?? ''), /rel="prev" href="\/"/)
  assert.doesNotMatch(await large.page('/'), /rel="prev"/)
})

test('the way back goes on to the same pages in the other language', async () => {
  const page = await large.page('/es?after=24')
  assert.match(page, /rel="next" href="\/es\?after=\d+">Página siguiente</)
  assert.match(page, /name="page" value="\/\?after=24"/)
})

test('what is no key begins at the beginning, and a key after the last says so', async () => {
  for (const after of ['x', '-1', '1e3', '0x10', '%00', '', '99999999999999999999', '1%20or%201=1', '٣']) {
    assert.match(await large.page(`/?after=${after}`), /products\/item-1"/, after)
  }
  assert.match(await large.page('/?after=100000', 404), /There is nothing more on this page\./)
})

test('an empty shop says so', async () => {
  const empty = await openWebShop({ goods: [{ handle: 'x', title: 'X', status: 'draft', variants: [{ price: '1' }] }] })
  assert.match(await empty.page('/'), /There is nothing for sale at the moment/)
  assert.match(await empty.page('/es'), /no hay nada a la venta/)
  await empty.close()
})
