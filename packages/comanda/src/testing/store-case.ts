import { ComandaError } from '../error.ts'
import type { SessionStore } from '../store/store.ts'
import type { FakeClock } from './fake-clock.ts'

/** What a case works with: a fresh store, and the clock the store was made with. */
export interface StoreBench {
  readonly store: SessionStore
  readonly clock: FakeClock
  /** Opens the same records again, as after a restart; absent if the store cannot. The old store is closed by it. */
  readonly reopen?: () => Promise<SessionStore> | SessionStore
}

/** One promise of the store contract. */
export interface StoreCase {
  /** What it protects, or the attack it stops. Stable: skips name it. */
  readonly title: string
  /** Resolves if the store keeps the promise, else rejects with {@link StoreContractError} or the store's own error. */
  run(bench: StoreBench): Promise<void>
}

/**
 * `testing/store-contract`: the store breaks the contract; the message says what it did and what it should do.
 * `testing/bad-skip`: a skip names no case, or gives no reason.
 */
export class StoreContractError extends ComandaError<'testing/store-contract' | 'testing/bad-skip'> {
  override readonly name: string = 'StoreContractError'
}
