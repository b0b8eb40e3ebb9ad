import { type Subject, summary, type Timing } from './timing.ts'

/** How many times as many reads as the better peer Comanda must answer. */
export const READS_TIMES_PEER_MIN = 2
/** Durable writes must be more than those of the better peer, which keeps its sessions in memory. */
export const WRITES_TIMES_PEER_MIN = 1

/** Parts of what bare node:http does that Comanda wants to reach; the bench tells how far it is, and does not fail. */
const AIMS = [
  { what: 'no session', server: 'comanda-memory', action: 'plain', by: 'CPU time', ofBare: 0.75 },
  { what: 'read, memory', server: 'comanda-memory', action: 'read', by: 'CPU time', ofBare: 0.7 },
  { what: 'read, SQLite', server: 'comanda-sqlite', action: 'read', by: 'CPU time', ofBare: 0.7 },
  { what: 'write, SQLite', server: 'comanda-sqlite', action: 'write', by: 'requests/s', ofBare: 0.25 },
] as const

const PEERS: readonly Subject['server']['name'][] = ['fastify-memory', 'express-memory']

type Measure = 'CPU time' | 'requests/s'

/** One line of the verdict. */
export interface Finding {
  readonly what: string
  readonly by: Measure
  readonly value: number
  readonly wanted: string
  readonly reached: boolean
  /** Whether the bench fails without it. */
  readonly required: boolean
}

/**
 * What the figures say of the targets. Reads are compared by CPU time, which other programs disturb least; durable writes
 * by requests per second, since they wait for the disk and CPU time leaves that out.
 */
export function verdict(timings: readonly Timing[]): Finding[] {
  const speed = (by: Measure, server: string, action: string): number => speedOf(timings, by, server, action)
  const timesPeer = (by: Measure, server: string, action: string): number =>
    speed(by, server, action) / Math.max(...PEERS.map((peer) => speed(by, peer, action)))
  const reads = (what: string, value: number): Finding => ({
    what: `reads on ${what}, times the better peer`,
    by: 'CPU time',
    value,
    wanted: `at least ${READS_TIMES_PEER_MIN}`,
    reached: value >= READS_TIMES_PEER_MIN,
    required: true,
  })
  const durableWrites = timesPeer('requests/s', 'comanda-sqlite', 'write')
  return [
    reads('memory', timesPeer('CPU time', 'comanda-memory', 'read')),
    reads('SQLite', timesPeer('CPU time', 'comanda-sqlite', 'read')),
    {
      what: 'durable writes on SQLite, times the better peer',
      by: 'requests/s',
      value: durableWrites,
      wanted: `more than ${WRITES_TIMES_PEER_MIN}`,
      reached: durableWrites > WRITES_TIMES_PEER_MIN,
      required: true,
    },
    ...AIMS.map(({ what, server, action, by, ofBare }): Finding => {
      const value = speed(by, server, action) / speed(by, 'bare', 'plain')
      const wanted = `at least ${ofBare}`
      return { what: `${what}, part of bare node:http`, by, value, wanted, reached: value >= ofBare, required: false }
    }),
  ]
}

/** How fast one subject is, more being faster; NaN, which reaches nothing, if it was not timed. */
function speedOf(timings: readonly Timing[], by: Measure, server: string, action: string): number {
  const timing = timings.find(({ subject }) => subject.server.name === server && subject.action === action)
  if (timing === undefined) return Number.NaN
  return by === 'CPU time'
    ? 1 / summary(timing, (sample) => sample.cpuMicroseconds).median
    : summary(timing, (sample) => sample.requestsPerSecond).median
}
