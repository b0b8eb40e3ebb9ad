import type { Json } from '../../session/json.ts'
import type { Step } from './request.ts'

/**
 * Where sessions live, seen from outside: a store with the engine on it, a sealed cookie, an app that is asked over
 * HTTP, another library. Two engines serve it, in two processes or in one, so that nothing that only one of them knows can
 * help.
 */
export interface SessionHome {
  /** Carries out one request. Rejects only for mistakes of the test. */
  send(request: HomeRequest): Promise<HomeAnswer>
  /** Whether anything is still kept of the session that `cookie` belonged to. Absent if nobody can look. */
  isKept?(cookie: string): Promise<boolean>
  /** Resolves when nothing is under way any more; from then on nothing fails. Absent where nothing is made to fail. */
  calm?(): Promise<void>
}

/** One request to a {@link SessionHome}. */
export interface HomeRequest {
  /** The session cookie as the browser has it; null if it has none. */
  readonly cookie: string | null
  readonly steps: readonly Step[]
  /** Which of the two engines is asked. */
  readonly engine: 0 | 1
}

/** How a request was answered. */
export interface HomeAnswer {
  readonly outcome: Outcome
  /** What the browser is told about its cookie. */
  readonly told: Told
}

/**
 * What a request ended in.
 * - `ok`: all was done and stored. `found` is what its steps found.
 * - `stopped`: it stopped at `stop-unless`, and did nothing.
 * - `refused`: nothing of it was or will be stored. `code` says why, `session/gone` and `session/conflict` among them.
 * - `unknown`: what it did may be stored, or be stored later, or not at all.
 */
export type Outcome =
  | { readonly kind: 'ok' | 'stopped'; readonly found: readonly Json[] }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unknown' }

/** What an answer says about the cookie: nothing, to keep this one from now on, or to forget it. */
export type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'keep'; readonly cookie: string }
  | { readonly kind: 'forget' }

/** A browser with one cookie jar. Requests sent at once carry the same cookie; the answer that comes last wins. */
export interface Browser {
  /** The session cookie it has now. */
  cookie(): string | null
  /** Sends a request, by default to engine 0. */
  request(steps: readonly Step[], engine?: 0 | 1): Promise<Outcome>
}

/** A browser with an empty cookie jar, or with `cookie` in it. */
export function createBrowser(home: SessionHome, cookie: string | null = null): Browser {
  let kept = cookie
  return {
    cookie: () => kept,
    async request(steps, engine = 0) {
      const { outcome, told } = await home.send({ cookie: kept, steps, engine })
      if (told.kind === 'keep') kept = told.cookie
      if (told.kind === 'forget') kept = null
      return outcome
    },
  }
}
