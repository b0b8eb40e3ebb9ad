import { ComandaError } from '../error.ts'
import type { SessionStore } from '../store/store.ts'
import type { Case } from './cases.ts'
import type { FakeClock } from './fake-clock.ts'

/** What a case works with: a fresh store, and the clock the store was made with. */
export interface StoreBench {
  readonly store: SessionStore
  readonly clock: FakeClock
  /** Opens the same records again, as after a restart; absent if the store cannot. The old store is closed by it. */
  readonly reopen?: () => Promise<SessionStore> | SessionStore
}

/** One promise of the store contract. Rejects with {@link StoreContractError}, or with the store's own error. */
export type StoreCase = Case<StoreBench>

/** `testing/store-contract`: the store breaks the contract; the message says what it did and what it should do. */
export class StoreContractError extends ComandaError<'testing/store-contract'> {
  override readonly name: string = 'StoreContractError'
}
