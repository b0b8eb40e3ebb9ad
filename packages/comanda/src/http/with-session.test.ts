import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { serializeCookie } from '../cookie/index.ts'
import type { Session } from '../session/session.ts'
import { createMemoryStore } from '../store/memory.ts'
import { type CountingStore, countingStore, createFakeClock, faultyStore } from '../testing/index.ts'
import {
  createSessions,
  type Handler,
  headOf,
  html,
  redirect,
  type Sessions,
  type SessionsOptions,
  text,
  withoutSession,
  withSession,
} from './index.ts'

type Data = { count: number; note: string }

const origin = 'https://shop.example'
let store: CountingStore
let sessions: Sessions<Data>
let reported: unknown[]

function sessionsWith(options: Partial<SessionsOptions<Data>> = {}): Sessions<Data> {
  return createSessions<Data>({ store, baseUrl: origin, report: (error) => reported.push(error), ...options })
}

beforeEach(() => {
  reported = []
  store = countingStore(createMemoryStore())
  sessions = sessionsWith()
})

function ask(handler: Handler<Data>, init: RequestInit = {}, path = '/', on = sessions): Promise<Response> {
  return withSession(on, headOf(new Request(origin + path, init)), handler)
}

const from = (cookie: string, more: Record<string, string> = {}): RequestInit => ({ headers: { cookie, ...more } })
const cookieOf = (response: Response) => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''

const count: Handler<Data> = async (visit) => {
  const session = await visit.session()
  session.update('count', (n = 0) => n + 1)
  await session.commit()
  return text(String(session.get('count')))
}
const read: Handler<Data> = async (visit) => text(String((await visit.session()).get('count')))
const leave: Handler<Data> = async (visit) => {
  await (await visit.session()).destroy()
  return redirect('/')
}

