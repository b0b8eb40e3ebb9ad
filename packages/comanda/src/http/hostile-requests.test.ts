import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory.ts'
import { type CountingStore, countingStore } from '../testing/index.ts'
import { createSessions, type Handler, headOf, type RequestHead, type Sessions, text, withSession } from './index.ts'

type Data = { count: number }

const origin = 'https://shop.example'
let store: CountingStore
let told: string[]
let sessions: Sessions<Data>

beforeEach(() => {
  told = []
  store = countingStore(createMemoryStore())
  const tell = (what: unknown) => told.push(JSON.stringify(what))
  sessions = createSessions<Data>({ store, baseUrl: origin, observe: tell, report: tell })
})

const count: Handler<Data> = async (visit) => {
  const session = await visit.session()
  session.update('count', (n = 0) => n + 1)
  return text('counted')
}
const read: Handler<Data> = async (visit) => text(String((await visit.session()).get('count')))

function ask(handler: Handler<Data>, init: RequestInit = {}): Promise<Response> {
  return withSession(sessions, headOf(new Request(`${origin}/cart`, init)), handler)
}

/** A request as other servers may hand it over: nothing in it was looked at by anybody. */
function rawHead(method: string, path: string, headers: Readonly<Record<string, string>>): RequestHead {
  return { method, path, header: (name) => headers[name], formField: async () => null }
}

