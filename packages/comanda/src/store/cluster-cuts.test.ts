/**
 * Visitors with their sessions in a Redis cluster that has a proxy of ours before each of its nodes: connections are cut at
 * random, some of them in the middle of a save, while everybody adds what nobody else has added.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CutOne, type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { redisClients } from '@comanda/test-kit/redis-clients'
import { createSessions, headOf, text, withSession } from '../http/index.ts'
import { seededIntegers } from '../testing/seeded-random.ts'
import { createRedisClusterStore } from './redis.ts'
import type { SessionStore } from './store.ts'

/** So many that each of three nodes has some. */
const VISITORS = 12
/** Of a client's connections. */
const CUTS = 40
/** What a visitor waits after a 503: much less than asked for, to keep the test short. Milliseconds. */
const PAUSE_MS = 20
const RECOVERY_MS_MAX = 60_000

describe('cuts before the nodes of a cluster', { skip: whyNoRedis(), concurrency: true }, () => {
  let cluster: RedisCluster
  before(async () => {
    cluster = await startRedisCluster()
  })
  after(() => cluster?.stop())

  for (const { name, openCluster } of redisClients)
    test(`what is acknowledged is there once, and the same client recovers: ${name}`, async (context) => {
      const seed = Date.now()
      const integer = seededIntegers(seed)
      const proxies = await Promise.all(cluster.nodes.map(({ port }) => startFaultProxy(port)))
      const urls = proxies.map(({ port }) => `redis://127.0.0.1:${port}`)
      const map = cluster.nodes.map(({ port }, nth) => [
        `127.0.0.1:${port}`,
        { host: '127.0.0.1', port: proxies[nth]?.port ?? 0 },
      ])
      let close: (() => void) | undefined
      try {
        const opened = await openCluster(urls, 'documented', Object.fromEntries(map))
        close = opened.close
        const visitors = visitorsOf(createRedisClusterStore({ client: opened.client }))
        await Promise.all(visitors.map((visitor) => visitor.addUntilDone()))
        const heard = proxies.map((proxy) => proxy.heard())
        assert.ok(
          heard.every((all) => /evalsha/i.test(all)),
          'a node is asked by another way',
        )

        let isOver = false
        const adding = visitors.map(async (visitor) => {
          while (!isOver) if (!(await visitor.add())) await sleep(PAUSE_MS)
          await visitor.addUntilDone()
        })
        for (let cut = 0; cut < CUTS; cut += 1) {
          cutOne(proxies, visitors[integer(VISITORS)]?.nextMark() ?? '', integer)
          await sleep(10 + integer(60))
        }
        for (const proxy of proxies) proxy.set('pass')
        isOver = true
        await Promise.all(adding)
        for (const visitor of visitors) await visitor.check()
        const [tried, acknowledged] = [sum(visitors, 'tried'), sum(visitors, 'acknowledged')]
        context.diagnostic(`seed ${seed}: ${acknowledged} of ${tried} adds acknowledged, over ${CUTS} cuts`)
      } finally {
        close?.()
        for (const proxy of proxies) await proxy.close()
      }
    })
})

/** Cuts a node's connections, or one that next does what is said, or the one that next saves `mark`, wherever it is. */
function cutOne(proxies: readonly FaultProxy[], mark: string, integer: (below: number) => number): void {
  const cut: CutOne = {
    cutOneAfterBytes: integer(40),
    of: integer(4) === 0 ? 'questions' : 'answers',
    by: integer(2) === 0 ? 'reset' : 'end',
  }
  const proxy = proxies[integer(proxies.length)]
  const kind = integer(4)
  if (kind === 0) proxy?.reset()
  else if (kind === 1) proxy?.set(cut)
  else for (const each of proxies) each.set({ ...cut, since: mark })
}

/** Somebody with a session, and how their adds were answered. */
interface Visitor {
  /** What the next add is to bring. No mark is in another one. */
  nextMark(): string
  /** Adds the next mark, by one request. Answers whether it was acknowledged. */
  add(): Promise<boolean>
  /** Adds until one is acknowledged. */
  addUntilDone(): Promise<void>
  /** Every acknowledged mark is there, and none is there twice. */
  check(): Promise<void>
  readonly tried: number
  readonly acknowledged: number
}

function visitorsOf(store: SessionStore): readonly Visitor[] {
  const sessions = createSessions<{ marks: string[] }>({
    store,
    baseUrl: 'https://shop.example',
    report: () => {},
  })

  /** Adds `mark`, if there is one, and answers all there are. */
  async function ask(cookie: string, mark: string | null): Promise<Response> {
    const head = headOf(new Request('https://shop.example/', { headers: { cookie } }))
    const response = await withSession(sessions, head, async (visit) => {
      const session = await visit.session()
      if (mark !== null) session.update('marks', (marks = []) => [...marks, mark])
      await session.commit()
      return text((session.get('marks') ?? []).join())
    })
    assert.ok(response.status === 200 || response.status === 503, String(response.status))
    return response
  }

  function newVisitor(name: string): Visitor {
    const acknowledged = new Set<string>()
    let cookie = ''
    let tried = 0
    const nextMark = () => `${name}-${tried}-`

    async function add(): Promise<boolean> {
      const mark = nextMark()
      tried += 1
      const response = await ask(cookie, mark)
      if (response.status !== 200) return false
      acknowledged.add(mark)
      cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      return true
    }

    return {
      nextMark,
      add,
      async addUntilDone() {
        const started = performance.now()
        while (!(await add())) {
          assert.ok(performance.now() - started < RECOVERY_MS_MAX, 'it does not recover')
          await sleep(PAUSE_MS)
        }
      },
      async check() {
        const found = (await (await ask(cookie, null)).text()).split(',')
        for (const mark of acknowledged) assert.ok(found.includes(mark), `${mark} was acknowledged and is lost`)
        assert.deepEqual(found, [...new Set(found)], 'something is there twice')
      },
      get tried() {
        return tried
      },
      get acknowledged() {
        return acknowledged.size
      },
    }
  }
  return Array.from({ length: VISITORS }, (_, nth) => newVisitor(`visitor-${nth}`))
}

function sum(visitors: readonly Visitor[], what: 'tried' | 'acknowledged'): number {
  return visitors.reduce((all, visitor) => all + visitor[what], 0)
}
