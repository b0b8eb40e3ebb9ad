import { decimalText, money } from 'comanda/money'
import type { CartVariant } from '../../catalogue/queries.ts'
import type { Language } from '../../routes.ts'
import { hundredths } from '../hundredths.ts'
import { titleOf, variantHref } from '../naming.ts'
import { newsOf } from '../news.ts'
import type { PricedLine } from '../priced-cart.ts'
import { pictureOf } from './picture.ts'
import { newsJson } from './wire-news.ts'

/** A line as the Ajax API has it. One that is for sale no more costs nothing there, so that the sums stay right. */
export function lineJson(priced: PricedLine, currency: string, language: Language): object {
  const { line, offered } = priced
  const variant = offered?.variant ?? null
  const free = money(0, currency)
  const unit = offered?.unitPrice ?? free
  const price = hundredths(unit)
  const linePrice = hundredths(offered?.lineTotal ?? free)
  return {
    id: line.variantId,
    properties: line.properties,
    quantity: line.quantity,
    variant_id: line.variantId,
    key: line.key,
    title: titleOf(priced, language),
    price,
    original_price: price,
    presentment_price: Number(decimalText(unit)),
    discounted_price: price,
    line_price: linePrice,
    original_line_price: linePrice,
    total_discount: 0,
    discounts: [],
    sku: variant?.sku ?? null,
    grams: variant?.grams ?? 0,
    vendor: variant?.vendor ?? '',
    taxable: variant?.taxable ?? false,
    product_id: variant?.productId ?? null,
    product_has_only_default_variant: variant !== null && variant.variantTitle === null,
    gift_card: false,
    final_price: price,
    final_line_price: linePrice,
    ...placesOf(variant, language),
    handle: variant?.handle ?? null,
    requires_shipping: variant?.requiresShipping ?? false,
    product_type: variant?.productType ?? '',
    product_title: variant?.productTitle ?? titleOf(priced, language),
    product_description: variant?.description ?? '',
    variant_title: variant?.variantTitle ?? null,
    variant_options: variant?.options.map(({ value }) => value) ?? [],
    options_with_values: variant?.options.map(({ name, value }) => ({ name, value })) ?? [],
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
    changes: newsOf(priced).map((news) => newsJson(news, language)),
  }
}

/** What `items_added` and `items_removed` say of a line: `units` of it came or went. */
export function movedJson(priced: PricedLine, units: number, currency: string, language: Language): object {
  const { line, offered } = priced
  const variant = offered?.variant ?? null
  const unit = offered?.unitPrice ?? money(0, currency)
  const title = titleOf(priced, language)
  return {
    product_id: variant?.productId ?? null,
    variant_id: line.variantId,
    id: String(line.variantId),
    image: variant && pictureOf(variant).href,
    price: decimalText(unit),
    presentment_price: Number(decimalText(unit)),
    quantity: units,
    title,
    product_title: variant?.productTitle ?? title,
    variant_title: variant?.variantTitle ?? null,
    vendor: variant?.vendor ?? '',
    product_type: variant?.productType ?? '',
    sku: variant?.sku ?? null,
    url: variant && variantHref(variant, language),
    untranslated_product_title: variant?.untranslatedProductTitle ?? title,
    untranslated_variant_title: variant?.untranslatedVariantTitle ?? null,
    view_key: line.key,
  }
}

const NO_PICTURE = { aspect_ratio: null, alt: null, height: null, url: null, width: null }

function placesOf(variant: CartVariant | null, language: Language): object {
  if (variant === null) return { url: null, featured_image: NO_PICTURE, image: null }
  const { href, width, height } = pictureOf(variant)
  const alt = variant.image?.alt || variant.productTitle
  return {
    url: variantHref(variant, language),
    featured_image: { aspect_ratio: aspectRatio(width, height), alt, height, url: href, width },
    image: href,
  }
}

/** To three decimals, as the Ajax API has it. */
function aspectRatio(width: number, height: number): number {
  return Math.round((width / height) * 1_000) / 1_000
}