describe('the session cookie', () => {
  test('S95 is Secure, HttpOnly, SameSite=Lax, __Host- and lives as long as the session can', async () => {
    const response = await ask(count)
    assert.match(
      response.headers.get('set-cookie') ?? '',
      /^__Host-session=[\w-]{22}\.[\w-]{22}; Max-Age=2592000; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    assert.equal(await (await ask(count, from(cookieOf(response)))).text(), '2')
  })

  test('is sent once, not again with every answer', async () => {
    const cookie = cookieOf(await ask(count))
    assert.deepEqual((await ask(count, from(cookie))).headers.getSetCookie(), [])
  })

  test('S101 is removed with the same attributes it was set with, so that the browser really drops it', async () => {
    const cookie = cookieOf(await ask(count))
    const response = await ask(leave, from(cookie))
    assert.match(
      response.headers.get('set-cookie') ?? '',
      /^__Host-session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    assert.equal(response.headers.get('vary'), 'Cookie')
  })

  test('S104 leaving without a session sets, removes and stores nothing (CVE-2015-5963, CVE-2015-5964)', async () => {
    for (const init of [from('__Host-session=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'), {}]) {
      const response = await ask(leave, init)
      assert.deepEqual(response.headers.getSetCookie(), [])
      assert.equal(response.headers.get('vary'), 'Cookie')
    }
    assert.deepEqual(
      { ...store.calls, load: 0, total: 0 },
      { load: 0, create: 0, save: 0, touch: 0, destroy: 0, total: 0 },
    )
  })

  test('of a session that begins again in the request that ended it is set once', async () => {
    const cookie = cookieOf(await ask(count))
    const response = await ask(async (visit) => {
      const session = await visit.session()
      await session.destroy()
      session.set('note', 'Until soon')
      return redirect('/')
    }, from(cookie))
    assert.equal(response.headers.getSetCookie().length, 1)
    assert.match(cookieOf(response), /^__Host-session=[\w-]{22}\.[\w-]{22}$/)
  })

  test('S97 can be forgotten when the browser closes, be Strict, and have a name of the app', async () => {
    const own = sessionsWith({ cookie: { name: 'kitchen', persistent: false, sameSite: 'Strict' } })
    const header = (await ask(count, {}, '/', own)).headers.get('set-cookie') ?? ''
    assert.match(header, /^__Host-kitchen=\S+; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  })

  test('twice in a request is an attack: neither opens a session', async () => {
    const cookie = cookieOf(await ask(count))
    const response = await ask(read, from(`${cookie}; __Host-session=BBBBBBBBBBBBBBBBBBBBBA.BBBBBBBBBBBBBBBBBBBBBA`))
    assert.equal(await response.text(), 'undefined')
  })

  test('stands beside cookies of the app, each in its own header', async () => {
    const response = await ask(async (visit) => {
      ;(await visit.session()).set('note', 'x')
      return { ...text('ok'), cookies: [serializeCookie('theme', 'dark'), serializeCookie('size', '16')] }
    })
    assert.deepEqual(
      response.headers.getSetCookie().map((cookie) => cookie.split('=')[0]),
      ['theme', 'size', '__Host-session'],
    )
  })
})

describe('what an answer costs and says', () => {
  test('S106 a page that never asks for the session makes no store call, sets no cookie and varies by nothing', async () => {
    const cookie = cookieOf(await ask(count))
    const calls = store.calls.total
    const response = await ask(
      () => html('<p>catalogue</p>', 200, { 'cache-control': 'public, max-age=60' }),
      from(cookie),
    )
    assert.equal(store.calls.total, calls)
    assert.equal(response.headers.get('vary'), null)
    assert.deepEqual(response.headers.getSetCookie(), [])
    assert.equal(response.headers.get('cache-control'), 'public, max-age=60')
  })

  test('a stranger who browses costs no store call, and the page may be kept by a shared cache', async () => {
    const response = await ask(async (visit) => {
      await visit.session()
      return html('<p>catalogue</p>', 200, { 'cache-control': 'public, max-age=60' })
    })
    assert.equal(store.calls.total, 0)
    assert.equal(response.headers.get('vary'), 'Cookie')
    assert.equal(response.headers.get('cache-control'), 'public, max-age=60')
    assert.deepEqual(response.headers.getSetCookie(), [])
  })

  test('a page of somebody known, or that sets a cookie, is never kept by a shared cache (CVE-2024-26144)', async () => {
    const cookie = cookieOf(await ask(count))
    const page: Handler<Data> = async (visit) => {
      await visit.session()
      return html('<p>2 in your cart</p>', 200, { vary: 'Accept-Language', 'cache-control': 'public, max-age=60' })
    }
    const response = await ask(page, from(cookie))
    assert.equal(response.headers.get('vary'), 'Accept-Language, Cookie')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
    assert.equal(
      (await ask(count)).headers.get('cache-control'),
      'private, no-cache',
      'nor is one that sets the cookie',
    )
  })

  test('no-store of the app is never weakened', async () => {
    const cookie = cookieOf(await ask(count))
    const page: Handler<Data> = async (visit) => {
      await visit.session()
      return html('', 200, { 'cache-control': 'no-store' })
    }
    assert.equal((await ask(page, from(cookie))).headers.get('cache-control'), 'no-store')
  })

  test('S111 every answer carries the security headers, refusals, redirects and those without a session too', async () => {
    const answers = [
      await ask(count),
      await ask(leave),
      await ask(count, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }),
    ]
    answers.push(withoutSession(sessions, text('broken', 500)))
    for (const { headers } of answers) {
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'same-origin')
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains')
    }
  })

  test('a Response made elsewhere is taken too, with its own headers kept', async () => {
    const response = await ask(async (visit) => {
      ;(await visit.session()).set('note', 'x')
      const foreign = new Response('made elsewhere', {
        status: 201,
        headers: { 'x-own': '1', 'x-frame-options': 'SAMEORIGIN' },
      })
      foreign.headers.append('set-cookie', 'theirs=1')
      return foreign
    })
    assert.equal(response.status, 201)
    assert.equal(await response.text(), 'made elsewhere')
    assert.equal(response.headers.get('x-own'), '1')
    assert.equal(response.headers.get('x-frame-options'), 'SAMEORIGIN')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
    assert.equal(response.headers.getSetCookie().length, 2)
  })

  test('a page that fails (5xx) stores nothing and sets no cookie', async () => {
    const response = await ask(async (visit) => {
      ;(await visit.session()).set('note', 'x')
      return text('broken', 500)
    })
    assert.equal(store.calls.total, 0)
    assert.deepEqual(response.headers.getSetCookie(), [])
  })

  test('an error of the handler reaches the app, and nothing is stored', async () => {
    const broken = ask(async (visit) => {
      ;(await visit.session()).set('note', 'x')
      throw new RangeError('a mistake')
    })
    await assert.rejects(broken, RangeError)
    assert.equal(store.calls.total, 0)
  })
})

describe('ends of a commit', () => {
  const slowWrite =
    (meanwhile: (session: Session<Data>) => unknown, cookie: string): Handler<Data> =>
    async (visit) => {
      const session = await visit.session()
      const seen = session.get('count') ?? 0
      await ask(async (other) => {
        await meanwhile(await other.session())
        return text('')
      }, from(cookie))
      session.set('count', seen + 1)
      return text('stored')
    }
  const script = { accept: 'application/json' }

  test('conflict: 409 with the code and what to do', async () => {
    const cookie = cookieOf(await ask(count))
    const response = await ask(
      slowWrite((other) => other.set('count', 50), cookie),
      from(cookie, script),
    )
    assert.equal(response.status, 409)
    const body = (await response.json()) as Record<string, unknown>
    assert.equal(body['code'], 'session/conflict')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(await (await ask(read, from(cookie))).text(), '50')
  })

  test('S100 gone: 409 for scripts, back to their page for people, and no cookie for either', async () => {
    for (const [headers, status, location] of [
      [script, 409, null],
      [{ 'sec-fetch-mode': 'cors' }, 409, null],
      [{ referer: `${origin}/products/bowl?size=2` }, 303, '/products/bowl?size=2'],
      [{ referer: 'https://evil.example/trap' }, 303, '/'],
      [{ referer: `${origin}//evil.example/trap` }, 303, '/'],
      [{}, 303, '/'],
    ] as const) {
      const cookie = cookieOf(await ask(count))
      const post = { method: 'POST', headers: { cookie, origin, ...headers } }
      const response = await ask(
        slowWrite((other) => other.destroy(), cookie),
        post,
      )
      assert.deepEqual([response.status, response.headers.get('location')], [status, location], JSON.stringify(headers))
      assert.deepEqual(response.headers.getSetCookie(), [])
    }
  })

  test('unavailable: 503 with Retry-After, reported, and no empty session instead', async () => {
    const cookie = cookieOf(await ask(count))
    for (const method of ['load', 'save'] as const) {
      const down = faultyStore(store, { methods: [method], call: 1, span: 'from-then-on', moment: 'before' })
      const response = await ask(count, from(cookie), '/', sessionsWith({ store: down }))
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '2')
      assert.deepEqual(response.headers.getSetCookie(), [])
    }
    assert.equal(reported.length, 2)
    assert.equal(await (await ask(read, from(cookie))).text(), '1')
  })

  test('too large: 413, not a crash', async () => {
    const response = await ask(async (visit) => {
      ;(await visit.session()).set('note', 'x'.repeat(70_000))
      return text('stored')
    })
    assert.equal(response.status, 413)
  })

  test('C14 an app makes its own answers, told once what was refused and where the person came from', async () => {
    const told: string[] = []
    const own = sessionsWith({
      failureReply: (failure, _head, back) => {
        told.push(failure.code)
        return html(`<a href="${back}">${failure.kind}</a>`, failure.status)
      },
    })
    const request = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site', referer: `${origin}/cart` } }
    const response = await ask(count, request, '/cart/add', own)
    assert.equal(response.status, 403)
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(await response.text(), '<a href="/cart">cross-site</a>')
    assert.deepEqual(told, ['csrf/cross-site'])
  })
})

