import { describe, test } from 'node:test'
import type { SessionStore } from '../store/store.ts'
import { type CaseResult, type ContractOptions, checkSkips, resultsOf } from './cases.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { hasAbility, type StoreCase } from './store-case.ts'
import { destroyingCases } from './store-cases/destroying.ts'
import { expiryCases } from './store-cases/expiry.ts'
import { keepingCases } from './store-cases/keeping.ts'
import { savingCases } from './store-cases/saving.ts'
import { sweepingCases } from './store-cases/sweeping.ts'
import { touchingCases } from './store-cases/touching.ts'
import { userCases } from './store-cases/users.ts'

/** A store for one case. */
export interface StoreUnderTest {
  readonly store: SessionStore
  /** Closes the store and opens the same records again. Absent if the store forgets. */
  readonly reopen?: () => Promise<SessionStore> | SessionStore
  /** Runs when the case is over, however it ended. */
  readonly cleanup?: () => Promise<void> | void
}

/**
 * Makes a store for one case, which runs by `clock`. It need not be empty: every case makes its own ids. A store
 * whose own clock cannot be set declares the cases that move time as skips.
 */
export type MakeStore = (context: { readonly clock: FakeClock }) => Promise<StoreUnderTest> | StoreUnderTest

/** Every promise of the store contract, as data; those of abilities at the end. */
export const storeCases: readonly StoreCase[] = [
  ...keepingCases,
  ...expiryCases,
  ...savingCases,
  ...touchingCases,
  ...destroyingCases,
  ...sweepingCases,
  ...userCases,
]

/**
 * Tests a store against the contract: one `node:test` test for each case, under the heading `name`. Call it at the top
 * of a test file. The cases of an ability the store does not have are shown as skipped.
 *
 * Throws TestingError `testing/bad-skip` if a skip names no case or gives no reason.
 */
export function storeContract(name: string, make: MakeStore, { skips = {} }: ContractOptions = {}): void {
  checkSkips(storeCases, skips)
  describe(`the store contract: ${name}`, () => {
    for (const storeCase of storeCases) {
      test(storeCase.title, { skip: skips[storeCase.title] ?? false }, async (context) => {
        const tried = await runStoreCase(storeCase, make)
        if (!tried) context.skip(`The store does not have the ability: ${storeCase.ability}.`)
      })
    }
  })
}

/** Runs every case without a test runner, one after the other, each on a fresh store. Those of an absent ability are kept. */
export function runStoreCases(make: MakeStore): Promise<CaseResult[]> {
  return resultsOf(storeCases, async (storeCase) => void (await runStoreCase(storeCase, make)))
}

/** Whether there was something to try. Rejects if the promise was not kept. */
async function runStoreCase(storeCase: StoreCase, make: MakeStore): Promise<boolean> {
  // From the real time on, so that a store that also gives ends of life to a server keeps its records long enough.
  const clock = createFakeClock(Date.now())
  const { cleanup, ...made } = await make({ clock })
  try {
    if (storeCase.ability !== undefined && !hasAbility(made.store, storeCase.ability)) return false
    await storeCase.run({ ...made, clock })
    return true
  } finally {
    await cleanup?.()
  }
}
