import { type Html, html, render } from '@comanda/ui/html'
import type { Message, MessageLevel } from 'comanda/message'
import { shutDrawer } from '../cart/drawer.ts'
import { languageSwitch } from '../language/switch.ts'
import { legalLinks } from '../legal/legal-page.ts'
import { type Language, routes } from '../routes.ts'
import { searchField } from '../search/search-field.ts'
import type { Shop } from '../shop.ts'
import { cartCountMark } from './cart-count.ts'
import { head, type Preview } from './head.ts'
import { layoutWords } from './words.ts'

/** A page, and what the frame around it has to know. */
export interface PageView {
  readonly language: Language
  /** Without the shop's name. */
  readonly title: string
  /** For search engines and previews. */
  readonly description?: string
  /** Where this page is in a language: `(language) => routes.cart.path(language)`. */
  readonly path: (language: Language) => string
  /** False for what is no page of its own, such as an error: then nothing is marked as the page one is on. Default: true. */
  readonly isPlace?: boolean
  /** Whether search engines may list it: not a cart, a search, or one of many ways to sort a list. Default: true. */
  readonly isListed?: boolean
  /** How it looks where somebody shares it, beyond its title and description. */
  readonly preview?: Preview
  /** What it is about, for machines: values of JSON-LD (schema.org). */
  readonly data?: readonly unknown[]
  readonly messages: readonly Message[]
  /** How many units are in the visitor's cart; null if the page does not know, and then shows no count. */
  readonly cartCount: number | null
  readonly body: Html
}

/** What of the shop the frame needs. */
export type LayoutShop = Pick<Shop, 'settings' | 'assets'>

/** The whole document. */
export function layout(shop: LayoutShop, view: PageView): string {
  const { language } = view
  return render(html`<!doctype html>
<html lang="${language}">
${head(shop, view)}
<body>
<a class="skip" href="#content">${layoutWords[language].skipToContent}</a>
${header(shop, view)}
<main id="content" tabindex="-1">
${messageList(view.messages)}
${view.body}
</main>
${footer(shop, view)}
${shutDrawer(language)}
</body>
</html>
`)
}

function header({ settings }: LayoutShop, { language, path, isPlace = true, cartCount }: PageView): Html {
  const words = layoutWords[language]
  const here = isPlace ? path(language) : null
  const link = (to: string, name: string, mark: Html | null = null) =>
    html`<li><a href="${to}"${to === here ? html` aria-current="page"` : null}><span class="name">${name}</span>${mark}</a></li>`
  return html`<header class="site-header">
<div class="bar">
<a class="brand" href="${routes.home.path(language)}">${settings.shopName}</a>
${searchField(language, 'header')}
<nav aria-label="${words.mainNavigation}"><ul>
${link(routes.home.path(language), words.shop)}
${link(routes.cart.path(language), words.cart, cartCountMark(language, cartCount))}
</ul></nav>
</div>
</header>`
}

function messageList(messages: readonly Message[]): Html | null {
  if (messages.length === 0) return null
  return html`<div class="messages">
${messages.map(
  ({ level, text }) => html`<p class="message ${level}" role="${roleOf(level)}">${text}</p>
`,
)}</div>`
}

function roleOf(level: MessageLevel): 'alert' | 'status' {
  return level === 'error' || level === 'warning' ? 'alert' : 'status'
}

function footer({ settings }: LayoutShop, view: PageView): Html {
  const words = layoutWords[view.language]
  return html`<footer class="site-footer">
<div class="bar">
<p>${words.footer(settings.shopName)}</p>
${legalLinks(view.language)}
${languageSwitch(view)}
</div>
</footer>`
}
