import { type Subject, summary, type Timing } from './timing.ts'

/** How many times as many reads as the better peer Comanda must answer. */
export const READS_TIMES_PEER_MIN = 2
/** Durable writes must be more than those of the better peer, which keeps its sessions in memory. */
export const WRITES_TIMES_PEER_MIN = 1

/** Parts of what bare node:http does that Comanda wants to reach; the bench tells how far it is, and does not fail. */
const AIMS = [
  { what: 'no session', server: 'comanda-memory', action: 'plain', ofBare: 0.75 },
  { what: 'read, memory', server: 'comanda-memory', action: 'read', ofBare: 0.7 },
  { what: 'read, SQLite', server: 'comanda-sqlite', action: 'read', ofBare: 0.7 },
  { what: 'write, SQLite', server: 'comanda-sqlite', action: 'write', ofBare: 0.25 },
] as const

const PEERS: readonly Subject['server']['name'][] = ['fastify-memory', 'express-memory']

/** One line of the verdict. */
export interface Finding {
  readonly what: string
  readonly value: number
  readonly wanted: number
  readonly reached: boolean
  /** Whether the bench fails without it. */
  readonly required: boolean
}

/** What the figures say of the targets. Compared are the medians of requests per second. */
export function verdict(timings: readonly Timing[]): Finding[] {
  const rate = (server: string, action: string): number => rateOf(timings, server, action)
  const peer = (action: string): number => Math.max(...PEERS.map((name) => rate(name, action)))
  const required = [
    { what: 'reads on memory, times the better peer', value: rate('comanda-memory', 'read') / peer('read') },
    { what: 'reads on SQLite, times the better peer', value: rate('comanda-sqlite', 'read') / peer('read') },
  ].map((finding) => ({ ...finding, wanted: READS_TIMES_PEER_MIN, reached: finding.value >= READS_TIMES_PEER_MIN }))
  const writes = rate('comanda-sqlite', 'write') / peer('write')
  const durable = {
    what: 'durable writes on SQLite, times the better peer',
    value: writes,
    wanted: WRITES_TIMES_PEER_MIN,
    reached: writes > WRITES_TIMES_PEER_MIN,
  }
  const aims = AIMS.map(({ what, server, action, ofBare }) => {
    const value = rate(server, action) / rate('bare', 'plain')
    return { what: `${what}, part of bare node:http`, value, wanted: ofBare, reached: value >= ofBare, required: false }
  })
  return [...[...required, durable].map((finding) => ({ ...finding, required: true })), ...aims]
}

/** Median requests per second of one subject; NaN, which reaches nothing, if it was not timed. */
function rateOf(timings: readonly Timing[], server: string, action: string): number {
  const timing = timings.find(({ subject }) => subject.server.name === server && subject.action === action)
  return timing === undefined ? Number.NaN : summary(timing, (sample) => sample.requestsPerSecond).median
}
