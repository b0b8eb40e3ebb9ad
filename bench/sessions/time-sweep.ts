import assert from 'node:assert/strict'
import type { CpuMeter } from './cpu.ts'
import type { Contestant } from './homes.ts'
import { LATER } from './made-session.ts'
import { type Cost, inTurn, type Pair, startMeter, type Timing, type TimingPlan } from './time-operations.ts'

/** Sessions that are swept in a round: so few that ten thousand are enough for all rounds. */
const PIECE = 100

/** Moves the clock on, so that the short sessions have expired, and times a sweep in both stores, a piece each in turn. */
export async function timeSweep(stores: Pair<Contestant>, cpu: CpuMeter, plan: TimingPlan): Promise<Timing> {
  for (const { setClock } of [stores.small, stores.large]) setClock(LATER)
  // So that both meet pages that were not changed for a while, and not only the larger one does.
  for (const { checkpoint } of [stores.small, stores.large]) await checkpoint()
  const rounds = await inTurn(stores, plan, (contestant) => sweepPiece(contestant, cpu))
  return { name: 'sweep, a session', atOnce: PIECE, rounds }
}

/** How many sessions {@link timeSweep} has removed from each store. */
export function sweptBy({ warmUpRounds, rounds }: TimingPlan): number {
  return (warmUpRounds + rounds) * PIECE
}

async function sweepPiece({ store }: Contestant, cpu: CpuMeter): Promise<Cost> {
  const stop = startMeter(cpu)
  const removed = await store.deleteExpired(LATER, PIECE)
  const cost = stop(PIECE)
  assert.equal(removed, PIECE, 'a piece of a sweep removes all it may while there are more')
  return cost
}
