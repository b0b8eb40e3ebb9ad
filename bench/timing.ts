import { setTimeout as pause } from 'node:timers/promises'
import type { Cores } from './cores.ts'
import { watchCore } from './foreign-load.ts'
import type { Server } from './server.ts'
import { PAGE_BYTES_MIN } from './stacks/page.ts'
import type { Action } from './stacks/stack.ts'
import { median } from './statistics.ts'
import { type LoadResult, load } from './wrk.ts'

/** A round in which others used more of a core than this is disturbed. */
export const FOREIGN_SHARE_MAX = 0.12
const QUIET_SAMPLES_MIN = 3

/** What is timed: one kind of request to one server. */
export interface Subject {
  readonly server: Server
  readonly action: Action
  readonly cookiesFile: string
}

/** One round of one subject. */
export interface Sample {
  readonly requestsPerSecond: number
  /** What the server's process used per request, in microseconds. */
  readonly cpuMicroseconds: number
  readonly p99Microseconds: number
  /** What all database servers used per request, in microseconds. */
  readonly databaseMicroseconds: number
  /** How much others used of the server's core or of the load's, 0 to 1, whichever is more; null where nobody can tell. */
  readonly foreign: number | null
}

/** All rounds of one subject. */
export interface Timing {
  readonly subject: Subject
  readonly samples: readonly Sample[]
  /** Requests answered in all rounds and in warming up. */
  readonly requests: number
}

/** Where the two sides run, and the database servers, which run beside the load. */
export interface Surroundings {
  readonly cores: Cores
  /** What the database servers have used of the processors so far, in microseconds. */
  databaseMicroseconds(): number
}

export interface TimingPlan {
  readonly rounds: number
  readonly secondsEach: number
  readonly warmUpSeconds: number
}

/**
 * Warms every subject up, then times all of them in each round, every other round in reverse order, so that what comes
 * and goes on the machine meets all alike. Whoever was disturbed gets further rounds, as many again at most. Throws if a
 * single request fails.
 */
export async function timeAll(
  subjects: readonly Subject[],
  plan: TimingPlan,
  around: Surroundings,
  report: (line: string) => void,
): Promise<Timing[]> {
  const runs = subjects.map((subject) => ({ subject, samples: [] as Sample[], requests: 0 }))
  for (const run of runs) run.requests += (await fire(run.subject, plan.warmUpSeconds, around.cores)).requests
  for (let round = 1; round <= plan.rounds * 2; round += 1) {
    const wanting = runs.filter(({ samples }) => samples.filter(isQuiet).length < plan.rounds)
    if (wanting.length === 0) break
    for (const run of round % 2 === 1 ? wanting : wanting.toReversed()) {
      const { sample, requests } = await take(run.subject, plan.secondsEach, around)
      run.samples.push(sample)
      run.requests += requests
    }
    report(`round ${round}: ${wanting.length} timed`)
  }
  return runs
}

/** The samples that count: those in which others left both cores alone, if there are enough of them; else all. */
export function countedSamples({ samples }: Timing): readonly Sample[] {
  const quiet = samples.filter(isQuiet)
  return quiet.length >= QUIET_SAMPLES_MIN ? quiet : samples
}

/** The middle of the samples that count, with the least and the most. */
export function summary(timing: Timing, of: (sample: Sample) => number): { median: number; min: number; max: number } {
  const values = countedSamples(timing).map(of)
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** Whether others left both cores alone. */
export function isQuiet({ foreign }: Sample): boolean {
  return foreign === null || foreign <= FOREIGN_SHARE_MAX
}

async function take(
  subject: Subject,
  seconds: number,
  { cores, databaseMicroseconds }: Surroundings,
): Promise<{ sample: Sample; requests: number }> {
  // A moment of quiet, so that nobody pays for the one before.
  await pause(50)
  const cpuBefore = await subject.server.cpuMicroseconds()
  const databaseBefore = databaseMicroseconds()
  const serverCore = watchCore(cores.server)
  const loadCore = watchCore(cores.load)
  const result = await fire(subject, seconds, cores)
  const database = databaseMicroseconds() - databaseBefore
  const loadForeign = loadCore(result.cpuMicroseconds + database)
  const cpu = (await subject.server.cpuMicroseconds()) - cpuBefore
  const serverForeign = serverCore(cpu)
  return {
    requests: result.requests,
    sample: {
      requestsPerSecond: result.requests / result.seconds,
      cpuMicroseconds: cpu / result.requests,
      databaseMicroseconds: database / result.requests,
      p99Microseconds: result.p99Microseconds,
      foreign: serverForeign === null || loadForeign === null ? null : Math.max(serverForeign, loadForeign),
    },
  }
}

async function fire({ server, action, cookiesFile }: Subject, seconds: number, cores: Cores): Promise<LoadResult> {
  const method = action === 'write' ? 'POST' : 'GET'
  const result = await load({ url: `${server.url}/${action}`, method, cookiesFile, seconds, core: cores.load })
  const what = `${server.name} /${action}`
  if (result.errors > 0) throw new Error(`${what}: ${result.errors} of ${result.requests} requests failed.`)
  // A disk that stalls for a second answers nothing at all, which is slow and not wrong.
  if (result.bytes < PAGE_BYTES_MIN * result.requests) throw new Error(`${what}: not every answer was a whole page.`)
  return result
}
