/** What visitors see of a cached store whose fast or whose durable server cannot be reached, behind a proxy that fails. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy } from '@comanda/test-kit/fault-proxy'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, whyNoRedis } from '@comanda/test-kit/redis'
import { openIovalkey } from '@comanda/test-kit/redis-clients'
import pg from 'pg'
import { createSessions, headOf, json, withSession } from '../http/index.ts'
import type { Session } from '../session/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { createCachedStore } from './cached.ts'
import { createPostgresStore, migratePostgresStore } from './postgres.ts'
import { createRedisCache } from './redis.ts'
import type { SessionStore } from './store.ts'

/** Of one call of the store behind the proxy, in milliseconds. */
const DEADLINE_MS = 500
/** How much later than its deadlines a busy machine may answer. */
const LATE_MS_MAX = 10_000
const RECOVERY_MS_MAX = 20_000
const DOWN = ['refuse', 'hang', 'hang answers', 'cut answers'] as const

type Data = { added: string[] }
type Deed = (session: Session<Data>) => unknown

const look: Deed = () => {}
const leave: Deed = (session) => session.destroy()
const renew: Deed = (session) => session.regenerate()
const add =
  (what: string): Deed =>
  (session) =>
    session.update('added', (added = []) => [...added, what])

/** What a visitor with this cookie is answered: the status, what is in the session, and the cookie if it is a new one. */
type App = (cookie: string, deed?: Deed) => Promise<{ status: number; added: string[]; cookie: string }>

const ends: (() => unknown)[] = []
after(async () => {
  for (const end of ends.toReversed()) await end()
})

function appOn(store: SessionStore): App {
  const sessions = createSessions<Data>({ store, baseUrl: 'https://shop.example', report: () => {} })
  return async (cookie, deed = look) => {
    const started = performance.now()
    const request = new Request('https://shop.example/', { headers: { cookie } })
    const response = await withSession(sessions, headOf(request), async (visit) => {
      const session = await visit.session()
      await deed(session)
      await session.commit()
      return json(session.get('added') ?? [])
    })
    const took = performance.now() - started
    assert.ok(took < 6 * DEADLINE_MS + LATE_MS_MAX, `it took ${took} ms`)
    const { status } = response
    const cookies = response.headers.getSetCookie()
    if (status === 200) return { status, added: await response.json(), cookie: (cookies[0] ?? '').split(';')[0] ?? '' }
    assert.equal(status, 503)
    assert.match(response.headers.get('retry-after') ?? '', /^\d+$/)
    assert.deepEqual(cookies, [], 'an outage changes no cookie')
    return { status, added: [], cookie: '' }
  }
}

/** Waits until it is answered OK. */
async function untilOk(app: App, cookie: string, deed?: Deed): Promise<string[]> {
  const started = performance.now()
  for (;;) {
    const { status, added } = await app(cookie, deed)
    if (status === 200) return added
    assert.ok(performance.now() - started < RECOVERY_MS_MAX, 'it does not recover')
    await sleep(20)
  }
}

interface Urls {
  readonly fast: string
  readonly durable: string
}

/** Only what is `hurried` has a short deadline. */
async function open(urls: Urls, hurried: keyof Urls | null, report: (error: unknown) => void) {
  const { client, close } = await openIovalkey(urls.fast)
  const deadlineMs = (of: keyof Urls): number => (of === hurried ? DEADLINE_MS : PATIENT.deadlineMs)
  const settings = { ...PATIENT_POOL, connectionTimeoutMillis: deadlineMs('durable') }
  const pool = new pg.Pool({ connectionString: urls.durable, ...settings })
  ends.push(close, () => pool.end())
  const fast = createRedisCache({ client })
  const durable = createPostgresStore({ pool, deadlineMs: deadlineMs('durable') })
  return { app: appOn(createCachedStore({ fast, durable, report, deadlineMs: deadlineMs('fast') })), fast }
}

