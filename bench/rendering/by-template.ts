import { type Html, html, render } from '@comanda/ui/html'
import type { Card } from './cards.ts'

/** The page as the shop writes its own: the template escapes, and nobody can forget it. */
export function byTemplate(title: string, cards: readonly Card[]): string {
  return render(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<main><h1>${title}</h1>
<ul class="grid">${cards.map(card)}</ul>
</main>
</body>
</html>
`)
}

function card({ handle, title, vendor, price, priceBefore, alt, variantId }: Card): Html {
  return html`<li class="card">
<a href="/products/${handle}"><img
src="/media/${handle}.avif"
srcset="/media/${handle}-400.avif 400w,
/media/${handle}-800.avif 800w"
alt="${alt}"
sizes="(min-width: 60rem) 25vw, 50vw"
width="800" height="800" loading="lazy"></a>
<h2><a href="/products/${handle}">${title}</a></h2>
<p class="vendor">${vendor}</p>
<p class="price">${priceBefore === null ? price : html`<ins>${price}</ins> <del>${priceBefore}</del>`}</p>
<form method="post" action="/cart/add"><input type="hidden" name="id" value="${variantId}">
<button aria-label="Add to cart: ${title}">Add to cart</button></form>
</li>
`
}
