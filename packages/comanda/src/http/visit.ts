import { readCookie } from '../cookie/index.ts'
import { csrfToken, isCsrfToken } from '../csrf/token.ts'
import { type ActiveSession, openSession } from '../session/active-session.ts'
import type { Session } from '../session/session.ts'
import { setCookieFor } from './cookie.ts'
import { failureOf } from './failure.ts'
import { isPassive, type RequestHead } from './request-head.ts'
import type { Sessions } from './sessions.ts'

/** What a handler gets beside the request. */
export interface Visit<Data> {
  /**
   * The session of the browser; loaded at the first call, so that a page that never asks costs no store call.
   * A browser without one gets an empty session, which is stored only if something is set.
   *
   * Rejects with SessionError `session/unavailable` or `session/unreadable`; let them pass, they are answered with 503.
   */
  session(): Promise<Session<Data>>
  /**
   * The same for pages that do without the session, and only show something of it in their frame: null while it cannot be
   * read. That is reported and answered with no 503; say on the page that something is missing, so that it does not look
   * like an empty session.
   */
  sessionIfReadable(): Promise<Session<Data> | null>
  /**
   * The token for the forms of this page, in a hidden field named `CSRF_FIELD`, or for the header `CSRF_HEADER` of
   * scripts. Null for a stranger, so that no session is made only to hold a token, and without `secrets`. (In a browser
   * that says nothing of where requests come from, a stranger who has some other cookie can post nothing.)
   */
  csrfToken(): Promise<string | null>
  /** The Cookie header, for `readCookie` and protected cookies; the answer is marked as depending on cookies. */
  cookieHeader(): string | null
  /** Nobody looks at the answer now (HEAD, prefetch, prerender): count no visit. */
  readonly passive: boolean
}

/** A visit, and what `withSession` needs to end it. */
export interface OpenVisit<Data> extends Visit<Data> {
  /** Whether `token` was made for the session of this visit. */
  holdsToken(token: string): Promise<boolean>
  /** Stores what is to be stored; rejects as `session.commit` does. */
  finish(status: number): Promise<void>
  /** The Set-Cookie of the session, if the browser is to be told anything. */
  setCookie(): string | null
  /** Whether the answer may depend on cookies: `none` nobody asked, `stranger` none was sent, else `known`. */
  dependence(): 'none' | 'stranger' | 'known'
}

/** Begins a visit; does nothing yet. */
export function openVisit<Data>(sessions: Sessions<Data>, head: RequestHead): OpenVisit<Data> {
  const { engine, cookie, secrets } = sessions
  let opening: Promise<ActiveSession> | null = null
  let active: ActiveSession | null = null
  let dependence: 'none' | 'stranger' | 'known' = 'none'
  /** Somebody has to have the session: without it there is no answer. */
  let isNeeded = false
  let looking: Promise<ActiveSession | null> | null = null
  const passive = isPassive(head)

  function cookieHeader(): string | null {
    const header = head.header('cookie') || null
    dependence = header === null ? 'stranger' : 'known'
    return header
  }

  async function open(): Promise<ActiveSession> {
    active = await openSession(engine, readCookie(cookieHeader(), cookie.name), passive)
    return active
  }

  function opened(): Promise<ActiveSession> {
    opening ??= open()
    return opening
  }

  function needed(): Promise<ActiveSession> {
    isNeeded = true
    return opened()
  }

  function openedIfReadable(): Promise<ActiveSession | null> {
    looking ??= opened().catch((error: unknown) => {
      if (failureOf(error)?.kind !== 'unavailable') throw error
      engine.report(error)
      return null
    })
    return looking
  }

  return {
    passive,
    cookieHeader,
    // The engine knows values, the app knows their types: these are the places where the two meet.
    session: () => needed() as unknown as Promise<Session<Data>>,
    sessionIfReadable: () => openedIfReadable() as unknown as Promise<Session<Data> | null>,
    async csrfToken() {
      const { binding } = await needed()
      return secrets && binding && csrfToken(secrets, binding, engine.randomness)
    },
    async holdsToken(token) {
      const { binding } = await needed()
      return secrets !== null && binding !== null && isCsrfToken(secrets, binding, token)
    },
    async finish(status) {
      if (opening === null) return
      // A handler that has caught the failure of a session it needs is answered with it all the same.
      await (isNeeded ? opening : openedIfReadable())
      await active?.finish(status)
    },
    setCookie: () => active && setCookieFor(active.cookieChange, cookie, engine.clock()),
    dependence: () => dependence,
  }
}
