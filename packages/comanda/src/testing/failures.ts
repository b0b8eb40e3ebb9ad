import type { Clock, SessionStore } from '../store/store.ts'
import type { CaseResult } from './cases.ts'
import { runStoreCases } from './store-contract.ts'

/** The cases that failed, each with what the author is told: for tests which show that a contract catches mistakes. */
export function failuresIn(results: readonly CaseResult[]): Map<string, string> {
  const failed = results.filter(({ error }) => error !== null)
  return new Map(failed.map(({ title, error }) => [title, error instanceof Error ? error.message : String(error)]))
}

/** The cases of the store contract that a store fails. */
export async function failuresOf(makeStore: (clock: Clock) => SessionStore): Promise<Map<string, string>> {
  const results = await runStoreCases(({ clock }) => {
    const store = makeStore(clock)
    return { store, reopen: () => store }
  })
  return failuresIn(results)
}
