import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultMode, type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { redisClients } from '@comanda/test-kit/redis-clients'
import { assertAtDeadline, assertByDeadline, startStopwatch, type Took } from '@comanda/test-kit/stopwatch'
import pg from 'pg'
import { createSessions, headOf, type Sessions, text, withSession } from '../http/index.ts'
import { seededIntegers } from '../testing/seeded-random.ts'
import { createPostgresStore, migratePostgresStore, POSTGRES_POOL } from './postgres.ts'
import { createRedisStore } from './redis.ts'
import type { SessionStore } from './store.ts'

/** The deadline that the stores under test are to have, in milliseconds. */
const OUTAGE_DEADLINE_MS = 300
const RECOVERY_MS_MAX = 20_000
const ADDS = 200
const FLAPS = 200
const AT_ONCE = 8
/** What a visitor waits after a 503. Much less than asked for, to keep the test short. */
const PAUSE_MS = 20

/** A store whose server is behind a proxy. */
interface StoreOfOutages {
  /** Where the server really is. */
  serverPort(): Promise<number> | number
  open(proxy: FaultProxy): Promise<{ readonly store: SessionStore; close(): unknown }>
  /** Connections the store may have at most. */
  readonly connectionsMax: number
}

type Data = { added: string[] }

/** Tests what a failing network between an app and the server of its store does to visitors. */
function storeOutages(name: string, { serverPort, open, connectionsMax }: StoreOfOutages): void {
  describe(`outages: ${name}`, () => {
    const unheard: unknown[] = []
    const hear = (error: unknown): void => void unheard.push(error)
    let proxy: FaultProxy
    let opened: { readonly store: SessionStore; close(): unknown }
    let sessions: Sessions<Data>

    before(async () => {
      process.on('unhandledRejection', hear).on('uncaughtExceptionMonitor', hear)
      proxy = await startFaultProxy(await serverPort())
      opened = await open(proxy)
      sessions = createSessions<Data>({ store: opened.store, baseUrl: 'https://shop.example', report: () => {} })
    })
    after(async () => {
      await opened.close()
      await proxy.close()
      process.off('unhandledRejection', hear).off('uncaughtExceptionMonitor', hear)
    })

    /** One request, which adds `what`, or only looks. Calls `hasRead` once it has read. */
    async function ask(cookie: string, what: string | null = null, hasRead = () => {}): Promise<Response> {
      const request = new Request('https://shop.example/', { headers: { cookie } })
      const response = await withSession(sessions, headOf(request), async (visit) => {
        const session = await visit.session()
        hasRead()
        if (what !== null) session.update('added', (added = []) => [...added, what])
        await session.commit()
        return text((session.get('added') ?? []).join())
      })
      if (response.status === 200) return response
      assert.equal(response.status, 503)
      assert.match(response.headers.get('retry-after') ?? '', /^\d+$/)
      assert.deepEqual(response.headers.getSetCookie(), [], 'an outage changes no cookie')
      return response
    }

    async function newVisitor(): Promise<string> {
      const response = await ask('', 'first')
      return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    }

    /** What is in the session, as soon as the store answers again. */
    async function recovered(cookie: string): Promise<string[]> {
      const started = performance.now()
      for (;;) {
        const response = await ask(cookie)
        if (response.status === 200) return (await response.text()).split(',')
        assert.ok(performance.now() - started < RECOVERY_MS_MAX, 'it does not recover')
        await sleep(20)
      }
    }

    /** Adds from several requests at once, and answers which adds were acknowledged. */
    async function addAll(cookie: string, names: readonly string[]): Promise<Set<string>> {
      const acknowledged = new Set<string>()
      const waiting = [...names]
      const requests = Array.from({ length: AT_ONCE }, async () => {
        for (let what = waiting.shift(); what !== undefined; what = waiting.shift())
          if ((await ask(cookie, what)).status === 200) acknowledged.add(what)
          else await sleep(PAUSE_MS)
      })
      await Promise.all(requests)
      return acknowledged
    }

    /** Every acknowledged add is there, and none is there twice. */
    function check(added: readonly string[], acknowledged: ReadonlySet<string>): void {
      assert.equal(added[0], 'first', 'the session is not emptied')
      assert.equal(new Set(added).size, added.length, 'nothing is added twice')
      for (const what of acknowledged) assert.ok(added.includes(what), `${what} was acknowledged and is lost`)
    }

    /** So many calls, one after the other, with a pause before the second. */
    function endedInTime(mode: FaultMode, took: Took, calls: number): void {
      const deadlines = calls * OUTAGE_DEADLINE_MS
      if (mode === 'hang' || mode === 'hang answers') assertAtDeadline(took, deadlines)
      else assertByDeadline(took, deadlines)
    }

    const down: readonly FaultMode[] = ['refuse', 'hang', 'hang answers', 'cut answers', 'trickle']
    for (const mode of down)
      test(`${mode}: 503 within the deadlines, nothing emptied or added twice, recovery by itself`, async () => {
        const cookie = await newVisitor()
        proxy.set(mode)
        const read = startStopwatch()
        const names = Array.from({ length: AT_ONCE }, (_, index) => `${index}`)
        const [looked, acknowledged] = await Promise.all([ask(cookie), addAll(cookie, names)])
        const took = read()
        if (mode !== 'trickle') assert.deepEqual([looked.status, acknowledged.size], [503, 0])
        // They all read at once.
        endedInTime(mode, took, 1)
        proxy.set('pass')
        check(await recovered(cookie), acknowledged)
        assert.equal((await ask(cookie, 'afterwards')).status, 200)
      })

    for (const mode of ['refuse', 'hang', 'hang answers', 'cut answers'] as const)
      test(`${mode} as a session is saved: 503 within the deadlines, and added once at most, however late`, async () => {
        const cookie = await newVisitor()
        let read = (): Took => ({ onTheClock: 0, awake: 0 })
        const { status: refused } = await ask(cookie, 'late', () => {
          proxy.set(mode)
          read = startStopwatch()
        })
        assert.equal(refused, 503)
        endedInTime(mode, read(), 2)
        proxy.set('pass')
        await recovered(cookie)
        const { status } = await ask(cookie, 'afterwards')
        check(await recovered(cookie), new Set(status === 200 ? ['afterwards'] : []))
      })

    test('a store that is only slow serves', async () => {
      const cookie = await newVisitor()
      proxy.set('slow')
      const { status } = await ask(cookie)
      proxy.set('pass')
      assert.equal(status, 200)
    })

    test(`${ADDS} adds while answers are cut at random: what is acknowledged is there once`, async (context) => {
      const seed = Date.now()
      context.diagnostic(`seed ${seed}`)
      const integer = seededIntegers(seed)
      const cookie = await newVisitor()
      let isOver = false
      async function cutAtRandom(): Promise<void> {
        while (!isOver) {
          const modes: FaultMode[] = [{ cutOneAfterBytes: integer(300) }, 'cut answers', 'hang answers', 'pass']
          proxy.set(modes[integer(modes.length)] ?? 'pass')
          if (integer(4) === 0) proxy.reset()
          await sleep(5 + integer(20))
          proxy.set('pass')
          await sleep(30 + integer(80))
        }
      }
      const cutting = cutAtRandom()
      const acknowledged = await addAll(
        cookie,
        Array.from({ length: ADDS }, (_, index) => `${index}`),
      )
      isOver = true
      await cutting
      proxy.set('pass')
      const added = await recovered(cookie)
      context.diagnostic(`${acknowledged.size} acknowledged, ${added.length - 1} added, ${ADDS} attempted`)
      assert.ok(acknowledged.size > 0)
      check(added, acknowledged)
    })

    test(`${FLAPS} flaps leave a bounded number of connections`, async () => {
      const cookie = await newVisitor()
      let most = 0
      let isOver = false
      const acknowledged = new Set<string>()
      async function load(): Promise<void> {
        for (let add = 0; !isOver; add += 1) {
          if ((await ask(cookie, add < 100 ? `${add}` : null)).status === 200 && add < 100) acknowledged.add(`${add}`)
          most = Math.max(most, proxy.connections())
          await sleep(1)
        }
      }
      const loading = load()
      await proxy.flap(FLAPS, 4)
      isOver = true
      await loading
      check(await recovered(cookie), acknowledged)
      assert.ok(most <= connectionsMax, `${most} connections at once`)
      assert.ok(proxy.connections() <= connectionsMax)
      assert.equal((await ask(cookie, 'afterwards')).status, 200)
    })

    test('no failure was left unheard: none would have ended the process', () => {
      assert.deepEqual(unheard, [])
    })
  })
}

