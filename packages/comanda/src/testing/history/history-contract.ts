import { describe, type TestContext, test } from 'node:test'
import { TestingError } from '../error.ts'
import type { HomeUnderTest } from '../races/race-contract.ts'
import { checkHistory } from './check-history.ts'
import { recordHistory } from './record-history.ts'
import type { Unrest } from './restless-home.ts'

/** Makes sessions for one round: `restlessHome`, or a home of your own that fails by the share it is told, or never. */
export type MakeRestlessHome = (unrest: Required<Unrest>) => Promise<HomeUnderTest> | HomeUnderTest

/** What {@link historyContract} can be told. */
export interface HistoryContractOptions {
  /** The seed of the first round; each round has the next one. Default: 1. */
  readonly seed?: number
  /** How many histories are recorded, each on sessions of its own. Default: 6. */
  readonly rounds?: number
  /** How many operations a round has. Default: 500. */
  readonly operations?: number
}

const ROUNDS = 6
const OPERATIONS = 500
/** Of the calls of the store, in every round with an odd seed. */
const FAULT_SHARE = 0.1

/**
 * Tests that whatever concurrent clients do to a few sessions, at random, is answered as if they had done it one after
 * the other; in every second round some calls of the store fail. One `node:test` test, which prints its seeds. A round
 * that fails can be had again: `{ seed, rounds: 1 }` with the seed it names.
 */
export function historyContract(
  name: string,
  make: MakeRestlessHome,
  { seed = 1, rounds = ROUNDS, operations = OPERATIONS }: HistoryContractOptions = {},
): void {
  describe(`random histories: ${name}`, () => {
    const title = `${rounds * operations} operations are answered as if one had come after the other`
    test(title, { timeout: Infinity }, async (context: TestContext) => {
      context.diagnostic(`seeds ${seed} to ${seed + rounds - 1}, ${operations} operations each`)
      for (let round = 0; round < rounds; round += 1) await runRound(make, seed + round, operations)
    })
  })
}

async function runRound(make: MakeRestlessHome, seed: number, operations: number): Promise<void> {
  const { home, cleanup } = await make({ seed, faultShare: seed % 2 === 1 ? FAULT_SHARE : 0 })
  try {
    const verdict = checkHistory(await recordHistory(home, { seed, operations }))
    if (verdict.kind === 'explained') return
    const again = `Have it again with { seed: ${seed}, rounds: 1, operations: ${operations} }.`
    throw new TestingError('testing/history', `${verdict.message} ${again}`)
  } finally {
    await cleanup?.()
  }
}
