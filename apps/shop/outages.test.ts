/**
 * The shop while the Redis of its sessions, or the PostgreSQL of its catalogue, is away: a process that serves by HTTP, with
 * a proxy of ours before each of the servers.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultMode } from '@comanda/test-kit/fault-proxy'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { REDIS_DEADLINE_MS } from 'comanda/store/redis'
import { DATABASE_POOL } from './app/data/postgres-pool.ts'
import {
  type Answer,
  assertComeAgain,
  assertNotBefore,
  assertWithin,
  type OutageShop,
  openOutageShop,
  type Shopper,
} from './app/testing/outage-shop.ts'

/** What a stranger and somebody with a cart may always look at, in two languages. */
const SHELVES = ['/', '/products/bread', '/es', '/es/tags/fresh', '/search?q=bread']
/** A page of the catalogue waits for a connection, and then for one answer: what follows it fails at once. */
const CATALOGUE_MS_MAX = DATABASE_POOL.connectionTimeoutMillis + DATABASE_POOL.query_timeout

const skip = whyNoPostgres() || whyNoRedis()

describe('a shop without the Redis of its sessions', { skip }, () => {
  let open: OutageShop
  before(async () => {
    open = await openOutageShop(await newPostgresDatabase('outages'), await newRedisDatabase())
  })
  after(() => open?.close())

  for (const mode of ['refuse', 'hang', 'hang answers', 'cut answers'] satisfies FaultMode[])
    test(`${mode}: the catalogue stays up, the cart asks to come again in time, and loses and doubles nothing`, async () => {
      const ana = await open.newShopper()
      const under = ana.addAll(`${mode} under way`)
      open.sessions.set(mode)
      await Promise.all([under, shelvesAreShown(ana), cartAsksToComeAgain(ana, mode), ana.addAll(mode), isNotReady()])
      open.sessions.set('pass')
      await open.recovered()
      await ana.check()
      assert.equal(await ana.add('afterwards'), true)
      await ana.check()
    })

  test('connections that break, and a Redis that comes and goes, under adds: what is acknowledged is there once', async () => {
    const ana = await open.newShopper()
    const adding = ana.addAll('reset', 24)
    for (let resets = 0; resets < 10; resets += 1) {
      open.sessions.reset()
      await sleep(30)
    }
    await adding
    await Promise.all([ana.addAll('flap', 24), open.sessions.flap(10, 30)])
    await open.recovered()
    await ana.check()
  })

  test('an add is there once, though the answer to its save was cut, after any number of bytes', async () => {
    const ana = await open.newShopper()
    let adds = 0
    for (const by of ['reset', 'end'] as const)
      for (let bytes = 0; bytes < 15; bytes += 2) {
        const mark = `${by}-${bytes}-bytes`
        open.sessions.set({ cutOneAfterBytes: bytes, since: mark, by })
        await ana.add(mark)
        adds += 1
        await open.recovered()
      }
    assert.equal(await ana.check(), 1 + adds)
  })

  test('a Redis that is only slow serves', async () => {
    const ana = await open.newShopper()
    open.sessions.set('slow')
    assert.equal(await ana.add('slowly'), true)
    assert.equal((await open.ask('/cart', { cookie: ana.cookie })).status, 200)
    open.sessions.set('pass')
    await ana.check()
  })

  for (const mode of ['refuse', 'hang'] satisfies FaultMode[])
    test(`the catalogue's PostgreSQL is away (${mode}): pages ask to come again in time, and carts are kept`, async () => {
      const ana = await open.newShopper()
      open.catalogue.set(mode)
      const asking = SHELVES.flatMap((path) => [open.ask(path), open.ask(path, { cookie: ana.cookie })])
      for (const answer of await Promise.all([...asking, open.ask('/cart', { cookie: ana.cookie })])) {
        assertComeAgain(answer)
        assertWithin(answer, CATALOGUE_MS_MAX)
      }
      await isNotReady()
      open.catalogue.set('pass')
      await open.recovered()
      assert.equal((await open.ask('/')).status, 200)
      await ana.check()
    })

  async function shelvesAreShown(ana: Shopper): Promise<void> {
    const asking = SHELVES.map(async (path) => {
      const stranger = await open.ask(path)
      assert.deepEqual([stranger.status, stranger.headers['set-cookie']], [200, undefined], path)
      const known = await open.ask(path, { cookie: ana.cookie })
      assertWithin(known, REDIS_DEADLINE_MS)
      assert.deepEqual([known.status, known.headers['set-cookie']], [200, undefined], path)
      assert.equal(known.headers['cache-control'], 'no-store')
      assert.match(known.text, path.startsWith('/es') ? /no podemos mirar en tu carrito/ : /cannot look into your cart/)
      assert.doesNotMatch(known.text, /class="count"/)
    })
    await Promise.all(asking)
  }

  async function cartAsksToComeAgain({ cookie }: Shopper, mode: FaultMode): Promise<void> {
    const english = 'We cannot answer right now'
    const spanish = 'Ahora mismo no podemos responder'
    const line = { line: 1, quantity: 2 }
    const asking: readonly (readonly [said: string, Promise<Answer>])[] = [
      [`<h1>${english}</h1>`, open.ask('/cart', { cookie })],
      [`<h1>${english}</h1>`, open.ask('/cart/add', { cookie, body: { id: 1 } })],
      [`<h1>${spanish}</h1>`, open.ask('/es/cart', { cookie })],
      [`"message":"${english}"`, open.ask('/cart.js', { cookie, as: 'script' })],
      [`"message":"${spanish}"`, open.ask('/es/cart/change.js', { cookie, as: 'script', body: line })],
    ]
    for (const [said, asked] of asking) {
      const answer = await asked
      assertComeAgain(answer)
      assertWithin(answer, REDIS_DEADLINE_MS)
      if (mode === 'hang' || mode === 'hang answers') assertNotBefore(answer, REDIS_DEADLINE_MS)
      assert.ok(answer.text.includes(said), said)
    }
  }

  /** Alive, but not to be sent shoppers by whoever watches over it. */
  async function isNotReady(): Promise<void> {
    assert.deepEqual([(await open.ask('/readyz')).status, (await open.ask('/healthz')).status], [503, 200])
  }
})
