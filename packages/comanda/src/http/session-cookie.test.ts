import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import type { Expiry } from '../session/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { type CountingStore, countingStore, createFakeClock, type FakeClock } from '../testing/index.ts'
import {
  createSessions,
  type Handler,
  headOf,
  type Sessions,
  type SessionsOptions,
  text,
  withSession,
} from './index.ts'

type Data = { count: number }

const origin = 'https://shop.example'
const DAY_SECONDS = 86_400
let clock: FakeClock
let store: CountingStore

beforeEach(() => {
  clock = createFakeClock()
  store = countingStore(createMemoryStore({ clock }))
})

const sessionsWith = (options: Partial<SessionsOptions<Data>> = {}) =>
  createSessions<Data>({ ...(options.sealedCookie ? {} : { store }), clock, baseUrl: origin, ...options })

async function ask(on: Sessions<Data>, handler: Handler<Data>, cookie = ''): Promise<Response> {
  const headers = cookie === '' ? {} : { cookie }
  return withSession(on, headOf(new Request(origin, { headers })), handler)
}

const count: Handler<Data> = async (visit) => {
  const session = await visit.session()
  session.update('count', (n = 0) => n + 1)
  return text('counted')
}
const read: Handler<Data> = async (visit) => text(String((await visit.session()).get('count')))
const choose = (expiry: Expiry): Handler<Data> => {
  return async (visit) => {
    const session = await visit.session()
    session.update('count', (n = 0) => n + 1)
    session.setExpiry(expiry)
    await session.commit()
    return text(String(session.expiry()?.untilBrowserCloses))
  }
}

const setCookieOf = (response: Response) => response.headers.get('set-cookie') ?? ''
const pairOf = (response: Response) => setCookieOf(response).split(';')[0] ?? ''
const maxAgeOf = (response: Response) => /Max-Age=(\d+)/.exec(setCookieOf(response))?.[1]

describe('how long the browser keeps the cookie', () => {
  const cases: readonly [string, Expiry, number | undefined][] = [
    ['idle', { kind: 'idle', seconds: 10 }, 30 * DAY_SECONDS],
    ['browser-close', { kind: 'browser-close' }, undefined],
    ['default', { kind: 'default' }, 30 * DAY_SECONDS],
  ]

  test('S53 S109 by default until the absolute end; a session that ends with the browser has no Max-Age and no Expires', async () => {
    const sessions = sessionsWith()
    for (const [what, expiry, seconds] of cases) {
      const response = await ask(sessions, choose(expiry))
      assert.equal(maxAgeOf(response), seconds?.toString(), what)
      assert.equal(await response.text(), String(seconds === undefined))
      assert.equal(setCookieOf(response).includes('Expires'), false)
    }
  })

  test('S54 where sessions end with the browser, one with an end of its own does not', async () => {
    const sessions = sessionsWith({ cookie: { persistent: false } })
    for (const [what, expiry] of cases) {
      const response = await ask(sessions, choose(expiry))
      const ends = what !== 'idle'
      assert.equal(maxAgeOf(response), ends ? undefined : String(30 * DAY_SECONDS), what)
      assert.equal(await response.text(), String(ends), what)
    }
  })

  test('a session that is to end with the browser from now on tells the browser so', async () => {
    const sessions = sessionsWith()
    const cookie = pairOf(await ask(sessions, count))
    const changed = await ask(sessions, choose({ kind: 'browser-close' }), cookie)
    assert.equal(pairOf(changed), cookie)
    assert.equal(maxAgeOf(changed), undefined)
  })

  test('400 days are the most a browser keeps, also where the clock of the server before was ahead', async () => {
    const sessions = sessionsWith({ absoluteTimeoutSeconds: 400 * DAY_SECONDS })
    const cookie = pairOf(await ask(sessions, count))
    const behind = sessionsWith({ absoluteTimeoutSeconds: 400 * DAY_SECONDS, clock: () => clock() - 5_000 })
    const renewed = await ask(
      behind,
      async (visit) => {
        ;(await visit.session()).regenerate()
        return text('')
      },
      cookie,
    )
    assert.equal(maxAgeOf(renewed), String(400 * DAY_SECONDS))
  })

  test('the sealed cookie and what is in it end at the same moment, whenever it was sealed (h3 1416)', async () => {
    const secrets = createSecrets(['a secret of thirty-two bytes and more, for tests'])
    const sessions = sessionsWith({ sealedCookie: { secrets }, idleTimeoutSeconds: 30 * DAY_SECONDS })
    const first = await ask(sessions, count)
    assert.equal(maxAgeOf(first), String(30 * DAY_SECONDS))
    clock.advance(12 * 3_600_000)
    const second = await ask(sessions, count, pairOf(first))
    assert.equal(maxAgeOf(second), String(29.5 * DAY_SECONDS))
    clock.advance(29.5 * DAY_SECONDS * 1_000 - 1)
    assert.equal(await (await ask(sessions, read, pairOf(second))).text(), '2')
    clock.advance(1)
    assert.equal(await (await ask(sessions, read, pairOf(second))).text(), 'undefined')
  })
})

