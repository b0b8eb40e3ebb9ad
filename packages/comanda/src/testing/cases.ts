import { TestingError } from './error.ts'

/** One promise, as data. */
export interface Case<Bench> {
  /** What it protects, or the attack it stops. Stable: skips name it. */
  readonly title: string
  /** Resolves if the promise is kept; the error it rejects with says what went wrong. */
  run(bench: Bench): Promise<void>
}

/** What a contract can be told. */
export interface ContractOptions {
  /** Why a case does not apply, by its title: shown in the report of the tests. */
  readonly skips?: Readonly<Record<string, string>>
}

/** How one case ended. */
export interface CaseResult {
  readonly title: string
  /** Null if the promise was kept. Else the message says what was done wrong. */
  readonly error: unknown
}

/** Runs every case without a test runner, one after the other. */
export async function resultsOf<Bench>(
  cases: readonly Case<Bench>[],
  run: (one: Case<Bench>) => Promise<void>,
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const one of cases) {
    const error = await run(one).then(
      () => null,
      (reason: unknown) => reason,
    )
    results.push({ title: one.title, error })
  }
  return results
}

/** Throws {@link TestingError} `testing/bad-skip` if a skip names no case or gives no reason. */
export function checkSkips<Bench>(cases: readonly Case<Bench>[], skips: Readonly<Record<string, string>>): void {
  const titles = new Set(cases.map(({ title }) => title))
  for (const [title, reason] of Object.entries(skips)) {
    if (!titles.has(title)) throw badSkip(`There is no case '${title}' to skip; it may have been renamed.`)
    if (reason.trim() === '') throw badSkip(`The skip of '${title}' gives no reason.`)
  }
}

function badSkip(message: string): TestingError {
  return new TestingError('testing/bad-skip', message)
}
