import type { SessionStore } from 'comanda/store'
import { type Kysely, sql } from 'kysely'
import type { ShopDatabase } from '../data/schema.ts'

/** Whether the shop can serve: `ready`, `stopping` (it finishes what is under way), or `unavailable` (a database does not answer). */
export type ReadyState = 'ready' | 'stopping' | 'unavailable'

/** Knows whether the shop can serve. */
export interface Readiness {
  state(): Promise<ReadyState>
  /** From now on the shop is stopping. */
  stop(): void
}

/** No session has this id: it has the form of one, and 128 zero bits. */
const NOBODY = 'A'.repeat(22)

/** Asks both databases, each time. */
export function createReadiness(databases: { db: Kysely<ShopDatabase>; store: SessionStore }): Readiness {
  let stopping = false
  return {
    async state() {
      if (stopping) return 'stopping'
      try {
        await Promise.all([sql`select 1`.execute(databases.db), databases.store.load(NOBODY)])
        return 'ready'
      } catch {
        return 'unavailable'
      }
    },
    stop() {
      stopping = true
    },
  }
}
