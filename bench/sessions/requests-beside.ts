import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { sweep } from 'comanda/store/sweeper'
import { percentile } from '../statistics.ts'
import type { Contestant } from './homes.ts'
import { LATER } from './made-session.ts'
import { load, type Operation, save } from './operations.ts'

/** Requests at a steady pace: so far apart in milliseconds, and every so many of them a save. */
const EVERY_MS = 2
const SAVE_EVERY = 5

/** How long requests took, and how late the event loop was, in milliseconds. */
export interface Waiting {
  readonly requests: number
  readonly median: number
  readonly p99: number
  readonly max: number
  readonly loopMedian: number
  readonly loopP99: number
}

/** The same requests without a sweep and beside one. */
export interface SweepBeside {
  readonly without: Waiting
  readonly beside: Waiting
  /** Sessions that the sweeps removed, and in how many seconds. */
  readonly removed: number
  readonly seconds: number
}

/** How long requests are sent at a time, and how often without and with a sweep. */
export interface BesidePlan {
  readonly seconds: number
  readonly turns: number
}

/** Sends requests at a steady pace, some seconds without a sweep and some beside one, in turn. The clock says LATER. */
export async function timeRequestsBeside(contestant: Contestant, plan: BesidePlan): Promise<SweepBeside> {
  const without = createLog()
  const beside = createLog()
  let removed = 0
  for (let turn = 0; turn < plan.turns; turn += 1) {
    await sendRequests(contestant, plan.seconds, without)
    const stop = new AbortController()
    const sweeping = sweep(contestant.store, { clock: () => LATER, signal: stop.signal })
    try {
      await sendRequests(contestant, plan.seconds, beside)
    } finally {
      stop.abort()
      removed += await sweeping
    }
  }
  return { without: without.waiting(), beside: beside.waiting(), removed, seconds: plan.seconds * plan.turns }
}

interface Log {
  readonly latencies: number[]
  readonly loop: ReturnType<typeof monitorEventLoopDelay>
  waiting(): Waiting
}

function createLog(): Log {
  const latencies: number[] = []
  const loop = monitorEventLoopDelay({ resolution: 1 })
  return {
    latencies,
    loop,
    waiting: () => ({
      requests: latencies.length,
      median: percentile(latencies, 50),
      p99: percentile(latencies, 99),
      max: Math.max(...latencies),
      loopMedian: loop.percentile(50) / 1e6,
      loopP99: loop.percentile(99) / 1e6,
    }),
  }
}

/** Each is measured from the moment it was due: what the event loop made it wait counts too. */
async function sendRequests(contestant: Contestant, seconds: number, { latencies, loop }: Log): Promise<void> {
  const under = new Set<Promise<void>>()
  const began = performance.now()
  loop.enable()
  for (let sent = 0; sent * EVERY_MS < seconds * 1_000; sent += 1) {
    const due = began + sent * EVERY_MS
    while (performance.now() < due) await pause(1)
    const request = send(contestant, sent % SAVE_EVERY === 0 ? save : load).then(() => {
      latencies.push(performance.now() - due)
      under.delete(request)
    })
    // One that fails stays among them, and is told when all have been sent.
    request.catch(() => {})
    under.add(request)
  }
  await Promise.all(under).finally(() => loop.disable())
  contestant.population.forgetPicks()
}

async function send({ store, population }: Contestant, operation: Operation): Promise<void> {
  const call = operation.make(population)
  call.check(await call.run(store))
}
