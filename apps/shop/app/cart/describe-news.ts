import { formatMoney } from 'comanda/money'
import type { Language } from '../routes.ts'
import type { News } from './news.ts'
import { cartWords } from './words.ts'

/** A piece of news as a sentence or two. */
export function describeNews(news: News, language: Language): string {
  const words = cartWords[language]
  switch (news.kind) {
    case 'unavailable':
      return `${words.unavailable}. ${words.unavailableHelp}`
    case 'sold-out':
      return `${words.noneLeft} ${words.unavailableHelp}`
    case 'fewer':
      return `${news.left === 0 ? words.allInOtherLines : words.availableOnly(news.left)} ${words.tooMany(news.asked)}`
    case 'price': {
      const [before, now] = [formatMoney(news.before, language), formatMoney(news.now, language)]
      return news.now.minor > news.before.minor ? words.priceUp(before, now) : words.priceDown(before, now)
    }
  }
}
