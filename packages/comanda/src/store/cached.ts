/**
 * Sessions in a durable store, with a fast one in front of it for reading.
 *
 * The durable store is the truth: it decides every write. The fast one is filled under leases, so a slow reader never
 * brings back what was changed or ended meanwhile.
 *
 * @module
 */
import { createCacheGuard, FAST_DEADLINE_MS } from './cache-guard.ts'
import type { SessionCache } from './session-cache.ts'
import {
  type Clock,
  hasUserIndex,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'

export { FAST_DEADLINE_MS, FAST_PAUSE_MS } from './cache-guard.ts'
export {
  type CacheAnswer,
  createMemoryCache,
  LEASE_MS,
  MEMORY_CACHE_ENTRIES_MAX,
  type SessionCache,
} from './session-cache.ts'

/** How long the fast store keeps a record, in milliseconds: so far may a load lag behind if the fast store missed a change. */
export const CACHED_MS_MAX = 60_000
/** How long a session is not kept in the fast store after its end or a new token, in milliseconds: longer than any write takes. */
export const BARRED_MS = 30_000
/** A record whose token is no older may have got it with this save, in milliseconds. */
const NEW_TOKEN_MS = 60_000
/** How often a sign-out everywhere looks for sessions that began while it ran, before it gives up. */
const LOOKS_MAX = 16

/** What {@link createCachedStore} needs. */
export interface CachedStoreOptions<Durable extends SessionStore = SessionStore> {
  readonly fast: SessionCache
  readonly durable: Durable
  /** Hears of failures of the fast store, about one a second at most. */
  readonly report: (error: unknown) => void
  /** How long a call of the fast store may take, in milliseconds. Default: {@link FAST_DEADLINE_MS}. */
  readonly deadlineMs?: number
  /** The clock of the engine. Default: `Date.now`. */
  readonly clock?: Clock
}

/**
 * A fast store in front of a durable one. It has a user index if the durable store has one. What has expired is swept from
 * the durable store itself.
 *
 * Writes go to the durable store first. Destroying a session, and giving it a new token, tell the fast store before, and
 * reject with {@link StoreUnavailable} if they cannot: what ended must not come back. Any other failure of the fast store is
 * reported and survived; the sessions are then read from the durable store. Until the fast store has forgotten what it could not be
 * told, for {@link CACHED_MS_MAX} at most, a load may lag behind; a save compares with the durable store all the same.
 */
export function createCachedStore(options: CachedStoreOptions<SessionStore & UserIndex>): SessionStore & UserIndex
export function createCachedStore(options: CachedStoreOptions): SessionStore
export function createCachedStore(options: CachedStoreOptions): SessionStore {
  const { fast, durable, report, deadlineMs = FAST_DEADLINE_MS, clock = Date.now } = options
  const guard = createCacheGuard(deadlineMs, report)

  const bar = (id: string) => () => fast.bar(id, BARRED_MS)

  async function saveBarred(record: SessionRecord, ifVersion: number) {
    await guard.must(bar(record.id))
    const saved = await durable.save(record, ifVersion)
    await guard.tell(bar(record.id))
    return saved
  }

  async function savePlain(record: SessionRecord, ifVersion: number) {
    try {
      const saved = await durable.save(record, ifVersion)
      await guard.tell(() => fast.drop(record.id))
      return saved
    } catch (error) {
      // It may have been done, or be done soon.
      await guard.tell(bar(record.id))
      throw error
    }
  }

  async function destroy(id: string): Promise<void> {
    await guard.must(bar(id))
    await durable.destroy(id)
    // A fast store that is short of room may have dropped the first bar.
    await guard.tell(bar(id))
  }

  const store: SessionStore = {
    consistency: 'eventual',

    async load(id) {
      const answer = await guard.ask(() => fast.read(id))
      if (answer?.kind === 'hit' && answer.record.expiresAt > clock()) return answer.record
      const record = await durable.load(id)
      if (record !== null && answer?.kind === 'lease')
        await guard.ask(() => fast.fill(record, answer.lease, CACHED_MS_MAX))
      return record
    },

    create: (record) => durable.create(record),

    save: (record, ifVersion) =>
      mayHaveNewToken(record, clock()) ? saveBarred(record, ifVersion) : savePlain(record, ifVersion),

    async touch(id, expiresAt) {
      const touched = await durable.touch(id, expiresAt)
      await guard.tell(() => fast.drop(id))
      return touched
    },

    destroy,
  }
  return hasUserIndex(durable) ? { ...store, ...userIndexOf(durable, destroy) } : store
}

function mayHaveNewToken({ rotatedAt }: SessionRecord, now: number): boolean {
  return rotatedAt !== null && Math.abs(now - rotatedAt) < NEW_TOKEN_MS
}

/** Ends sessions one by one, so that the fast store hears of each before it ends. */
function userIndexOf(durable: UserIndex, destroy: (id: string) => Promise<void>): UserIndex {
  return {
    listByUser: (userId) => durable.listByUser(userId),

    async destroyByUser(userId, except) {
      for (let look = 0; look < LOOKS_MAX; look += 1) {
        const listed = (await durable.listByUser(userId)).filter(({ id }) => id !== except)
        if (listed.length === 0) return
        for (const { id } of listed) await destroy(id)
      }
      throw new StoreUnavailable('The user goes on signing in while all sessions are to end.')
    },
  }
}
