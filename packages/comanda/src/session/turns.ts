import type { SessionRecord, SessionStore } from '../store/store.ts'

/** What the requests waiting for one session hand on to each other. */
export interface Lane {
  /**
   * The record as the last of them saved it, and where: the next one of the same store builds on it instead of running
   * into a conflict. A sealed cookie is a store of one request.
   */
  newest: { readonly store: SessionStore; readonly record: SessionRecord } | null
  /** Whether the store failed the last of them: then nobody waits here for long. */
  failed: boolean
}

/** Lets the requests of this process that write to the same session do so one after another. */
export interface Turns {
  /** Runs `work` when everybody who asked before for the same id is done. */
  take<Result>(id: string, work: (lane: Lane) => Promise<Result>): Promise<Result>
}

/**
 * How many sessions' newest records are kept at least after their queues have emptied: a request that loaded the session
 * before, and comes to save only now, builds on them and does not run into a conflict. They may be outdated by another
 * process or gone, which the store's own check tells.
 */
const RESTING_LANES_MIN = 256

/** A queue per session id. */
export function createTurns(): Turns {
  const queues = new Map<string, { lane: Lane; tail: Promise<unknown>; length: number }>()
  // Two generations, since a Map gets slow where its oldest entries are deleted one by one.
  let resting = new Map<string, Lane>()
  let restedBefore = new Map<string, Lane>()

  function rest(id: string, lane: Lane): void {
    if (resting.size === RESTING_LANES_MIN) {
      restedBefore = resting
      resting = new Map()
    }
    resting.set(id, lane)
  }

  return {
    async take<Result>(id: string, work: (lane: Lane) => Promise<Result>): Promise<Result> {
      const lane = resting.get(id) ?? restedBefore.get(id) ?? { newest: null, failed: false }
      const queue = queues.get(id) ?? { lane, tail: Promise.resolve(), length: 0 }
      queues.set(id, queue)
      queue.length += 1
      const turn = queue.tail.then(() => work(queue.lane))
      queue.tail = turn.catch(() => {})
      try {
        return await turn
      } finally {
        queue.length -= 1
        if (queue.length === 0) {
          queues.delete(id)
          rest(id, queue.lane)
        }
      }
    },
  }
}
