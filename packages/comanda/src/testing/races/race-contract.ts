import { describe, test } from 'node:test'
import { type Case, type CaseResult, type ContractOptions, checkSkips, resultsOf } from '../cases.ts'
import { createGate } from '../gate.ts'
import type { RaceBench } from './bench.ts'
import { changingRaces } from './changing.ts'
import { endingRaces } from './ending.ts'
import type { SessionHome } from './home.ts'

/** Sessions for one race. */
export interface HomeUnderTest {
  readonly home: SessionHome
  /** Runs when the race is over, however it ended. */
  readonly cleanup?: () => Promise<void> | void
}

/**
 * Makes sessions for one race: `storeHome`, `sealedCookieHome`, `httpHome`, or one of your own. `wait` is what the step
 * of that name has to await.
 */
export type MakeHome = (context: { readonly wait: () => Promise<void> }) => Promise<HomeUnderTest> | HomeUnderTest

/** Every race, as data. */
export const raceScenarios: readonly Case<RaceBench>[] = [...changingRaces, ...endingRaces]

/**
 * Tests what two requests of one visitor at once make of a session: one `node:test` test for each race, under the
 * heading `name`. Call it at the top of a test file. The races need no luck and no sleeping: the slow request stands
 * still until the fast one was answered. A home in which requests of one session wait for each other cannot run them.
 *
 * Throws TestingError `testing/bad-skip` if a skip names no race or gives no reason.
 */
export function raceContract(name: string, make: MakeHome, { skips = {} }: ContractOptions = {}): void {
  checkSkips(raceScenarios, skips)
  describe(`races: ${name}`, () => {
    for (const race of raceScenarios) {
      test(race.title, { skip: skips[race.title] ?? false }, () => runRace(race, make))
    }
  })
}

/** Runs every race without a test runner, one after the other, each on sessions of its own. */
export function runRaceScenarios(make: MakeHome): Promise<CaseResult[]> {
  return resultsOf(raceScenarios, (race) => runRace(race, make))
}

async function runRace(race: Case<RaceBench>, make: MakeHome): Promise<void> {
  const gate = createGate<'wait'>()
  const { home, cleanup } = await make({ wait: () => gate.pass('wait') })
  try {
    await race.run({ home, gate })
  } finally {
    await cleanup?.()
  }
}
