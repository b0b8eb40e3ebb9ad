import { type Html, html } from '@comanda/ui/html'
import { html as htmlReply, json, type Reply, type RequestHead } from 'comanda/http'
import { type LayoutShop, layout } from '../layout/layout.ts'
import { type Language, languageOf, routes } from '../routes.ts'
import { wantsJson } from './request-head.ts'
import { errorWords, type ProblemName } from './words.ts'

/** Something that is not as it should be. */
export interface Problem {
  readonly name: ProblemName
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 500 | 503
  /** Stable, for programs: `shop/not-found`, `session/conflict`. */
  readonly code: string
  /** By which the log knows the request; shown with errors of ours. */
  readonly requestId?: string
  /** The page to offer as a way back, a path of ours. */
  readonly back?: string
}

/**
 * The answer to a problem, in the language of the address that was asked for: JSON for scripts, a page with a way on for
 * people. It looks at no session, so it works when that is what failed.
 */
export function problemReply(shop: LayoutShop, problem: Problem, head: RequestHead): Reply {
  const language = languageOf(head.path)
  const { title, text } = errorWords[language].problems[problem.name]
  const headers = { 'cache-control': 'no-store' }
  if (wantsJson(head)) {
    const { status, code } = problem
    // Themes read either `description` or `errors`.
    return json({ status, code, message: title, description: text, errors: text }, status, headers)
  }
  const path = (other: Language) => routes.home.path(other)
  const body = problemBody(problem, language)
  const view = { language, title, path, messages: [], cartCount: null, body, isPlace: false }
  return htmlReply(layout(shop, view), problem.status, headers)
}

const TRY_AGAIN: readonly ProblemName[] = ['unavailable', 'unreadable', 'failed']

/** The page's own part, for pages that show it with a session around it. */
export function problemBody({ name, back, requestId }: Omit<Problem, 'status' | 'code'>, language: Language): Html {
  const words = errorWords[language]
  const { title, text } = words.problems[name]
  const backText = TRY_AGAIN.includes(name) ? words.tryAgain : words.goBack
  return html`<section class="problem">
<h1>${title}</h1>
<p>${text}</p>
<p class="ways">${back === undefined ? null : html`<a class="button" href="${back}">${backText}</a> `}
<a class="${back === undefined ? 'button' : 'quiet'}" href="${routes.home.path(language)}">${words.toShop}</a></p>
${requestId === undefined ? null : html`<p class="reference">${words.reference(requestId)}</p>`}
</section>`
}
