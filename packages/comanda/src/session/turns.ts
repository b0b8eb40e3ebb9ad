import type { SessionRecord, SessionStore } from '../store/store.ts'

/** What the requests waiting for one session hand on to each other. */
export interface Lane {
  /**
   * The record as the last of them saved it, and where: the next one of the same store builds on it instead of running
   * into a conflict. A sealed cookie is a store of one request.
   */
  newest: { readonly store: SessionStore; readonly record: SessionRecord } | null
}

/** Lets the requests of this process that write to the same session do so one after another. */
export interface Turns {
  /** Runs `work` when everybody who asked before for the same id is done. */
  take<Result>(id: string, work: (lane: Lane) => Promise<Result>): Promise<Result>
}

/** A queue per session id; one that nobody waits in takes no memory. */
export function createTurns(): Turns {
  const queues = new Map<string, { lane: Lane; tail: Promise<unknown>; length: number }>()

  return {
    async take<Result>(id: string, work: (lane: Lane) => Promise<Result>): Promise<Result> {
      const queue = queues.get(id) ?? { lane: { newest: null }, tail: Promise.resolve(), length: 0 }
      queues.set(id, queue)
      queue.length += 1
      const turn = queue.tail.then(() => work(queue.lane))
      queue.tail = turn.catch(() => {})
      try {
        return await turn
      } finally {
        queue.length -= 1
        if (queue.length === 0) queues.delete(id)
      }
    },
  }
}
