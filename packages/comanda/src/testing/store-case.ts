import { ComandaError } from '../error.ts'
import { canSweep, type ExpirySweeping, hasUserIndex, type SessionStore, type UserIndex } from '../store/store.ts'
import type { Case } from './cases.ts'
import type { FakeClock } from './fake-clock.ts'
import { sampleRecord } from './sample-record.ts'

/** What a case works with: a fresh store, and the clock the store was made with. */
export interface StoreBench {
  readonly store: SessionStore
  readonly clock: FakeClock
  /** Opens the same records again, as after a restart; absent if the store cannot. The old store is closed by it. */
  readonly reopen?: () => Promise<SessionStore> | SessionStore
}

/** What only some stores can do: remove expired records, find the sessions of a user. */
export type StoreAbility = 'sweeping' | 'user index'

/** One promise of the store contract. Rejects with {@link StoreContractError}, or with the store's own error. */
export interface StoreCase extends Case<StoreBench> {
  /** The case is for stores with this ability. Absent: for every store. */
  readonly ability?: StoreAbility
}

/** Whether a store has the ability. */
export function hasAbility(store: SessionStore, ability: StoreAbility): boolean {
  return ability === 'sweeping' ? canSweep(store) : hasUserIndex(store)
}

/** A case for stores that can sweep. */
export function sweepingCase(
  title: string,
  run: (bench: StoreBench & { readonly store: ExpirySweeping }) => Promise<void>,
): StoreCase {
  return {
    title,
    ability: 'sweeping',
    async run({ store, ...bench }) {
      if (canSweep(store)) await run({ ...bench, store })
    },
  }
}

/** A case for stores that know the sessions of a user. `userId` is nobody else's. */
export function userCase(
  title: string,
  run: (bench: StoreBench & { readonly store: UserIndex; readonly userId: string }) => Promise<void>,
): StoreCase {
  return {
    title,
    ability: 'user index',
    async run({ store, ...bench }) {
      if (hasUserIndex(store)) await run({ ...bench, store, userId: `user-${sampleRecord(0).id}` })
    },
  }
}

/** `testing/store-contract`: the store breaks the contract; the message says what it did and what it should do. */
export class StoreContractError extends ComandaError<'testing/store-contract'> {
  override readonly name: string = 'StoreContractError'
}
