import { describe, test } from 'node:test'
import type { SessionStore } from '../store/store.ts'
import { type CaseResult, type ContractOptions, checkSkips, resultsOf } from './cases.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import type { StoreCase } from './store-case.ts'
import { destroyingCases } from './store-cases/destroying.ts'
import { expiryCases } from './store-cases/expiry.ts'
import { keepingCases } from './store-cases/keeping.ts'
import { savingCases } from './store-cases/saving.ts'
import { touchingCases } from './store-cases/touching.ts'

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

/** Every promise of the store contract, as data. */
export const storeCases: readonly StoreCase[] = [
  ...keepingCases,
  ...expiryCases,
  ...savingCases,
  ...touchingCases,
  ...destroyingCases,
]

/**
 * Tests a store against the contract: one `node:test` test for each case, under the heading `name`. Call it at the top
 * of a test file.
 *
 * Throws TestingError `testing/bad-skip` if a skip names no case or gives no reason.
 */
export function storeContract(name: string, make: MakeStore, { skips = {} }: ContractOptions = {}): void {
  checkSkips(storeCases, skips)
  describe(`the store contract: ${name}`, () => {
    for (const storeCase of storeCases) {
      test(storeCase.title, { skip: skips[storeCase.title] ?? false }, () => runStoreCase(storeCase, make))
    }
  })
}

/** Runs every case without a test runner, one after the other, each on a fresh store. */
export function runStoreCases(make: MakeStore): Promise<CaseResult[]> {
  return resultsOf(storeCases, (storeCase) => runStoreCase(storeCase, make))
}

async function runStoreCase(storeCase: StoreCase, make: MakeStore): Promise<void> {
  // From the real time on, so that a store that also gives ends of life to a server keeps its records long enough.
  const clock = createFakeClock(Date.now())
  const { cleanup, ...made } = await make({ clock })
  try {
    await storeCase.run({ ...made, clock })
  } finally {
    await cleanup?.()
  }
}
