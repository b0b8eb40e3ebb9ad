import assert from 'node:assert/strict'
import { createSessions, headOf, type Sessions, text, withSession } from 'comanda/http'
import { seededIntegers } from 'comanda/testing'
import type { VisitorData } from '../stacks/visitor.ts'
import type { CpuMeter } from './cpu.ts'
import type { Contestant } from './homes.ts'
import { idOf, isShort, LATER, verifierOf } from './made-session.ts'
import {
  type Cost,
  inTurn,
  type Pair,
  startMeter,
  type Timing,
  type TimingPlan,
  TOGETHER,
  timesOf,
} from './time-operations.ts'

const BASE_URL = 'https://shop.example'
const DAY_SECONDS = 86_400
/** So soon that no request that only reads has an end to move on, and so late that one that adds always does. */
const IDLE_SECONDS = { reads: DAY_SECONDS, adds: 29 * DAY_SECONDS }
type Kind = keyof typeof IDLE_SECONDS

/** A store as requests use it, and what its sessions count. */
interface Shop {
  readonly contestant: Contestant
  readonly sessions: Readonly<Record<Kind, Sessions<VisitorData>>>
  readonly counts: Map<number, number>
  pick(): number
}

/**
 * What whole requests of visitors cost, from the head of the request to its Response, with no network: those that read
 * their session, and those that add to it. The clock says LATER, and what has expired is gone.
 */
export async function timeRequests(stores: Pair<Contestant>, cpu: CpuMeter, plan: TimingPlan): Promise<Timing[]> {
  const shops = { small: openShop(stores.small), large: openShop(stores.large) }
  const timings: Timing[] = []
  for (const atOnce of [1, TOGETHER])
    for (const kind of ['reads', 'adds'] as const) {
      const times = timesOf(plan, kind === 'adds', atOnce)
      const rounds = await inTurn(shops, plan, (shop) => costOf(shop, kind, times, atOnce, cpu))
      timings.push({ name: `a request that ${kind}`, atOnce, rounds })
    }
  for (const shop of [shops.small, shops.large]) await checkCounts(shop)
  return timings
}

function openShop(contestant: Contestant): Shop {
  const { store, population } = contestant
  const integer = seededIntegers(population.count)
  const sessionsOf = (kind: Kind) =>
    createSessions<VisitorData>({
      store,
      baseUrl: BASE_URL,
      clock: () => LATER,
      idleTimeoutSeconds: IDLE_SECONDS[kind],
      absoluteTimeoutSeconds: 30 * DAY_SECONDS,
    })
  return {
    contestant,
    sessions: { reads: sessionsOf('reads'), adds: sessionsOf('adds') },
    counts: new Map(),
    pick() {
      for (;;) {
        const number = integer(population.count)
        if (!isShort(number)) return number
      }
    },
  }
}

async function costOf(shop: Shop, kind: Kind, times: number, atOnce: number, cpu: CpuMeter): Promise<Cost> {
  const numbers = new Set<number>()
  while (numbers.size < times) numbers.add(shop.pick())
  const requests = [...numbers].map((number) => ({ number, request: requestOf(number, kind) }))
  const answers: Response[] = []
  const stop = startMeter(cpu)
  for (let at = 0; at < times; at += atOnce) {
    const group = requests.slice(at, at + atOnce)
    answers.push(...(await Promise.all(group.map(({ request }) => answer(shop.sessions[kind], request, kind)))))
  }
  const cost = stop(times)
  for (const [index, { number }] of requests.entries()) await checkAnswer(shop, number, kind, answers[index])
  return cost
}

function requestOf(number: number, kind: Kind): Request {
  const headers = { cookie: `__Host-session=${idOf(number)}.${verifierOf(number)}`, 'sec-fetch-site': 'same-origin' }
  return new Request(BASE_URL, { headers, method: kind === 'reads' ? 'GET' : 'POST' })
}

function answer(sessions: Sessions<VisitorData>, request: Request, kind: Kind): Promise<Response> {
  return withSession(sessions, headOf(request), async (visit) => {
    const session = await visit.session()
    if (kind === 'adds') session.update('count', (count = 0) => count + 1)
    return text(`${session.get('visitor')} ${session.get('count')}`)
  })
}

async function checkAnswer(
  { contestant, counts }: Shop,
  number: number,
  kind: Kind,
  response?: Response,
): Promise<void> {
  const { visitor, count } = JSON.parse(contestant.population.expected(number).data) as VisitorData
  const before = counts.get(number) ?? count
  const now = kind === 'adds' ? before + 1 : before
  assert.equal(response?.status, 200, `session ${number}`)
  assert.equal(await response?.text(), `${visitor} ${now}`, `session ${number}`)
  counts.set(number, now)
}

async function checkCounts({ contestant, counts }: Shop): Promise<void> {
  for (const [number, count] of counts) {
    const record = await contestant.store.load(idOf(number))
    assert.equal((JSON.parse(record?.data ?? '{}') as VisitorData).count, count, `session ${number}`)
  }
}
