import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Goods, RANGE } from '../testing/range.ts'
import { openWebShop, type WebShop } from '../testing/web-shop.ts'

const RUG: Goods = {
  handle: 'rug & mat',
  title: 'Rug',
  option: 'Pattern',
  variants: Array.from({ length: 20 }, (_, index) => ({
    value: `Pattern ${index + 1}`,
    price: '30.00',
    stock: index === 0 ? 0 : 1,
  })),
}

let shop: WebShop
before(async () => {
  shop = await openWebShop({ goods: [...RANGE, { ...RUG, handle: 'rug' }] })
})
after(() => shop.close())

/** The choices of a product page: what stands in each radio button or list entry, and around it. */
function choicesOf(page: string): { id: string; marks: string; text: string }[] {
  const choices = page.matchAll(
    /<(?:input type="radio" name="id"|option) value="(\d+)"([^>]*)>([\s\S]*?)<\/(?:label|option)>/g,
  )
  return [...choices].map(([, id = '', marks = '', text = '']) => ({
    id,
    marks: marks.replace('required', '').trim(),
    text: text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  }))
}

test('a product shows its name, maker, price, paragraphs and a form that needs no script', async () => {
  const page = await shop.page('/products/cup')
  assert.match(page, /<title>Blue cup – Tea &amp; Co<\/title>/)
  assert.match(page, /<h1>Blue cup<\/h1>/)
  assert.match(page, /by Taller/)
  assert.match(page, /€12\.50/)
  assert.match(page, /<p>One\.<\/p>\s*<p>Two\.<\/p>/)
  assert.match(page, /<form method="post" action="\/cart\/add">\s*<input type="hidden" name="id" value="\d+">/)
  assert.match(
    page,
    /<label for="quantity">Quantity<\/label>\s*<input type="number" id="quantity"[^>]* min="1" max="9999"/,
  )
  assert.doesNotMatch(page, /<script(?! type="(module" src|application\/ld\+json"))/)
})

test('the same in Spanish, with a form that stays in Spanish', async () => {
  const page = await shop.page('/es/products/cup')
  assert.match(page, /<html lang="es">/)
  assert.match(page, /12,50\s€[\s\S]*action="\/es\/cart\/add"[\s\S]*Añadir al carrito/)
  assert.match(page, /hreflang="en" href="http:\/\/localhost:3000\/products\/cup"/)
})

test('each variant can be chosen, with its price where prices differ; what is sold out is marked and cannot', async () => {
  const page = await shop.page('/products/shirt')
  assert.deepEqual(
    choicesOf(page).map(({ marks, text }) => [marks, text]),
    [
      ['disabled', 'S €15.00 Sold out'],
      ['checked', 'M €15.00 Only 2 left'],
      ['', 'L €18.00'],
    ],
  )
  assert.match(page, /<fieldset><legend>Size<\/legend>/)
  assert.match(page, /<p class="price">From €15\.00<\/p>/)
})

test('where prices are equal the variants do not repeat them', async () => {
  const texts = choicesOf(await shop.page('/products/towel')).map(({ text }) => text)
  assert.deepEqual(texts, ['Sand', 'Sea'])
})

test('an address can choose a variant, and its price is shown', async () => {
  const large = choicesOf(await shop.page('/products/shirt')).at(-1)?.id
  const page = await shop.page(`/products/shirt?variant=${large}`)
  assert.deepEqual(
    choicesOf(page).map(({ marks }) => marks),
    ['disabled', '', 'checked'],
  )
  assert.match(page, /<p class="price">€18\.00<\/p>/)
})

test('an address that chooses what is sold out, foreign or no variant leaves the first that can be bought', async () => {
  const soldOut = choicesOf(await shop.page('/products/shirt'))[0]?.id ?? ''
  for (const variant of [soldOut, '999999', 'x', '', '1&variant=2', '<script>']) {
    const page = await shop.page(`/products/shirt?variant=${variant}`)
    assert.deepEqual(
      choicesOf(page).map(({ marks }) => marks),
      ['disabled', 'checked', ''],
      variant,
    )
  }
})

test('many variants are a list to open', async () => {
  const page = await shop.page('/products/rug')
  assert.match(page, /<label for="variant">Pattern<\/label>\s*<select id="variant" name="id">/)
  const choices = choicesOf(page)
  assert.equal(choices.length, 20)
  assert.deepEqual(choices[0], { id: choices[0]?.id, marks: 'disabled', text: 'Pattern 1 – Sold out' })
  assert.equal(choices[1]?.marks, 'selected')
})

test('few left is said, and the quantity ends there', async () => {
  const page = await shop.page('/es/products/plate')
  assert.match(page, /<p class="stock few">Solo quedan 3<\/p>/)
  assert.match(page, /max="3"/)
})

test('a sold out product has a page and no form', async () => {
  const page = await shop.page('/products/bowl')
  assert.match(page, /Sold out/)
  assert.doesNotMatch(page, /action="\/cart\/add"/)
})

test('drafts, unknown handles and what cannot be one are not found, in the language asked for', async () => {
  for (const handle of ['draft', 'nope', '%2e%2e%2fcup', '%E0%A4%A', '%00', '%', "'%20or%201=1", 'CUP%20']) {
    assert.match(await shop.page(`/es/products/${handle}`, 404), /Esta página no está aquí/, handle)
  }
})

test('the picture of a product is a drawing that may do nothing, and is kept for long', async () => {
  const drawing = await shop.ask('/media/placeholder/cup')
  assert.equal(drawing.status, 200)
  assert.equal(drawing.headers.get('content-type'), 'image/svg+xml; charset=utf-8')
  assert.equal(drawing.headers.get('content-security-policy'), "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  assert.equal(drawing.headers.get('x-content-type-options'), 'nosniff')
  assert.match(drawing.headers.get('cache-control') ?? '', /max-age=604800/)
  assert.match(await drawing.text(), /^<svg /)
})

test('no picture is drawn for what is no product: nobody fills caches with it', async () => {
  for (const handle of ['nope', 'cup2', '%3Cscript%3E']) {
    assert.equal((await shop.ask(`/media/placeholder/${handle}`)).status, 404)
  }
})
