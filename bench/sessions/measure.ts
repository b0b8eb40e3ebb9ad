import assert from 'node:assert/strict'
import { type CpuMeter, withOwn } from './cpu.ts'
import type { Contestant } from './homes.ts'
import { LATER } from './made-session.ts'
import { checkSessions } from './operations.ts'
import { type BesidePlan, type SweepBeside, timeRequestsBeside } from './requests-beside.ts'
import { type Pair, type Timing, type TimingPlan, timeOperations } from './time-operations.ts'
import { timeRequests } from './time-requests.ts'
import { sweptBy, timeSweep } from './time-sweep.ts'

/** Everything that is measured of one kind of store. */
export interface Figures {
  readonly store: string
  /** What calls of the store cost. */
  readonly calls: readonly Timing[]
  /** What whole requests cost, and a session that is swept. */
  readonly requests: readonly Timing[]
  readonly beside: SweepBeside
}

/** How much is measured. */
export interface Plan extends TimingPlan {
  readonly beside: BesidePlan
  /** Sessions that were not changed and are looked at in the end. */
  readonly checked: number
}

/** Measures one kind of store, with few and with many sessions. Throws if a store ever answers wrongly or lost something. */
export async function measure(
  store: string,
  stores: Pair<Contestant>,
  cpu: CpuMeter,
  plan: Plan,
  tell: (line: string) => void,
): Promise<Figures> {
  const calls = await timeOperations(stores, cpu, plan, tell)
  const swept = await timeSweep(stores, cpu, plan)
  const before = sweptBy(plan)
  const beside = await timeRequestsBeside(stores.large, plan.beside)
  await checkAll(stores.small, before, plan.checked)
  await checkAll(stores.large, before + beside.removed, plan.checked)
  const requests = await timeRequests(stores, withOwn(cpu), plan)
  return { store, calls, requests: [...requests, swept], beside }
}

/** Sweeps what is left: exactly the expired must be gone then, and everybody else there, as they were saved last. */
async function checkAll({ store, population }: Contestant, removed: number, checked: number): Promise<void> {
  const rest = await store.deleteExpired(LATER, population.count)
  assert.equal(removed + rest, population.count - population.living, 'sessions that were swept')
  await checkSessions(store, population, population.changed())
  const others = Math.min(checked, population.living)
  await checkSessions(
    store,
    population,
    Array.from({ length: others }, () => population.pick()),
  )
  population.forgetPicks()
}
