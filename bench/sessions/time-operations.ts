import { median } from '../statistics.ts'
import type { CpuMeter } from './cpu.ts'
import type { Contestant } from './homes.ts'
import { OPERATIONS, type Operation } from './operations.ts'

/** The same thing done in a store of few sessions and in one of many. */
export interface Pair<Value> {
  readonly small: Value
  readonly large: Value
}

/** What one of many calls took, in microseconds. */
export interface Cost {
  readonly cpu: number
  readonly wall: number
}

/** All rounds of one operation, in one way of asking. */
export interface Timing {
  readonly name: string
  /** Calls under way at the same time. */
  readonly atOnce: number
  readonly rounds: readonly Pair<Cost>[]
}

/** How much is timed. */
export interface TimingPlan {
  /** Rounds before those that count. */
  readonly warmUpRounds: number
  readonly rounds: number
  /** Calls in a round, by how they are asked: one by one a write waits for the disk each time. */
  readonly readsAlone: number
  readonly writesAlone: number
  readonly readsTogether: number
  readonly writesTogether: number
}

/** As many as requests are under way in the benches of pages: a busy process. */
export const TOGETHER = 32

/** Times every operation in both stores in turn, one call at a time and in groups, and checks every answer. */
export async function timeOperations(
  stores: Pair<Contestant>,
  cpu: CpuMeter,
  plan: TimingPlan,
  tell: (line: string) => void,
): Promise<Timing[]> {
  const timings: Timing[] = []
  for (const atOnce of [1, TOGETHER]) {
    for (const operation of OPERATIONS) {
      const timing = await timeOperation(operation, atOnce, stores, cpu, plan)
      timings.push(timing)
      tell(`${operation.name}, ${atOnce} at once: ${ratioOf(timing, 'cpu').toFixed(2)} by CPU time`)
    }
  }
  return timings
}

async function timeOperation(
  operation: Operation,
  atOnce: number,
  stores: Pair<Contestant>,
  cpu: CpuMeter,
  plan: TimingPlan,
): Promise<Timing> {
  const times = timesOf(plan, operation.writes, atOnce)
  const take = (contestant: Contestant) => costOf(operation, contestant, times, atOnce, cpu)
  return { name: operation.name, atOnce, rounds: await inTurn(stores, plan, take) }
}

/** How many calls, or requests, a round has of those that only read or of those that write. */
export function timesOf(plan: TimingPlan, writes: boolean, atOnce: number): number {
  if (atOnce === 1) return writes ? plan.writesAlone : plan.readsAlone
  return writes ? plan.writesTogether : plan.readsTogether
}

/** Every other round in reverse order, so that what comes and goes on the machine meets both alike. */
export async function inTurn<Subject>(
  { small, large }: Pair<Subject>,
  { warmUpRounds, rounds }: TimingPlan,
  take: (subject: Subject) => Promise<Cost>,
): Promise<Pair<Cost>[]> {
  const pairs: Pair<Cost>[] = []
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const first = await take(round % 2 === 0 ? small : large)
    const second = await take(round % 2 === 0 ? large : small)
    const pair = round % 2 === 0 ? { small: first, large: second } : { small: second, large: first }
    if (round >= 0) pairs.push(pair)
  }
  return pairs
}

async function costOf(
  operation: Operation,
  { store, population }: Contestant,
  times: number,
  atOnce: number,
  cpu: CpuMeter,
): Promise<Cost> {
  const calls = Array.from({ length: times }, () => operation.make(population))
  population.forgetPicks()
  const answers: unknown[] = []
  const stop = startMeter(cpu)
  for (let at = 0; at < times; at += atOnce) {
    const group = calls.slice(at, at + atOnce)
    answers.push(...(await Promise.all(group.map((call) => call.run(store)))))
  }
  const cost = stop(times)
  for (const [index, call] of calls.entries()) call.check(answers[index])
  return cost
}

/** Measures from now on; the function it hands back says what each of `times` took. */
export function startMeter(cpu: CpuMeter): (times: number) => Cost {
  const cpuBefore = cpu()
  const began = performance.now()
  return (times) => {
    const wall = (performance.now() - began) * 1_000
    return { cpu: (cpu() - cpuBefore) / times, wall: wall / times }
  }
}

/** The middle of what it took. */
export function middle({ rounds }: Timing, size: keyof Pair<Cost>, by: keyof Cost): number {
  return median(rounds.map((pair) => pair[size][by]))
}

/** The middle of how many times as much each round took in the larger store. */
export function ratioOf({ rounds }: Timing, by: keyof Cost): number {
  return median(rounds.map(({ small, large }) => large[by] / small[by]))
}