const noPostgres = whyNoPostgres()
if (noPostgres !== false) test('outages: PostgreSQL', { skip: noPostgres }, () => {})
else {
  const url = await newPostgresDatabase('outages')
  const direct = new pg.Pool({ connectionString: url })
  await migratePostgresStore(direct)
  await direct.end()
  storeOutages('PostgreSQL', {
    connectionsMax: POSTGRES_POOL.max,
    serverPort: () => Number(new URL(url).port),
    async open(proxy) {
      const settings = { ...POSTGRES_POOL, connectionTimeoutMillis: OUTAGE_DEADLINE_MS }
      const pool = new pg.Pool({ connectionString: proxy.through(url), ...settings })
      return { store: createPostgresStore({ pool, deadlineMs: OUTAGE_DEADLINE_MS }), close: () => pool.end() }
    },
  })
}

const noRedis = whyNoRedis()
if (noRedis !== false) test('outages: Redis', { skip: noRedis }, () => {})
else
  for (const { name, open: openClient } of redisClients) {
    const url = await newRedisDatabase()
    storeOutages(`Redis by ${name}`, {
      connectionsMax: 1,
      serverPort: () => Number(new URL(url).port),
      async open(proxy) {
        const { client, close } = await openClient(proxy.through(url), 'documented')
        return { store: createRedisStore({ client, deadlineMs: OUTAGE_DEADLINE_MS }), close }
      },
    })
  }
