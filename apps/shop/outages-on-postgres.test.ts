/**
 * The shop while the PostgreSQL that has all it keeps is away, sessions and catalogue: behind a proxy of ours, and as the
 * system does it, by standing still.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FaultMode } from '@comanda/test-kit/fault-proxy'
import { type Server, startPostgres, whyNoPostgres } from '@comanda/test-kit/postgres'
import { DATABASE_POOL } from './app/data/postgres-pool.ts'
import {
  assertComeAgain,
  assertWithin,
  eventually,
  type OutageShop,
  openOutageShop,
  type Shopper,
} from './app/testing/outage-shop.ts'

/** A page waits for a connection, and then for one answer: what follows it fails at once. */
const PAGE_MS_MAX = DATABASE_POOL.connectionTimeoutMillis + DATABASE_POOL.query_timeout

describe('a shop without its PostgreSQL', { skip: whyNoPostgres() }, () => {
  let server: Server
  let open: OutageShop
  before(async () => {
    server = await startPostgres()
    open = await openOutageShop(server.url, null)
  })
  after(async () => {
    await open?.close()
    await server?.stop()
  })

  const ways: readonly (readonly [name: string, begin: () => unknown, end: () => unknown])[] = [
    ...(['refuse', 'cut answers', 'hang answers'] satisfies FaultMode[]).map(
      (mode) => [mode, () => open.catalogue.set(mode), () => open.catalogue.set('pass')] as const,
    ),
    ['a server that stands still', () => server.freeze(), () => server.thaw()],
  ]
  for (const [name, begin, end] of ways)
    test(`${name}: all pages ask to come again in time, it recovers by itself, and nothing is lost or doubled`, async () => {
      const ana = await open.newShopper()
      const under = ana.addAll(`${name} under way`)
      await begin()
      await Promise.all([under, pagesAskToComeAgain(ana), ana.addAll(name), probes()])
      await end()
      await open.recovered()
      await ana.check()
      assert.equal((await open.ask('/', { cookie: ana.cookie })).status, 200)
      await eventually(() => ana.add('afterwards'))
      await ana.check()
    })

  test('a PostgreSQL that comes and goes under adds: what is acknowledged is there once', async () => {
    const ana = await open.newShopper()
    await Promise.all([ana.addAll('flap', 24), open.catalogue.flap(10, 30)])
    await open.recovered()
    await ana.check()
  })

  test('an add is acknowledged and there once, though the answer to its save was cut, after any number of bytes', async () => {
    const ana = await open.newShopper()
    let adds = 0
    for (const by of ['reset', 'end'] as const)
      for (let bytes = 0; bytes < 30; bytes += 5) {
        const mark = `${by}-${bytes}-bytes`
        open.catalogue.set({ cutOneAfterBytes: bytes, since: mark, by })
        assert.equal(await ana.add(mark), true)
        adds += 1
      }
    open.catalogue.set('pass')
    assert.equal(await ana.check(), 1 + adds)
  })

  async function pagesAskToComeAgain({ cookie }: Shopper): Promise<void> {
    const asked = ['/', '/products/bread', '/es', '/es/cart', '/cart', '/search?q=bread']
    for (const answer of await Promise.all(asked.map((path) => open.ask(path, { cookie })))) {
      assertComeAgain(answer)
      assertWithin(answer, PAGE_MS_MAX)
      assert.match(answer.text, /We cannot answer right now|Ahora mismo no podemos responder/)
    }
    // Nothing of it is in the database.
    assert.equal((await open.ask('/legal/privacy')).status, 200)
  }

  async function probes(): Promise<void> {
    assert.deepEqual([(await open.ask('/readyz')).status, (await open.ask('/healthz')).status], [503, 200])
  }
})