describe('what a request with a session costs and tells', () => {
  test('S107 a page that only reads varies by the cookie, sets none and writes nothing (CVE-2014-1418)', async () => {
    const sessions = sessionsWith()
    const cookie = pairOf(await ask(sessions, count))
    await ask(sessions, read, cookie)
    const calls = { ...store.calls }
    const response = await ask(sessions, read, cookie)
    assert.deepEqual({ ...store.calls }, { ...calls, load: calls.load + 1, total: calls.total + 1 })
    assert.equal(response.headers.get('vary'), 'Cookie')
    assert.deepEqual(response.headers.getSetCookie(), [])
  })

  test('S108 renewed on every request, a page varies and is private all the same (CVE-2026-35192, CVE-2023-30861)', async () => {
    const sessions = sessionsWith({ renewOnEveryRequest: true })
    const cookie = pairOf(await ask(sessions, count))
    clock.advance(1_000)
    const { touch } = store.calls
    const response = await ask(sessions, read, cookie)
    assert.equal(store.calls.touch, touch + 1)
    assert.equal(response.headers.get('vary'), 'Cookie')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
    const calls = store.calls.total
    const stranger = await ask(sessions, read)
    assert.equal(store.calls.total, calls)
    assert.deepEqual(stranger.headers.getSetCookie(), [])
  })

  test('S105 a session that was emptied is stored empty and stays', async () => {
    const sessions = sessionsWith()
    const cookie = pairOf(await ask(sessions, count))
    const response = await ask(
      sessions,
      async (visit) => {
        ;(await visit.session()).clear()
        return text('')
      },
      cookie,
    )
    assert.equal(response.headers.get('vary'), 'Cookie')
    assert.deepEqual(response.headers.getSetCookie(), [], 'the browser keeps the cookie it has')
    const id = cookie.split('=')[1]?.split('.')[0] ?? ''
    assert.equal((await store.load(id))?.data, '{}')
    assert.equal(await (await ask(sessions, count, cookie)).text(), 'counted')
    assert.equal(store.calls.create, 1)
  })

  test('S18 a session that is asked for twice at once is loaded once and is one', async () => {
    const sessions = sessionsWith()
    const cookie = pairOf(await ask(sessions, count))
    const { load } = store.calls
    const response = await ask(
      sessions,
      async (visit) => {
        const [one, two] = await Promise.all([visit.session(), visit.session()])
        one.set('count', 7)
        return text(`${two.get('count')} ${one === two}`)
      },
      cookie,
    )
    assert.equal(await response.text(), '7 true')
    assert.equal(store.calls.load, load + 1)
  })
})

describe('where the browser sends the cookie, and who may read it', () => {
  const setAndDelete = async (cookie: SessionsOptions<Data>['cookie']) => {
    const on = sessionsWith(cookie === undefined ? {} : { cookie })
    const set = await ask(on, count)
    const leave: Handler<Data> = async (visit) => {
      await (await visit.session()).destroy()
      return text('')
    }
    assert.equal(await (await ask(on, read, pairOf(set))).text(), '1')
    return [setCookieOf(set), setCookieOf(await ask(on, leave, pairOf(set)))] as const
  }

  test('a domain and a path are sent, repeated when it is deleted, and take the __Host- away', async () => {
    for (const cookie of [
      { domain: 'shop.example' },
      { path: '/kitchen' },
      { domain: 'shop.example', path: '/kitchen' },
    ]) {
      const [set, deleted] = await setAndDelete(cookie)
      const scope = `${cookie.domain ? `; Domain=${cookie.domain}` : ''}; Path=${cookie.path ?? '/'}; Secure; HttpOnly; SameSite=Lax`
      assert.match(set, /^__Secure-session=/)
      assert.ok(set.endsWith(scope), set)
      assert.ok(deleted.startsWith('__Secure-session=;') && deleted.endsWith(scope), deleted)
    }
  })

  test('S96 scripts may read it only where that was said', async () => {
    const [set] = await setAndDelete({ httpOnly: false })
    assert.match(set, /^__Host-session=\S+; Max-Age=\d+; Path=\/; Secure; SameSite=Lax$/)
  })

  test('a domain or path that browsers would refuse is refused when the app starts', () => {
    for (const cookie of [
      { domain: '.shop.example' },
      { domain: 'a;b' },
      { path: 'kitchen' },
      { path: '/a; HttpOnly' },
    ]) {
      assert.throws(() => sessionsWith({ cookie }), { code: 'cookie/bad-attribute' }, JSON.stringify(cookie))
    }
  })
})
