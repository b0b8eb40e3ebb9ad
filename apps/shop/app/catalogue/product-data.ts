import { decimalText, money } from 'comanda/money'
import type { Preview, SharedPicture } from '../layout/head.ts'
import { previewOf } from '../pictures/picture.ts'
import { type Language, routes, withQuery } from '../routes.ts'
import { listingWords } from './listing/words.ts'
import type { ProductDetail, ProductVariant } from './queries.ts'

/** A product, and what of the shop its data has to name. */
export interface ProductFacts {
  readonly product: ProductDetail
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  /** Where the shop is reached, without a slash at the end. */
  readonly baseUrl: string
  /** The product's pictures as files of ours, the first one first. */
  readonly pictures: readonly SharedPicture[]
}

/** More offers than this help no search engine, and would double the page. */
const OFFERS_MAX = 100

/** The product and the way to it, in the words of schema.org, as values of JSON-LD. */
export function productData(facts: ProductFacts): readonly unknown[] {
  return [productEntry(facts), wayTo(facts)]
}

/** The pictures of a product that there are files of, as JPEG, which every service can show. */
export function sharedPictures({ images }: ProductDetail): readonly SharedPicture[] {
  return images.flatMap(({ alt, picture }) => {
    if (picture === null) return []
    const { href, width, height } = previewOf(picture)
    return [{ path: href, width, height, alt }]
  })
}

/** How the product looks where somebody shares it. */
export function productPreview({ product, currency, pictures }: ProductFacts): Preview {
  const amount = decimalText(money(lowestPrice(product), currency))
  return { kind: 'product', picture: pictures[0] ?? null, price: { amount, currency } }
}

function productEntry({ product, language, currency, baseUrl, pictures }: ProductFacts): unknown {
  const { handle, title, description, vendor, variants } = product
  const url = new URL(routes.product.path(language, { handle }), baseUrl).href
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    '@id': `${url}#product`,
    name: title,
    url,
    ...(description === '' ? {} : { description }),
    ...(vendor === '' ? {} : { brand: { '@type': 'Brand', name: vendor } }),
    ...(pictures.length === 0 ? {} : { image: pictures.map(({ path }) => new URL(path, baseUrl).href) }),
    offers: variants.slice(0, OFFERS_MAX).map((variant) => offer(variant, url, currency)),
  }
}

function offer({ id, title, sku, priceMinor, available }: ProductVariant, url: string, currency: string): unknown {
  return {
    '@type': 'Offer',
    url: withQuery(url, { variant: id }),
    ...(title === null ? {} : { name: title }),
    ...(sku === null ? {} : { sku }),
    price: decimalText(money(priceMinor, currency)),
    priceCurrency: currency,
    availability: `https://schema.org/${available === 0 ? 'OutOfStock' : 'InStock'}`,
    itemCondition: 'https://schema.org/NewCondition',
  }
}

function wayTo({ product, language, baseUrl }: ProductFacts): unknown {
  const steps = [
    { name: listingWords[language].allTitle, path: routes.home.path(language) },
    { name: product.title, path: routes.product.path(language, { handle: product.handle }) },
  ]
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: new URL(path, baseUrl).href,
    })),
  }
}

function lowestPrice({ variants }: ProductDetail): number {
  return Math.min(...variants.map(({ priceMinor }) => priceMinor))
}
