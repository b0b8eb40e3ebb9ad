import { ADDS, type HotSession } from './hot-session.ts'
import { type Action, planOf, type StackName } from './stacks/stack.ts'
import { summary, type Timing } from './timing.ts'

type Measure = 'CPU time' | 'requests/s' | 'adds' | 'conflicts' | 'ms'

/**
 * What must hold: Comanda beats the better peer. Reads and writes to Redis are compared by CPU time, which other programs
 * disturb least; durable writes by requests per second, since they wait for the disk and CPU time leaves that out.
 *
 * On SQLite the peers' memory counts as well, which is faster than what any of them has there.
 */
const MUSTS: readonly Must[] = [
  { what: 'reads on memory', server: 'comanda-memory', peersOn: 'memory', action: 'read', by: 'CPU time', times: 2 },
  { what: 'reads on SQLite', server: 'comanda-sqlite', peersOn: 'sqlite', action: 'read', by: 'CPU time', times: 2 },
  {
    what: 'durable writes on SQLite',
    server: 'comanda-sqlite',
    peersOn: 'sqlite',
    action: 'write',
    by: 'requests/s',
    times: 1,
  },
  { what: 'reads on Redis', server: 'comanda-redis', peersOn: 'redis', action: 'read', by: 'CPU time', times: 2 },
  { what: 'writes on Redis', server: 'comanda-redis', peersOn: 'redis', action: 'write', by: 'CPU time', times: 1 },
  {
    what: 'reads on PostgreSQL',
    server: 'comanda-postgres',
    peersOn: 'postgres',
    action: 'read',
    by: 'CPU time',
    times: 2,
  },
  {
    what: 'durable writes on PostgreSQL',
    server: 'comanda-postgres',
    peersOn: 'postgres',
    action: 'write',
    by: 'requests/s',
    times: 1,
  },
]

const PEERS = {
  memory: ['fastify-memory', 'express-memory'],
  sqlite: ['fastify-memory', 'express-memory', 'express-sqlite'],
  redis: ['fastify-redis', 'express-redis'],
  postgres: ['fastify-postgres', 'express-postgres'],
} as const satisfies Readonly<Record<string, readonly StackName[]>>

/**
 * Parts of what bare node:http does, by requests per second, that Comanda wants to reach; the bench tells how far it is, and
 * does not fail.
 */
const AIMS: readonly Aim[] = [
  { what: 'no session', server: 'comanda-memory', action: 'plain', ofBare: 0.75 },
  { what: 'read, memory', server: 'comanda-memory', action: 'read', ofBare: 0.7 },
  { what: 'read, SQLite', server: 'comanda-sqlite', action: 'read', ofBare: 0.7 },
  { what: 'write, SQLite FULL', server: 'comanda-sqlite', action: 'write', ofBare: 0.25 },
  { what: 'write, SQLite NORMAL', server: 'comanda-sqlite-normal', action: 'write', ofBare: 0.38 },
  { what: 'read, Redis', server: 'comanda-redis', action: 'read', ofBare: 0.38 },
  { what: 'write, Redis', server: 'comanda-redis', action: 'write', ofBare: 0.28 },
  { what: 'read, PostgreSQL', server: 'comanda-postgres', action: 'read', ofBare: 0.15 },
  { what: 'write, PostgreSQL', server: 'comanda-postgres', action: 'write', ofBare: 0.085 },
]

/** The slowest of a hundred adds to one hot session on Redis, in milliseconds: an aim. */
const HOT_REDIS_P99_MS_MAX = 60

interface Must {
  readonly what: string
  readonly server: StackName
  readonly peersOn: keyof typeof PEERS
  readonly action: Action
  readonly by: 'CPU time' | 'requests/s'
  /** How many times as fast as the better peer: at least; with 1, more. */
  readonly times: number
}

interface Aim {
  readonly what: string
  readonly server: StackName
  readonly action: Action
  readonly ofBare: number
}

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

/** What the figures say of the targets. What was not timed reaches nothing: its value is NaN. */
export function verdict(timings: readonly Timing[], hot: readonly HotSession[]): Finding[] {
  return [
    ...MUSTS.map((must) => mustFinding(timings, must)),
    ...hotFindings(hot),
    ...AIMS.map((aim) => aimFinding(timings, aim)),
  ]
}

function mustFinding(timings: readonly Timing[], { what, server, peersOn, action, by, times }: Must): Finding {
  const peers = PEERS[peersOn].map((peer) => speedOf(timings, by, peer, action))
  const value = speedOf(timings, by, server, action) / Math.max(...peers)
  const wanted = times === 1 ? 'more than 1' : `at least ${times}`
  const reached = times === 1 ? value > 1 : value >= times
  return { what: `${what}, times the better peer`, by, value, wanted, reached, required: true }
}

function aimFinding(timings: readonly Timing[], { what, server, action, ofBare }: Aim): Finding {
  const by = 'requests/s'
  const value = speedOf(timings, by, server, action) / speedOf(timings, by, 'bare', 'plain')
  const wanted = `at least ${ofBare}`
  return { what: `${what}, part of bare node:http`, by, value, wanted, reached: value >= ofBare, required: false }
}

function hotFindings(hot: readonly HotSession[]): Finding[] {
  const comanda = hot.filter(({ name }) => planOf(name).library === 'comanda')
  const kept = comanda.length === 0 ? Number.NaN : Math.min(...comanda.map((one) => one.kept))
  const conflicts = comanda.length === 0 ? Number.NaN : Math.max(...comanda.map((one) => one.conflicts ?? Number.NaN))
  const p99 = hot.find(({ name }) => name === 'comanda-redis')?.p99Milliseconds ?? Number.NaN
  return [
    {
      what: 'hot session, the least that is kept on any store',
      by: 'adds',
      value: kept,
      wanted: `all ${ADDS}`,
      reached: kept === ADDS,
      required: true,
    },
    {
      what: 'hot session, the most in each other’s way on any store',
      by: 'conflicts',
      value: conflicts,
      wanted: 'none',
      reached: conflicts === 0,
      required: true,
    },
    {
      what: 'hot session on Redis, 99 % of the adds within',
      by: 'ms',
      value: p99,
      wanted: `at most ${HOT_REDIS_P99_MS_MAX}`,
      reached: p99 <= HOT_REDIS_P99_MS_MAX,
      required: false,
    },
  ]
}

/** How fast one subject is, more being faster; NaN, which reaches nothing, if it was not timed. */
function speedOf(timings: readonly Timing[], by: 'CPU time' | 'requests/s', server: StackName, action: Action): number {
  const timing = timings.find(({ subject }) => subject.server.name === server && subject.action === action)
  if (timing === undefined) return Number.NaN
  return by === 'CPU time'
    ? 1 / summary(timing, (sample) => sample.cpuMicroseconds).median
    : summary(timing, (sample) => sample.requestsPerSecond).median
}
