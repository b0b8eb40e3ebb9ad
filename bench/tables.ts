import { ADDS, type HotSession } from './hot-session.ts'
import { markdownTable } from './markdown-table.ts'
import { type Action, hasDatabaseServer, planOf } from './stacks/stack.ts'
import { countedSamples, FOREIGN_SHARE_MAX, isQuiet, type Sample, summary, type Timing } from './timing.ts'
import type { Finding } from './verdict.ts'

const ACTIONS: Readonly<Record<Action, string>> = { plain: 'no session', read: 'read', write: 'write' }

/** How fast everybody is, as a Markdown table. */
export function timingTable(timings: readonly Timing[]): string {
  const bare = timings.find(({ subject }) => subject.server.name === 'bare')
  const rateOfBare = bare === undefined ? Number.NaN : summary(bare, byRate).median
  const cpuOfBare = bare === undefined ? Number.NaN : summary(bare, byCpu).median
  const rows = timings.map((timing) => {
    const rate = summary(timing, byRate)
    const cpu = summary(timing, byCpu)
    return [
      planOf(timing.subject.server.name).label,
      ACTIONS[timing.subject.action],
      `${whole(rate.median)} (${whole(rate.min)}–${whole(rate.max)})`,
      (rate.median / rateOfBare).toFixed(2),
      `${cpu.median.toFixed(1)} (${cpu.min.toFixed(1)}–${cpu.max.toFixed(1)})`,
      (cpuOfBare / cpu.median).toFixed(2),
      databaseOf(timing),
      `${(summary(timing, (sample) => sample.p99Microseconds).median / 1_000).toFixed(1)} ms`,
    ]
  })
  const head = ['', '', 'requests/s', 'of bare', 'CPU µs a request', 'of bare', 'and of the database', 'p99']
  return markdownTable(head, rows)
}

/** What a request costs the database server; nothing where there is none. */
function databaseOf(timing: Timing): string {
  return hasDatabaseServer(timing.subject.server.name)
    ? summary(timing, (sample) => sample.databaseMicroseconds).median.toFixed(1)
    : ''
}

/** What became of the adds to one hot session. */
export function hotTable(results: readonly HotSession[]): string {
  const rows = results.map(({ name, kept, conflicts, p99Milliseconds }) => [
    planOf(name).label,
    `${kept} of ${ADDS}`,
    conflicts === null ? '–' : String(conflicts),
    `${p99Milliseconds.toFixed(1)} ms`,
  ])
  return markdownTable(['', 'kept', 'conflicts', 'p99'], rows)
}

/** The verdict, a line each. */
export function verdictTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, by, value, wanted, reached, required }) => [
    what,
    by,
    by === 'CPU time' || by === 'requests/s' ? value.toFixed(2) : value.toFixed(0),
    `${required ? 'must be' : 'aim:'} ${wanted}`,
    reached ? 'yes' : 'no',
  ])
  return markdownTable(['', 'by', 'is', '', 'reached'], rows)
}

/** How disturbed the measurement was, in a sentence. */
export function noiseSentence(timings: readonly Timing[]): string {
  const all = timings.flatMap(({ samples }) => samples)
  const disturbed = all.filter((sample) => !isQuiet(sample))
  const counted = timings.flatMap(countedSamples)
  const share = `${Math.round(FOREIGN_SHARE_MAX * 100)} %`
  const rounds = `In ${disturbed.length} of ${all.length} rounds other programs used more than ${share} of a core`
  return `${rounds}; ${all.length - counted.length} were left out.`
}

const byRate = (sample: Sample): number => sample.requestsPerSecond
const byCpu = (sample: Sample): number => sample.cpuMicroseconds

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
