import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addLine, type Cart, emptyCart } from 'comanda/cart'
import { money } from 'comanda/money'
import type { CartVariant } from '../../catalogue/queries.ts'
import { hundredths } from '../hundredths.ts'
import { priced } from '../priced-cart.ts'
import { createShelf, type Shelf } from '../shelf.ts'
import { cartJson, problemJson } from './wire.ts'

const cup: CartVariant = {
  id: 7,
  productId: 3,
  handle: 'blue-cup',
  productTitle: 'Blue cup',
  productTitleLanguage: 'en',
  untranslatedProductTitle: 'Blue cup',
  variantTitle: 'Large / Deep',
  untranslatedVariantTitle: 'Large / Deep',
  options: [
    { name: 'Size', value: 'Large', nameLanguage: 'en', valueLanguage: 'en' },
    { name: 'Shade', value: 'Deep', nameLanguage: 'en', valueLanguage: 'en' },
  ],
  sku: 'CUP-1',
  priceMinor: 1_250,
  grams: 300,
  vendor: 'Taller',
  productType: 'Kitchen',
  taxable: true,
  requiresShipping: true,
  image: { id: 1, alt: 'A cup', altLanguage: 'en', picture: null },
  description: 'A cup.\n\nIt is blue.',
  available: null,
  sellable: true,
}

async function shelfWith(...variants: readonly CartVariant[]): Promise<Shelf> {
  const shelf = createShelf(
    { variantsById: async () => new Map(variants.map((variant) => [variant.id, variant])) },
    'en',
  )
  await shelf.bring(variants.map(({ id }) => id))
  return shelf
}

function cartWith(currency: string, quantity: number, priceMinor = 1): Cart {
  const addition = {
    variantId: 7,
    quantity,
    properties: { Name: 'Ana', _ref: 'x' },
    unitPriceMinor: priceMinor,
    addedAt: 5,
    available: null,
  }
  return addLine(emptyCart('token-of-the-cart', currency), addition).cart
}

async function wireOf(
  currency: string,
  quantity: number,
  variant: CartVariant = cup,
): Promise<Record<string, unknown>> {
  const cart = priced(cartWith(currency, quantity, variant.priceMinor), await shelfWith(variant))
  return JSON.parse(JSON.stringify(cartJson(cart, 'en')))
}

test('a cart on the wire has these fields and no others, and nothing of how it is kept', async () => {
  const { items, ...cart } = await wireOf('EUR', 2)
  assert.deepEqual(cart, {
    token: 'token-of-the-cart',
    note: null,
    attributes: {},
    original_total_price: 2_500,
    total_price: 2_500,
    total_discount: 0,
    total_weight: 600,
    item_count: 2,
    requires_shipping: true,
    currency: 'EUR',
    items_subtotal_price: 2_500,
    cart_level_discount_applications: [],
    discount_codes: [],
  })
  const [line, ...more] = items as Record<string, unknown>[]
  assert.equal(more.length, 0)
  const { key, ...rest } = line ?? {}
  assert.match(String(key), /^7:[0-9a-f]{32}$/)
  assert.deepEqual(rest, {
    id: 7,
    properties: { Name: 'Ana', _ref: 'x' },
    quantity: 2,
    variant_id: 7,
    title: 'Blue cup - Large / Deep',
    price: 1_250,
    original_price: 1_250,
    presentment_price: 12.5,
    discounted_price: 1_250,
    line_price: 2_500,
    original_line_price: 2_500,
    total_discount: 0,
    discounts: [],
    sku: 'CUP-1',
    grams: 300,
    vendor: 'Taller',
    taxable: true,
    product_id: 3,
    product_has_only_default_variant: false,
    gift_card: false,
    final_price: 1_250,
    final_line_price: 2_500,
    url: '/products/blue-cup?variant=7',
    featured_image: { aspect_ratio: 1, alt: 'A cup', height: 800, url: '/media/placeholder/blue-cup', width: 800 },
    image: '/media/placeholder/blue-cup',
    handle: 'blue-cup',
    requires_shipping: true,
    product_type: 'Kitchen',
    product_title: 'Blue cup',
    product_description: 'A cup.\n\nIt is blue.',
    variant_title: 'Large / Deep',
    variant_options: ['Large', 'Deep'],
    options_with_values: [
      { name: 'Size', value: 'Large' },
      { name: 'Shade', value: 'Deep' },
    ],
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
    changes: [],
  })
})

test('a product without options is called by its title alone, and its options are as clients expect them', async () => {
  const option = { name: 'Title', nameLanguage: 'en', value: 'Default Title', valueLanguage: 'en' } as const
  const plain = { ...cup, variantTitle: null, options: [option] }
  const { items } = await wireOf('EUR', 1, plain)
  const [line] = items as Record<string, unknown>[]
  assert.deepEqual(
    [
      line?.['title'],
      line?.['variant_title'],
      line?.['product_has_only_default_variant'],
      line?.['variant_options'],
      line?.['options_with_values'],
    ],
    ['Blue cup', null, true, ['Default Title'], [{ name: 'Title', value: 'Default Title' }]],
  )
})

test('amounts are hundredths in every currency, those without minor units too', async () => {
  assert.equal(hundredths(money(1_250, 'EUR')), 1_250)
  assert.equal(hundredths(money(1_250, 'JPY')), 125_000)
  assert.equal(hundredths(money(1_250, 'KWD')), 125)
  assert.equal(hundredths(money(1_255, 'KWD')), 126)
  const { total_price, items } = await wireOf('JPY', 3)
  const [line] = items as Record<string, unknown>[]
  assert.deepEqual([total_price, line?.['price'], line?.['presentment_price']], [375_000, 125_000, 1_250])
})

test('the sums of the cart are those of its lines, also with a line that is for sale no more', async () => {
  const gone = { ...cup, id: 8, sellable: false }
  const shelf = await shelfWith(cup, gone)
  const addition = { variantId: 8, quantity: 4, properties: {}, unitPriceMinor: 900, addedAt: 5, available: null }
  const { cart } = addLine(cartWith('EUR', 2), addition)
  const wire = JSON.parse(JSON.stringify(cartJson(priced(cart, shelf), 'en')))
  const sum = wire.items.reduce((total: number, line: { final_line_price: number }) => total + line.final_line_price, 0)
  assert.deepEqual([wire.total_price, wire.items_subtotal_price, wire.item_count], [sum, sum, 6])
})

test('a problem is told in the language of the address', () => {
  assert.deepEqual(problemJson({ kind: 'sold-out', title: 'Taza' }, 'es'), {
    status: 422,
    message: 'Error del carrito',
    description: 'El producto «Taza» está agotado.',
    errors: 'El producto «Taza» está agotado.',
  })
})

test('variants are looked up once, those that nobody has too', async () => {
  const asked: number[][] = []
  const shelf = createShelf(
    {
      variantsById: async (ids) => {
        asked.push([...ids])
        return new Map()
      },
    },
    'en',
  )
  await shelf.bring([1, 2, 1])
  await shelf.bring([2, 1])
  await shelf.bring([])
  await shelf.bring([2, 3])
  assert.deepEqual(asked, [[1, 2], [3]])
})
