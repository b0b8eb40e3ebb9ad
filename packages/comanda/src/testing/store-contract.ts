import { describe, test } from 'node:test'
import type { SessionStore } from '../store/store.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { type StoreCase, StoreContractError } from './store-case.ts'
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

/** What {@link storeContract} can be told. */
export interface StoreContractOptions {
  /** Why a case does not apply, by its title: shown in the report of the tests. */
  readonly skips?: Readonly<Record<string, string>>
}

/** How one case ended. */
export interface StoreCaseResult {
  readonly title: string
  /** Null if the store keeps this promise. A {@link StoreContractError}'s message says what the store did wrong. */
  readonly error: unknown
}

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
 * Throws {@link StoreContractError} `testing/bad-skip` if a skip names no case or gives no reason.
 */
export function storeContract(name: string, make: MakeStore, { skips = {} }: StoreContractOptions = {}): void {
  checkSkips(skips)
  describe(`the store contract: ${name}`, () => {
    for (const storeCase of storeCases) {
      test(storeCase.title, { skip: skips[storeCase.title] ?? false }, () => runStoreCase(storeCase, make))
    }
  })
}

/** Runs every case without a test runner, one after the other, each on a fresh store. */
export async function runStoreCases(make: MakeStore): Promise<StoreCaseResult[]> {
  const results: StoreCaseResult[] = []
  for (const storeCase of storeCases) {
    const error = await runStoreCase(storeCase, make).then(
      () => null,
      (reason: unknown) => reason,
    )
    results.push({ title: storeCase.title, error })
  }
  return results
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

function checkSkips(skips: Readonly<Record<string, string>>): void {
  const titles = new Set(storeCases.map(({ title }) => title))
  for (const [title, reason] of Object.entries(skips)) {
    if (!titles.has(title)) throw badSkip(`There is no case '${title}' to skip; it may have been renamed.`)
    if (reason.trim() === '') throw badSkip(`The skip of '${title}' gives no reason.`)
  }
}

function badSkip(message: string): StoreContractError {
  return new StoreContractError('testing/bad-skip', message)
}
