/**
 * A shop in a process of its own, whose servers are behind proxies that fail, and shoppers who keep account of what they
 * were promised.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultProxy, startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { REDIS_DEADLINE_MS } from 'comanda/store/redis'
import { DATABASE_POOL } from '../data/postgres-pool.ts'

/** How often the shop is asked whether it is alive, which tells how busy the machine is. Milliseconds. */
const PROBE_MS = 50
const RECOVERY_MS_MAX = 30_000
/** Deadlines of an add: what is to be added is looked up; the session is read, waited for, saved, and saved once more. Milliseconds. */
export const ADD_MS_MAX = DATABASE_POOL.connectionTimeoutMillis + DATABASE_POOL.query_timeout + 4 * REDIS_DEADLINE_MS
/** Requests of one shopper at the same time. */
const AT_ONCE = 8
/** What a shopper waits after a 503: much less than asked for, to keep the tests short. */
const PAUSE_MS = 30
/** How often a request waits for its turn beside its deadlines: as it comes, as its servers answer, as it is answered. */
const TURNS_MAX = 5
const CATALOGUE = `URL handle,Title,Tags,Price,Inventory tracker,Inventory quantity
bread,Bread,fresh,2.50,,
`

/** An answer that has arrived. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** How long it took. */
  readonly milliseconds: number
  /** How long the shop took meanwhile to say that it is alive, at worst. Milliseconds; 0 if it was not asked. */
  readonly aliveAfter: number
}

/** What is asked beside the path. Scripts are told apart by how they ask, as browsers mark it. */
export interface Question {
  readonly cookie?: string
  /** Default: person. */
  readonly as?: 'person' | 'script'
  /** Posted as a form by persons, as JSON by scripts. */
  readonly body?: Readonly<Record<string, unknown>>
}

/** A shop whose servers may fail. */
export interface OutageShop {
  readonly shop: Shop
  /** Before Redis; before PostgreSQL if the sessions are there. */
  readonly sessions: FaultProxy
  /** Before PostgreSQL. */
  readonly catalogue: FaultProxy
  ask(path: string, question?: Question): Promise<Answer>
  /** Somebody who has put one bread into the cart. */
  newShopper(): Promise<Shopper>
  /** Resolves when the shop says that it can serve, and fails unless it is the process it was, with nothing broken in it. */
  recovered(): Promise<void>
  close(): Promise<void>
}

/** Somebody who puts breads into the cart, each of them marked, so that each is a line of its own. */
export interface Shopper {
  readonly cookie: string
  /** One try, answered with 200, or with 503 as an outage is to be. Answers whether it was acknowledged. */
  add(mark: string): Promise<boolean>
  /** So many tries, {@link AT_ONCE} at a time. */
  addAll(mark: string, count?: number): Promise<void>
  /** Every acknowledged bread is in the cart, none is there twice, and none that nobody has asked for. Answers how many there are. */
  check(): Promise<number>
}