describe('requests of other sites', () => {
  test('change nothing: the handler does not even run', async () => {
    const cookie = cookieOf(await ask(count))
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      const response = await ask(count, { method: 'POST', headers: { cookie, ...headers } })
      assert.equal(response.status, 403, JSON.stringify(headers))
    }
    assert.equal(await (await ask(read, from(cookie))).text(), '1')
  })

  test('our own forms and scripts, and clients without cookies, pass', async () => {
    const cookie = cookieOf(await ask(count))
    for (const headers of [{ cookie, 'sec-fetch-site': 'same-origin' }, { cookie, origin }, {}]) {
      assert.equal((await ask(count, { method: 'POST', headers })).status, 200)
    }
  })
})

describe('settings', () => {
  test('plain http that is not on this machine is refused: anybody on the way could steal sessions', () => {
    assert.throws(() => sessionsWith({ baseUrl: 'http://shop.example' }), { code: 'http/insecure-base-url' })
    assert.throws(() => sessionsWith({ baseUrl: 'http://localhost.evil.example' }), { code: 'http/insecure-base-url' })
    assert.equal(sessionsWith({ baseUrl: 'http://localhost:3000' }).cookie.name, '__Host-session')
    const weakened = sessionsWith({ baseUrl: 'http://shop.example', insecureHttp: true })
    assert.deepEqual([weakened.cookie.name, weakened.cookie.attributes.secure], ['session', false])
  })

  test('S94 Secure follows the base URL: it is there on https and on this machine, and away only where http was allowed', async () => {
    const cookieWith = async (options: Partial<SessionsOptions<Data>>) =>
      (await ask(count, {}, '/', sessionsWith(options))).headers.get('set-cookie') ?? ''
    for (const baseUrl of [origin, 'http://localhost:3000']) {
      assert.match(await cookieWith({ baseUrl }), /^__Host-session=.*; Secure; HttpOnly/)
    }
    const plain = await cookieWith({ baseUrl: 'http://shop.example', insecureHttp: true })
    assert.match(plain, /^session=\S+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('a cookie name with a prefix of its own is refused', () => {
    assert.throws(() => sessionsWith({ cookie: { name: '__Host-shop' } }), {
      code: 'http/bad-cookie-name',
      message: /"shop"/,
    })
  })

  test('a session without a cookie header lasts as the clock says, not as the browser claims', async () => {
    const clock = createFakeClock()
    const short = sessionsWith({
      store: createMemoryStore({ clock }),
      clock,
      idleTimeoutSeconds: 60,
      absoluteTimeoutSeconds: 120,
    })
    const cookie = cookieOf(await ask(count, {}, '/', short))
    clock.advance(59_999)
    assert.equal(await (await ask(read, from(cookie), '/', short)).text(), '1')
    clock.advance(60_001)
    assert.equal(await (await ask(read, from(cookie), '/', short)).text(), 'undefined')
  })
})
