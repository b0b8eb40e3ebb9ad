import { dataBlock, type Html, html } from '@comanda/ui/html'
import { FIRST_FONTS } from '../fonts.ts'
import { LANGUAGES, type Language, routes } from '../routes.ts'
import { GROUND } from './colours.ts'
import type { LayoutShop, PageView } from './layout.ts'
import { layoutWords } from './words.ts'

/** How a page looks where somebody shares it. */
export interface Preview {
  readonly kind: 'website' | 'product'
  /** A JPEG or PNG of ours: others are not shown everywhere. */
  readonly picture: SharedPicture | null
  readonly price: { readonly amount: string; readonly currency: string } | null
}

/** A picture by its path, with its measures in pixels. */
export interface SharedPicture {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly alt: string
}

/** What stands in the head of each page, for browsers, search engines and previews. */
export function head(shop: LayoutShop, view: PageView): Html {
  const { settings, assets } = shop
  const { language, title, description } = view
  return html`<head>
<meta charset="utf-8">
<title>${layoutWords[language].pageTitle(title, settings.shopName)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="${GROUND.light}">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${GROUND.dark}">
${description ? html`<meta name="description" content="${description}">` : null}
${fontPreloads(assets)}<link rel="stylesheet" href="${assets.href('shop.css')}">
<script type="module" src="${assets.href('shop.js')}"></script>
<link rel="icon" type="image/svg+xml" href="${assets.href('favicon.svg')}">
<link rel="apple-touch-icon" href="${assets.href('icon-180.png')}">
<link rel="manifest" href="${routes.manifest.path()}">
${places(shop, view)}${previewMark(shop, view)}
${(view.data ?? []).map(dataBlock)}</head>`
}

/** Fonts are asked for without cookies even from our own host, so the browser must be told to fetch them ahead in that way. */
function fontPreloads(assets: LayoutShop['assets']): Html[] {
  return FIRST_FONTS.map(
    (name) => html`<link rel="preload" href="${assets.href(name)}" as="font" type="font/woff2" crossorigin>
`,
  )
}

/** Whether search engines may list a page: an error is none they should, nor is what says that it is not. */
function isListed({ isPlace = true, isListed = true }: PageView): boolean {
  return isPlace && isListed
}

/** Where the page is, in each language; and for search engines which of all its addresses is the one to name. */
function places({ settings }: LayoutShop, view: PageView): Html {
  const address = (language: Language) => new URL(view.path(language), settings.baseUrl).href
  const alternate = (hreflang: string, language: Language) =>
    html`<link rel="alternate" hreflang="${hreflang}" href="${address(language)}">
`
  if (!isListed(view)) return html`<meta name="robots" content="noindex, follow">`
  return html`<link rel="canonical" href="${address(view.language)}">
${LANGUAGES.map((language) => alternate(language, language))}${alternate('x-default', LANGUAGES[0])}`
}

/** Open Graph, which most services read, and the one line more that X wants. */
function previewMark({ settings }: LayoutShop, view: PageView): Html | null {
  const { language, title, description = '', preview } = view
  if (!isListed(view)) return null
  const others = LANGUAGES.filter((other) => other !== language)
  const properties: readonly (readonly [name: string, content: string | number])[] = [
    ['og:type', preview?.kind ?? 'website'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', new URL(view.path(language), settings.baseUrl).href],
    ['og:site_name', settings.shopName],
    ['og:locale', layoutWords[language].locale],
    ...others.map((other) => ['og:locale:alternate', layoutWords[other].locale] as const),
    ...picturesOf(preview?.picture ?? null, settings.baseUrl),
    ...pricesOf(preview?.price ?? null),
  ]
  return html`${properties.map(property)}<meta name="twitter:card" content="${preview?.picture ? 'summary_large_image' : 'summary'}">`
}

function picturesOf(picture: SharedPicture | null, baseUrl: string): (readonly [string, string | number])[] {
  if (picture === null) return []
  const { path, width, height, alt } = picture
  return [
    ['og:image', new URL(path, baseUrl).href],
    ['og:image:width', width],
    ['og:image:height', height],
    ['og:image:alt', alt],
  ]
}

function pricesOf(price: Preview['price']): (readonly [string, string])[] {
  if (price === null) return []
  return [
    ['product:price:amount', price.amount],
    ['product:price:currency', price.currency],
  ]
}

function property([name, content]: readonly [string, string | number]): Html | null {
  if (content === '') return null
  return html`<meta property="${name}" content="${content}">
`
}
