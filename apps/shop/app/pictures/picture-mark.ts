import { type Html, html } from '@comanda/ui/html'
import { langMark } from '../catalogue/lang-mark.ts'
import type { Image } from '../catalogue/queries.ts'
import { type Language, routes } from '../routes.ts'
import { fileNameOf, filesOf, type Picture, type PictureFormat, previewOf } from './picture.ts'

/**
 * Where a picture stands. On cards and in carts it is cut to a square; on the page of a product it is whole.
 * - `in sight`, `below`: on a card that is in sight at once, or further down, where it waits until it is near
 * - `cart`: beside a line of the cart
 * - `first`, `further`: on the page of its product, the first one or another
 */
export type PicturePlace = 'in sight' | 'below' | 'cart' | 'first' | 'further'

/** How wide a picture is shown, so that browsers can choose a file before they have the style. */
const CARD = '(min-width: 80rem) 18rem, (min-width: 64rem) 23vw, (min-width: 45rem) 31vw, 46vw'
const SIZES: Readonly<Record<PicturePlace, string>> = {
  'in sight': CARD,
  below: CARD,
  cart: '6.5rem',
  first: '(min-width: 80rem) 36rem, (min-width: 50rem) 46vw, 92vw',
  further: '(min-width: 80rem) 18rem, (min-width: 50rem) 23vw, 46vw',
}

/** The drawings are squares; the style makes them as large as their place. */
const DRAWING_PIXELS = 800

/**
 * The picture of a product, or a drawing if it has none, in a box of the right shape from the start.
 *
 * @param handle the product's
 * @param language the page's
 */
export function pictureMark(handle: string, image: Image | null, language: Language, place: PicturePlace): Html {
  const picture = image?.picture ?? null
  const { href, width, height } = picture === null ? drawingOf(handle) : previewOf(picture)
  const lang = image && langMark(image.altLanguage, language)
  const img = html`<img src="${href}" alt="${image?.alt ?? ''}"${lang}
width="${width}" height="${height}" decoding="async"${loadingOf(place)}>`
  const box = place === 'first' || place === 'further' ? 'photo' : 'picture'
  return html`<div class="${box}">${picture === null ? img : withSources(picture, place, img)}</div>`
}

/**
 * All pictures of a product, the chosen one first. It works without any script: they stand below each other, or side by
 * side where there is room.
 *
 * @param firstId the id of the image to begin with; null for the product's order
 */
export function galleryMark(
  handle: string,
  images: readonly Image[],
  language: Language,
  firstId: number | null,
): Html {
  const own = images.find(({ id }) => id === firstId)
  const inOrder = own === undefined ? images : [own, ...images.filter((image) => image !== own)]
  const [first = inOrder[0] ?? null, ...others] = inOrder.filter(({ picture }) => picture !== null)
  const more = others.map((image) => pictureMark(handle, image, language, 'further'))
  return html`<div class="gallery">
${pictureMark(handle, first, language, 'first')}
${more.length === 0 ? null : html`<div class="gallery-more">${more}</div>`}
</div>`
}

function drawingOf(handle: string): { href: string; width: number; height: number } {
  return { href: routes.placeholder.path({ handle }), width: DRAWING_PIXELS, height: DRAWING_PIXELS }
}

function withSources(picture: Picture, place: PicturePlace, img: Html): Html {
  return html`<picture><source type="image/avif" srcset="${srcset(picture, 'avif')}" sizes="${SIZES[place]}">
<source type="image/webp" srcset="${srcset(picture, 'webp')}" sizes="${SIZES[place]}">
${img}</picture>`
}

function srcset(picture: Picture, format: PictureFormat): string {
  return filesOf(picture)
    .filter((file) => file.format === format)
    .map((file) => `${routes.media.path({ file: fileNameOf(picture.key, file) })} ${file.width}w`)
    .join(', ')
}

/** A lazy picture waits until it is near; the first one of a product is what its page is opened for. */
function loadingOf(place: PicturePlace): Html | null {
  switch (place) {
    case 'below':
    case 'further':
      return html` loading="lazy"`
    case 'first':
      return html` fetchpriority="high"`
    case 'in sight':
    case 'cart':
      return null
  }
}
