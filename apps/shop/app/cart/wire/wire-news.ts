import type { Language } from '../../routes.ts'
import { describeNews } from '../describe-news.ts'
import { hundredths } from '../hundredths.ts'
import type { News } from '../news.ts'

/** News of a line for programs: a key of our own beside those of the Ajax API. Amounts are in hundredths, as there. */
export function newsJson(news: News, language: Language): object {
  const message = describeNews(news, language)
  switch (news.kind) {
    case 'unavailable':
      return { type: 'unavailable', message }
    case 'sold-out':
      return { type: 'sold_out', message }
    case 'fewer':
      return { type: 'quantity', asked: news.asked, available: news.left, message }
    case 'price':
      return { type: 'price', from: hundredths(news.before), to: hundredths(news.now), message }
  }
}
