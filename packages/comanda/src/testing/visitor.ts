import { openSession } from '../session/active-session.ts'
import type { Engine } from '../session/engine.ts'
import type { Session } from '../session/session.ts'

/** A browser that keeps the session cookie, without HTTP in between. */
export interface Visitor {
  /** What the browser would send now. */
  cookie(): string | null
  /** One request: opens the session, lets `work` work, and ends it with an answer of that status. */
  visit<Result>(work: (session: Session) => Result | Promise<Result>, status?: number): Promise<Result>
}

/** A browser with an empty cookie jar, or with `cookie` in it. */
export function createVisitor(engine: Engine, cookie: string | null = null): Visitor {
  let kept = cookie
  return {
    cookie: () => kept,
    async visit(work, status = 200) {
      const session = await openSession(engine, kept)
      const result = await work(session)
      await session.finish(status)
      const change = session.cookieChange
      if (change.kind === 'set') kept = change.token
      if (change.kind === 'delete') kept = null
      return result
    },
  }
}
