import { type Html, html } from '@comanda/ui/html'
import { formTokenField } from '../layout/form-token.ts'
import { routes } from '../routes.ts'
import { describeNews } from './describe-news.ts'
import { hundredths } from './hundredths.ts'
import type { LineView } from './line-mark.ts'
import { type News, newsOf } from './news.ts'
import { SEEN_PRICE } from './parse/parse-change.ts'
import type { Offered, PricedLine } from './priced-cart.ts'
import { cartWords } from './words.ts'

/** The news of a line, each with what can be done about it at one press. Null if there are none. */
export function newsMark(priced: PricedLine, name: string, view: LineView): Html | null {
  const news = newsOf(priced)
  if (news.length === 0) return null
  return html`<ul class="cart-news" role="list">${news.map((one) => oneMark(one, priced, name, view))}</ul>`
}

function oneMark(news: News, priced: PricedLine, name: string, view: LineView): Html {
  const text = describeNews(news, view.language)
  return html`<li class="cart-new ${news.kind}"><p>${text}</p>${remedyMark(news, priced, name, view)}</li>
`
}

function remedyMark(
  news: News,
  { line, offered }: PricedLine,
  name: string,
  { language, formToken }: LineView,
): Html | null {
  const words = cartWords[language]
  if (offered === null) return null
  switch (news.kind) {
    case 'unavailable':
    case 'sold-out':
      return null
    case 'fewer': {
      if (news.left === 0) return null
      const quantity = html`<input type="hidden" name="quantity" value="${news.left}">`
      return remedyForm(quantity, words.setTo(news.left), words.setToOf(name, news.left))
    }
    case 'price':
      return remedyForm(null, words.accept, words.acceptOf(name))
  }

  function remedyForm(fields: Html | null, text: string, spoken: string): Html {
    return html`<form method="post" action="${routes.cartChange.path(language)}">
${formTokenField(formToken)}<input type="hidden" name="id" value="${line.key}">${fields}${offered && seenPriceField(offered)}
<button class="plain" aria-label="${spoken}">${text}</button></form>`
  }
}

/** Says with a change which price was on the page it was made on: only that price counts as known from then on. */
export function seenPriceField({ unitPrice }: Offered): Html {
  return html`<input type="hidden" name="${SEEN_PRICE}" value="${hundredths(unitPrice)}">`
}