/** Starts a shop with its data in `databaseUrl` and its sessions in `sessionUrl`, both behind proxies. */
export async function openOutageShop(databaseUrl: string, sessionUrl: string | null): Promise<OutageShop> {
  const catalogue = await startFaultProxy(Number(new URL(databaseUrl).port))
  const sessions = sessionUrl === null ? catalogue : await startFaultProxy(Number(new URL(sessionUrl).port))
  const folder = mkdtempSync(join(tmpdir(), 'comanda-outages-'))
  const file = join(folder, 'catalogue.csv')
  writeFileSync(file, CATALOGUE)
  const env = {
    DATABASE_URL: catalogue.through(databaseUrl),
    ...(sessionUrl === null ? {} : { SESSION_URL: sessions.through(sessionUrl) }),
  }
  async function cleanUp(): Promise<void> {
    for (const proxy of new Set([catalogue, sessions])) await proxy.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const shop = await startShop({ dataDir: folder, env, args: ['--catalogue', file] }).catch(async (error: unknown) => {
    await cleanUp()
    throw error
  })
  const probe = startProbe(shop.baseUrl)
  async function ask(path: string, question: Question = {}): Promise<Answer> {
    const started = performance.now()
    const answer = await askAt(shop.baseUrl, path, question)
    return { ...answer, aliveAfter: probe.slowestSince(started) }
  }

  return {
    shop,
    sessions,
    catalogue,
    ask,
    newShopper: () => newShopper(ask),
    async recovered() {
      await eventually(async () => (await ask('/readyz')).status === 200)
      assert.equal((await ask('/healthz')).status, 200)
      process.kill(shop.pid, 0)
      assert.doesNotMatch(shop.output(), /unhandled|"level":"fatal"|the shop broke/i)
    },
    async close() {
      await probe.stop()
      await shop.kill()
      await cleanUp()
    },
  }
}

interface Probe {
  /** The longest time it took to be answered, of all that was asked or under way since. */
  slowestSince(started: number): number
  stop(): Promise<void>
}

function startProbe(baseUrl: string): Probe {
  const ended: { readonly at: number; readonly milliseconds: number }[] = []
  let begun = performance.now()
  let isOver = false
  async function probe(): Promise<void> {
    while (!isOver) {
      begun = performance.now()
      const { milliseconds } = await askAt(baseUrl, '/healthz', {})
      ended.push({ at: performance.now(), milliseconds })
      await sleep(PROBE_MS)
    }
  }
  const probing = probe()
  return {
    slowestSince(started) {
      const since = ended.filter(({ at }) => at >= started).map(({ milliseconds }) => milliseconds)
      return Math.max(...since, performance.now() - begun)
    },
    async stop() {
      isOver = true
      await probing
    },
  }
}

async function newShopper(ask: OutageShop['ask']): Promise<Shopper> {
  const attempted = new Set(['first'])
  const acknowledged = new Set(['first'])
  const made = await ask('/cart/add.js', { as: 'script', body: itemOf('first') })
  assert.equal(made.status, 200)
  const cookie = made.headers['set-cookie']?.[0]?.split(';')[0] ?? ''

  async function linesNow(): Promise<readonly Line[]> {
    const { status, text } = await ask('/cart.js', { cookie, as: 'script' })
    assert.equal(status, 200)
    return (JSON.parse(text) as { items: Line[] }).items
  }

  async function add(mark: string): Promise<boolean> {
    attempted.add(mark)
    const answer = await ask('/cart/add.js', { cookie, as: 'script', body: itemOf(mark) })
    assertWithin(answer, ADD_MS_MAX)
    if (answer.status === 200) acknowledged.add(mark)
    else assertComeAgain(answer)
    return answer.status === 200
  }

  return {
    cookie,
    add,
    async addAll(mark, count = AT_ONCE) {
      let next = 0
      async function worker(): Promise<void> {
        for (let nth = next++; nth < count; nth = next++) if (!(await add(`${mark} ${nth}`))) await sleep(PAUSE_MS)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
    },
    async check() {
      const found = (await linesNow()).map(({ quantity, properties }) => `${properties?.['mark']} ${quantity}`)
      for (const mark of acknowledged) assert.ok(found.includes(`${mark} 1`), `${mark} was acknowledged: ${found}`)
      for (const line of found)
        assert.ok(attempted.has(line.replace(/ 1$/, '')), `${line} was added twice, or by nobody`)
      return found.length
    },
  }
}

interface Line {
  readonly quantity: number
  readonly properties: Readonly<Record<string, string>> | null
}

function itemOf(mark: string) {
  return { id: 1, quantity: 1, properties: { mark } }
}

/** 503 as an outage is to be answered: when to try again, no cookie, and nothing that is kept. */
export function assertComeAgain({ status, headers, text }: Answer): void {
  assert.equal(status, 503, text.slice(0, 400))
  assert.equal(headers['retry-after'], '2')
  assert.equal(headers['set-cookie'], undefined)
  assert.equal(headers['cache-control'], 'no-store')
}

/**
 * Took about as long as these deadlines together at most, and not twice as long. What else there was to do may take a quarter
 * of that, and the shop's turns at the processor what a busy machine makes of them.
 */
export function assertWithin({ milliseconds, aliveAfter }: Answer, deadlinesMs: number): void {
  const most = 1.25 * deadlinesMs + TURNS_MAX * aliveAfter
  assert.ok(
    milliseconds < most,
    `it took ${Math.round(milliseconds)} ms, and the shop was alive after ${aliveAfter} ms`,
  )
}

/** Was not given up before its deadline. */
export function assertNotBefore({ milliseconds }: Answer, deadlineMs: number): void {
  // Timers may be early by a part of a millisecond.
  assert.ok(milliseconds > deadlineMs - 2, `it took ${Math.round(milliseconds)} ms`)
}

/** Asks again and again until it is so. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const started = performance.now()
  while (!(await isSo())) {
    assert.ok(performance.now() - started < RECOVERY_MS_MAX, 'it does not recover')
    await sleep(50)
  }
}

/** Asks a shop, by Node's own client: its `fetch` says of itself that it is a script. */
export function askAt(baseUrl: string, path: string, { cookie, as = 'person', body }: Question): Promise<Answer> {
  const started = performance.now()
  const { origin } = new URL(baseUrl)
  const isScript = as === 'script'
  const form = new URLSearchParams(Object.entries(body ?? {}).map(([name, value]) => [name, String(value)]))
  const headers = {
    origin,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': isScript ? 'cors' : 'navigate',
    'content-type': isScript ? 'application/json' : 'application/x-www-form-urlencoded',
    ...(cookie === undefined ? {} : { cookie }),
  }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const asking = request(new URL(path, origin), { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('error', reject).on('end', () => {
        const milliseconds = performance.now() - started
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, milliseconds, aliveAfter: 0 })
      })
    })
    asking.on('error', reject)
    asking.end(body === undefined ? undefined : isScript ? JSON.stringify(body) : form.toString())
  })
}
