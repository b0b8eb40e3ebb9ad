import { type Html, html } from '@comanda/ui/html'
import type { Assets } from '../../assets.ts'
import { type Language, routes } from '../../routes.ts'
import { langMark } from '../lang-mark.ts'
import { listingWords } from '../listing/words.ts'
import type { Collection } from '../queries.ts'
import { frontWords } from './words.ts'

/** What the front page begins with. */
export interface FrontView {
  readonly language: Language
  readonly collections: readonly Collection[]
  readonly assets: Assets
}

/** The place of the products on the front page. */
const PRODUCTS = 'products'
const TILE_PIXELS = 480

/** A picture with the shop's greeting, the collections, and the heading of the products that follow. */
export function frontMark(view: FrontView): Html {
  const words = frontWords[view.language]
  return html`<section class="front">
${frontPicture(view.assets)}
<div class="front-words">
<h1>${words.title}</h1>
<p>${words.text}</p>
<a class="button" href="#${PRODUCTS}">${words.toProducts}</a>
</div>
</section>
${tiles(view)}
<h2 class="front-heading" id="${PRODUCTS}">${listingWords[view.language].allTitle}</h2>`
}

/** By day one picture, by night another. It is the largest thing in sight, so it is fetched before all others. */
function frontPicture(assets: Assets): Html {
  const srcset = (name: string) => `${assets.href(`${name}-small.avif`)} 900w, ${assets.href(`${name}.avif`)} 1600w`
  const source = (name: string, media: Html | null) =>
    html`<source${media} type="image/avif" srcset="${srcset(name)}" sizes="(min-width: 92rem) 46rem, (min-width: 48rem) 52vw, 92vw">
`
  return html`<picture class="front-picture">
${source('front-evening', html` media="(prefers-color-scheme: dark)"`)}${source('front', null)}<img
src="${assets.href('front.webp')}" alt="" width="1600" height="889" fetchpriority="high">
</picture>`
}

function tiles({ language, collections, assets }: FrontView): Html | null {
  if (collections.length === 0) return null
  const tile = ({ handle, title, titleLanguage }: Collection) => html`<li>
<a href="${routes.collection.path(language, { handle })}"${langMark(titleLanguage, language)}>${tilePicture(assets, handle)}<span>${title}</span></a></li>
`
  return html`<nav class="tiles" aria-label="${frontWords[language].collections}"><ul>
${collections.map(tile)}</ul></nav>`
}

/** A collection has a picture if there is a file of its name; if not, it is words alone. */
function tilePicture(assets: Assets, handle: string): Html | null {
  const name = `collection-${handle}.avif`
  if (!assets.has(name)) return null
  return html`<img src="${assets.href(name)}" alt="" width="${TILE_PIXELS}" height="${TILE_PIXELS}" loading="lazy">`
}

/** The way from one collection to the others; `here` is the handle of the one that is shown. */
export function collectionsNav(
  collections: readonly Collection[],
  language: Language,
  here: string | null,
): Html | null {
  if (collections.length === 0) return null
  const words = frontWords[language]
  const link = ({ handle, title, titleLanguage }: Collection) => {
    const current = handle === here ? html` aria-current="page"` : null
    const href = routes.collection.path(language, { handle })
    return html`<li><a href="${href}"${langMark(titleLanguage, language)}${current}>${title}</a></li>
`
  }
  return html`<nav class="collections" aria-label="${words.collections}"><ul>
<li><a href="${routes.home.path(language)}">${words.everything}</a></li>
${collections.map(link)}</ul></nav>`
}
