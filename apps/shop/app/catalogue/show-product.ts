import type { Reply } from 'comanda/http'
import type { Message } from 'comanda/message'
import { formTokenIfReadable } from '../layout/form-token.ts'
import { type Asking, showPage } from '../layout/page.ts'
import { routes } from '../routes.ts'
import type { Shop } from '../shop.ts'
import { productData, productPreview, sharedPictures } from './product-data.ts'
import { productPage } from './product-page.ts'

const DESCRIPTION_CHARS_MAX = 160

/** Which product to show, and with which of its variants chosen. */
export interface WantedProduct {
  readonly handle: string
  readonly wantedVariantId: number | null
}

/** The page of a product, with something to tell on it perhaps; null if there is no such product. */
export async function showProduct(
  shop: Shop,
  asking: Asking,
  { handle, wantedVariantId }: WantedProduct,
  status = 200,
  told: readonly Message[] = [],
): Promise<Reply | null> {
  const { language, visit } = asking
  const { currency, baseUrl } = shop.settings
  const product = await shop.catalogue.productByHandle(handle, language)
  if (product === null) return null
  const facts = { product, language, currency, baseUrl, pictures: sharedPictures(product) }
  const page = {
    title: product.title,
    description: summaryOf(product.description),
    path: (other: typeof language) => routes.product.path(other, { handle }),
    preview: productPreview(facts),
    data: productData(facts),
    body: productPage({ language, currency, product, wantedVariantId, formToken: await formTokenIfReadable(visit) }),
  }
  return showPage(shop, asking, page, status, told)
}

function summaryOf(description: string): string {
  const text = description.replace(/\s+/g, ' ').trim()
  return text.length <= DESCRIPTION_CHARS_MAX ? text : `${text.slice(0, DESCRIPTION_CHARS_MAX - 1).trimEnd()}…`
}