/** An app with a proxy before one of its servers, and another app without. */
async function twoApps(urls: Urls, proxied: keyof Urls) {
  const proxy = await startFaultProxy(Number(new URL(urls[proxied]).port))
  ends.push(() => proxy.close())
  const reports: unknown[] = []
  const through = { ...urls, [proxied]: proxy.through(urls[proxied]) }
  const here = await open(through, proxied, (error) => reports.push(error))
  const there = await open(urls, null, () => {})

  const newVisitor = async () => (await there.app('', add('first'))).cookie
  /** A visitor whose session the fast store has a copy of. */
  async function newKnownVisitor(): Promise<string> {
    const cookie = await newVisitor()
    const id = cookie.split('=')[1]?.split('.')[0] ?? ''
    const started = performance.now()
    do {
      await untilOk(here.app, cookie)
      assert.ok(performance.now() - started < RECOVERY_MS_MAX, 'the fast store gets no copy')
    } while ((await there.fast.read(id)).kind !== 'hit')
    return cookie
  }
  return { proxy, here: here.app, there: there.app, reports, newVisitor, newKnownVisitor }
}

async function fastOutages(urls: Urls): Promise<void> {
  const { proxy, here, there, reports, newKnownVisitor } = await twoApps(urls, 'fast')
  for (const mode of DOWN)
    test(`the fast store, ${mode}: sessions go on from the durable one; ends and new tokens are refused, and made up for`, async () => {
      const cookie = await newKnownVisitor()
      reports.length = 0
      proxy.set(mode)
      assert.equal((await here(cookie, add('meanwhile'))).status, 200)
      assert.deepEqual(await here(cookie), { status: 200, added: ['first', 'meanwhile'], cookie: '' })
      for (const deed of [leave, renew]) assert.equal((await here(cookie, deed)).status, 503)
      assert.deepEqual((await here(cookie)).added, ['first', 'meanwhile'], 'what was refused was not done')
      assert.ok(reports.length > 0)
      // It may have read the session as it was before, and loses nothing all the same.
      assert.equal((await there(cookie, add('elsewhere'))).status, 200)
      proxy.set('pass')
      assert.deepEqual(await untilOk(here, cookie), ['first', 'meanwhile', 'elsewhere'])
      await untilOk(here, cookie, leave)
      for (const app of [here, there]) assert.deepEqual(await untilOk(app, cookie), [], 'the old cookie is a stranger')
    })
}

async function durableOutages(urls: Urls): Promise<void> {
  const { proxy, here, there, newVisitor, newKnownVisitor } = await twoApps(urls, 'durable')
  for (const mode of DOWN)
    test(`the durable store, ${mode}: what the fast one has is shown, all else is 503, nothing is emptied, and it recovers`, async () => {
      const [known, unknown, leaving] = [await newKnownVisitor(), await newVisitor(), await newVisitor()]
      proxy.set(mode)
      assert.deepEqual(await here(known), { status: 200, added: ['first'], cookie: '' })
      const refused = await Promise.all([
        here(unknown),
        here(unknown, add('late')),
        here(known, add('late')),
        here(leaving, leave),
        here('', add('first')),
      ])
      for (const { status } of refused) assert.equal(status, 503)
      proxy.set('pass')
      for (const cookie of [known, unknown]) {
        await untilOk(here, cookie, add('afterwards'))
        const added = await untilOk(there, cookie)
        assert.equal(added[0], 'first', 'it is not emptied')
        assert.ok(added.includes('afterwards'))
        assert.ok(added.filter((what) => what === 'late').length <= 1, 'nothing is added twice')
      }
      await untilOk(here, leaving, leave)
      for (const app of [here, there]) assert.deepEqual(await untilOk(app, leaving), [], 'the old cookie is a stranger')
    })
}

const why = whyNoPostgres() || whyNoRedis()
if (why !== false) test('outages: Redis in front of PostgreSQL', { skip: why }, () => {})
else {
  const urls = { fast: await newRedisDatabase(), durable: await newPostgresDatabase('cached_outages') }
  const pool = new pg.Pool({ connectionString: urls.durable })
  await migratePostgresStore(pool)
  await pool.end()
  await fastOutages(urls)
  await durableOutages(urls)
}
