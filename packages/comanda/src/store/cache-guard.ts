import { inTime } from './in-time.ts'
import { StoreUnavailable } from './store.ts'

/** How long a call of the fast store may take, in milliseconds. */
export const FAST_DEADLINE_MS = 250
/** After a failure nobody waits for the fast store for so long, in milliseconds. */
export const FAST_PAUSE_MS = 1_000

/** Ways to call a store that may fail: with a deadline, and a pause after each failure. */
export interface CacheGuard {
  /** The answer, or null if it failed or had failed a moment ago. Never rejects. */
  ask<Answer>(call: () => Promise<Answer>): Promise<Answer | null>
  /** Tells it something, also in a pause, when nobody waits for it. Never rejects. */
  tell(call: () => Promise<void>): Promise<void>
  /** Tells it something that must be heard. Rejects with StoreUnavailable. */
  must(call: () => Promise<void>): Promise<void>
}

/** Each failure is reported, but not those in a pause. */
export function createCacheGuard(deadlineMs: number, report: (error: unknown) => void): CacheGuard {
  let pauseUntil = Number.NEGATIVE_INFINITY
  const isPausing = (): boolean => performance.now() < pauseUntil

  async function guarded<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await inTime(call(), deadlineMs, `The fast store has not answered for ${deadlineMs} ms.`)
    } catch (error) {
      const isFirst = !isPausing()
      pauseUntil = performance.now() + FAST_PAUSE_MS
      // Now that the pause has begun: a report may throw, and nobody is to wait longer for it.
      if (isFirst) report(error)
      throw error
    }
  }

  return {
    ask: (call) => (isPausing() ? Promise.resolve(null) : guarded(call).catch(() => null)),

    async tell(call) {
      const told = guarded(call).catch(() => {})
      if (!isPausing()) await told
    },

    async must(call) {
      try {
        await guarded(call)
      } catch (cause) {
        throw new StoreUnavailable('The fast store cannot be told that a session changed, and might bring it back.', {
          cause,
        })
      }
    },
  }
}
