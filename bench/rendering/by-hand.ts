import type { Card } from './cards.ts'

/** The page as plain template literals, in which whoever writes them must not forget to escape anything. */
export function byHand(title: string, cards: readonly Card[]): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<main><h1>${escaped(title)}</h1>
<ul class="grid">${cards.map(card).join('')}</ul>
</main>
</body>
</html>
`
}

function card({ handle, title, vendor, price, priceBefore, alt, variantId }: Card): string {
  return `<li class="card">
<a href="/products/${escaped(handle)}"><img
src="/media/${escaped(handle)}.avif"
srcset="/media/${escaped(handle)}-400.avif 400w,
/media/${escaped(handle)}-800.avif 800w"
alt="${escaped(alt)}"
sizes="(min-width: 60rem) 25vw, 50vw"
width="800" height="800" loading="lazy"></a>
<h2><a href="/products/${escaped(handle)}">${escaped(title)}</a></h2>
<p class="vendor">${escaped(vendor)}</p>
<p class="price">${priceBefore === null ? escaped(price) : `<ins>${escaped(price)}</ins> <del>${escaped(priceBefore)}</del>`}</p>
<form method="post" action="/cart/add"><input type="hidden" name="id" value="${variantId}">
<button aria-label="Add to cart: ${escaped(title)}">Add to cart</button></form>
</li>
`
}

const SPECIAL = /[&<>"']/
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '') : text
}