async function cookieWithOne(): Promise<string> {
  return (await ask(count)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function assertRefused(cookie: string, headers: Record<string, string>): Promise<void> {
  const response = await ask(count, { method: 'POST', headers: { cookie, ...headers } })
  assert.equal(response.status, 403, JSON.stringify(headers))
  assert.equal(await (await ask(read, { headers: { cookie } })).text(), '1')
}

describe('what proves nothing about where a request comes from', () => {
  test('the kind of its body, in any case or missing, and X-Requested-With (CVE-2024-43787, CVE-2024-48913)', async () => {
    const cookie = await cookieWithOne()
    const types = ['Application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'application/json', 'x']
    for (const type of types) {
      await assertRefused(cookie, { 'content-type': type })
      await assertRefused(cookie, { 'content-type': type, origin: 'https://evil.example' })
    }
    await assertRefused(cookie, {})
  })

  test('headers any script can set (CVE-2011-0447, CVE-2011-0696)', async () => {
    const cookie = await cookieWithOne()
    await assertRefused(cookie, { 'x-requested-with': 'XMLHttpRequest' })
    await assertRefused(cookie, { 'x-requested-with': 'XMLHttpRequest', origin: 'https://evil.example' })
    await assertRefused(cookie, { accept: 'application/json', authorization: 'Bearer x' })
  })

  test('names that only look like the right header (CVE-2015-0219)', async () => {
    const cookie = await cookieWithOne()
    for (const name of ['sec_fetch_site', 'sec.fetch.site', 'x-sec-fetch-site', 'http-sec-fetch-site']) {
      await assertRefused(cookie, { [name]: 'same-origin' })
      await assertRefused(cookie, { [name]: 'same-origin', 'sec-fetch-site': 'cross-site' })
    }
  })

  test('C48 the Referer: it neither helps a request nor hurts one whose Origin is ours', async () => {
    const cookie = await cookieWithOne()
    await assertRefused(cookie, { referer: `${origin}/cart` })
    await assertRefused(cookie, { referer: `${origin}/cart`, origin: 'https://evil.example' })
    const headers = { cookie, origin, referer: 'https://evil.example/' }
    assert.equal((await ask(count, { method: 'POST', headers })).status, 200)
  })

  test('C28 C29 C32 C33 the Host, however it is written: the base URL decides (CVE-2011-4139, CVE-2012-4520)', async () => {
    const cookie = await cookieWithOne()
    for (const host of [
      'evil.example',
      '@evil.example',
      'shop.example:x',
      'a b',
      '[::',
      '',
      'user:pass@shop.example',
    ]) {
      for (const more of [{ origin: 'https://evil.example' }, { referer: 'https://evil.example/' }, {}]) {
        const head = rawHead('POST', '/cart', { cookie, host, ...more })
        assert.equal((await withSession(sessions, head, count)).status, 403, host)
      }
      const ours = rawHead('POST', '/cart', { cookie, host, origin })
      assert.equal((await withSession(sessions, ours, count)).status, 200, host)
    }
  })

  test('headers of proxies: https and our own address are settings (CVE-2019-12781, CVE-2026-32762, CVE-2026-34835)', async () => {
    const forwarded = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
      forwarded: 'host="evil.example";proto=http',
      'x-original-url': '/admin',
    }
    const cookie = await cookieWithOne()
    await assertRefused(cookie, { ...forwarded, origin: 'https://evil.example' })
    const response = await ask(count, { headers: forwarded })
    assert.match(response.headers.get('set-cookie') ?? '', /^__Host-session=.*; Secure;/)
    assert.match(response.headers.get('strict-transport-security') ?? '', /max-age/)
  })
})

describe('hostile headers', () => {
  const hostileCookies = [
    '=',
    ';;;',
    '__Host-session',
    '__Host-session=',
    '__Host-session=%',
    '__Host-session=null',
    '__Host-session={"id":1}',
    '__Host-session=__proto__',
    '__Host-session=../../etc/passwd',
    `__Host-session=${'A'.repeat(22)}.${'A'.repeat(22)}`,
    `__Host-session=${'x'.repeat(15_000)}`,
    `__Host-session=${'x'.repeat(100_000)}`,
    '\u2028__Host-session=x',
  ]

  test('a broken cookie is a stranger, who can go on: never an error (CVE-2014-4179)', async () => {
    for (const cookie of hostileCookies) {
      const response = await withSession(sessions, rawHead('GET', '/', { cookie }), count)
      assert.equal(response.status, 200, cookie.slice(0, 40))
      assert.match(response.headers.get('set-cookie') ?? '', /^__Host-session=[\w-]{22}\.[\w-]{22};/)
    }
  })

  test('a header called __proto__ is a header (CVE-2026-21710)', async () => {
    const response = await ask(count, { headers: [['__proto__', 'x']] })
    assert.equal(response.status, 200)
  })

  test('nothing a visitor sent is repeated to logs and observers (CVE-2025-48432, CVE-2025-25184, CVE-2025-27111)', async () => {
    const injection = 'INJECTED\r\nlevel=admin\u001b[31m'
    for (const cookie of [...hostileCookies, `__Host-session=${injection}`, injection]) {
      const headers = { cookie, origin: injection, referer: injection, 'sec-fetch-site': injection, host: injection }
      for (const method of ['GET', 'POST', injection]) {
        await withSession(sessions, rawHead(method, `/${injection}`, headers), read)
      }
    }
    assert.ok(told.length > 0)
    for (const line of told) assert.match(line, /^\{"kind":"stranger","reason":"[a-z-]+"\}$/)
  })
})

describe('the way back after a failure (CVE-2014-3730, CVE-2015-0220, CVE-2016-2512, CVE-2017-7233, CVE-2026-40295)', () => {
  test('C30 a page that a browser would look for elsewhere is "/" (CVE-2017-16652, CVE-2018-19790, CVE-2024-50345)', async () => {
    const backs: string[] = []
    const withBacks = createSessions<Data>({
      store,
      baseUrl: origin,
      failureReply: (_failure, _head, back) => {
        backs.push(back)
        return text('')
      },
    })
    let id = ''
    const gone: Handler<Data> = async (visit) => {
      const session = await visit.session()
      session.update('count', (n = 0) => n + 1)
      await store.destroy(id)
      return text('')
    }
    const backFor = async (method: string, path: string, referer: string): Promise<string> => {
      const cookie = await cookieWithOne()
      id = cookie.split('=')[1]?.split('.')[0] ?? ''
      await withSession(withBacks, rawHead(method, path, { cookie, origin, referer }), gone)
      assert.equal(backs.length, 1)
      return backs.pop() ?? ''
    }
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '///evil.example',
      '/x/..//evil.example',
      'https:evil.example',
      'https://evil.example/',
      'https://shop.example@evil.example/',
      'https://shop.example.evil.example/',
      'javascript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,x',
      'https://[',
      'https://',
      '',
      'ñ',
    ]
    for (const one of elsewhere) {
      for (const back of [
        await backFor('POST', '/cart/add', one),
        await backFor('POST', '/cart/add', `${origin}${one}`),
        await backFor('GET', one, ''),
      ]) {
        assert.equal(new URL(back, origin).origin, origin, `${JSON.stringify(one)} led to ${back}`)
        assert.match(back, /^\/(?![/\\])/, JSON.stringify(one))
      }
    }
    assert.equal(await backFor('POST', '/cart/add', `${origin}/cart?a=1`), '/cart?a=1')
    assert.equal(await backFor('GET', '/cart?a=1', ''), '/cart?a=1')
  })
})
