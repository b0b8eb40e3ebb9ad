import { type Failure, type FailureReply, type RequestHead, redirect } from 'comanda/http'
import type { LayoutShop } from '../layout/layout.ts'
import { NOTICE, NOTICE_SESSION_GONE } from '../layout/visit-view.ts'
import { withQuery } from '../routes.ts'
import { problemReply } from './problem-reply.ts'
import { wantsJson } from './request-head.ts'
import type { ProblemName } from './words.ts'

/**
 * The shop's answers when a request is refused or its session cannot be stored. A person whose session is gone goes
 * back to the page they came from, which says so; there is no session to leave a message in, so the address carries it.
 */
export function failureReplyOf(shop: LayoutShop): FailureReply {
  return (failure, head, back) => {
    if (failure.kind === 'gone' && !wantsJson(head)) return redirect(withQuery(back, { [NOTICE]: NOTICE_SESSION_GONE }))
    const { status, code } = failure
    // Who was sent here by another site has no page of ours to go back to.
    const wayBack = failure.kind === 'cross-site' ? {} : { back }
    return problemReply(shop, { name: problemOf(failure, head), status, code, ...wayBack }, head)
  }
}

function problemOf({ kind }: Failure, { method }: RequestHead): ProblemName {
  switch (kind) {
    case 'busy':
    case 'unavailable':
      return method === 'GET' || method === 'HEAD' ? 'unreadable' : 'unavailable'
    case 'cross-site':
    case 'conflict':
    case 'gone':
    case 'too-large':
      return kind
  }
}
