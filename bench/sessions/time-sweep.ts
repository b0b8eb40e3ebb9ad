import assert from 'node:assert/strict'
import { SWEEP_PIECE } from 'comanda/store/sweeper'
import type { CpuMeter } from './cpu.ts'
import type { Contestant } from './homes.ts'
import { LATER, shortBelow } from './made-session.ts'
import { type Cost, type Pair, startMeter, type Timing } from './time-operations.ts'

/** Moves the clock on, so that the short sessions have expired, and times pieces of a sweep in both stores in turn. */
export async function timeSweep(stores: Pair<Contestant>, cpu: CpuMeter, roundsMax: number): Promise<Timing> {
  for (const { setClock } of [stores.small, stores.large]) setClock(LATER)
  // So that both meet pages that were not changed for a while, and not only the larger one does.
  for (const { checkpoint } of [stores.small, stores.large]) await checkpoint()
  const pieces = Math.floor(expiredOf(stores.small) / SWEEP_PIECE)
  const rounds: Pair<Cost>[] = []
  for (let round = 0; round < Math.min(pieces, roundsMax); round += 1)
    rounds.push({ small: await sweepPiece(stores.small, cpu), large: await sweepPiece(stores.large, cpu) })
  return { name: 'sweep, a session', atOnce: SWEEP_PIECE, rounds }
}

async function sweepPiece({ store }: Contestant, cpu: CpuMeter): Promise<Cost> {
  const stop = startMeter(cpu)
  const removed = await store.deleteExpired(LATER, SWEEP_PIECE)
  const cost = stop(SWEEP_PIECE)
  assert.equal(removed, SWEEP_PIECE, 'a piece of a sweep removes all it may while there are more')
  return cost
}

/** How many sessions have expired when the clock says LATER and nothing was swept. */
export function expiredOf({ population }: Pick<Contestant, 'population'>): number {
  return shortBelow(population.count)
}
