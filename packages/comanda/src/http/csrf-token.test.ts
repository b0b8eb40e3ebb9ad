import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { countingStore } from '../testing/index.ts'
import { createSessions, type Handler, headOf, type Sessions, text, withSession } from './index.ts'

type Data = { count: number }

const origin = 'https://shop.example'
const secrets = createSecrets(['a secret of thirty-two bytes and more, for tests'])
const store = countingStore(createMemoryStore())
const sessionsWith = () => createSessions<Data>({ store, secrets, baseUrl: origin })

function ask(handler: Handler<Data>, init: RequestInit, on: Sessions<Data>): Promise<Response> {
  return withSession(on, headOf(new Request(origin, init)), handler)
}

const from = (cookie: string): RequestInit => ({ headers: { cookie } })
const cookieOf = (response: Response) => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''

const count: Handler<Data> = async (visit) => {
  const session = await visit.session()
  session.update('count', (n = 0) => n + 1)
  return text('counted')
}

describe('the token of our forms, for browsers that say nothing of where a request comes from', () => {
  async function visitor(on: Sessions<Data> = sessionsWith()) {
    const cookie = cookieOf(await ask(count, {}, on))
    const token = await (await ask(async (visit) => text((await visit.csrfToken()) ?? 'none'), from(cookie), on)).text()
    const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
      ask(count, { method: 'POST', headers: { cookie, 'content-length': '200', ...headers }, body }, on)
    return { cookie, token, post }
  }

  test('C11 C12 without it, or with a wrong one, the request is refused', async () => {
    const { token, post } = await visitor()
    assert.equal((await post(null)).status, 403)
    for (const wrong of ['', 'x', token.slice(1), `${token}A`, token.toLowerCase(), 'A'.repeat(86), '*'.repeat(86)]) {
      assert.equal((await post(null, { 'x-csrf-token': wrong })).status, 403, wrong)
      assert.equal((await post(new URLSearchParams({ csrf_token: wrong }))).status, 403, wrong)
    }
  })

  test('C15 C17 in a form or a header it is accepted, and the form reaches the handler whole', async () => {
    const on = sessionsWith()
    const { cookie, token, post } = await visitor(on)
    assert.equal((await post(null, { 'x-csrf-token': token })).status, 200)
    assert.equal((await post(new URLSearchParams({ csrf_token: token }))).status, 200)
    const form = new FormData()
    form.set('csrf_token', token)
    form.set('note', 'still here')
    const request = new Request(origin, { method: 'POST', headers: { cookie, 'content-length': '300' }, body: form })
    const answer = await withSession(on, headOf(request), async () =>
      text(String((await request.formData()).get('note'))),
    )
    assert.equal(await answer.text(), 'still here')
  })

  test('C20 is needed by PUT, PATCH and DELETE as well, and enough for them', async () => {
    const on = sessionsWith()
    const { cookie, token } = await visitor(on)
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const send = (headers: Record<string, string>) => ask(count, { method, headers: { cookie, ...headers } }, on)
      assert.equal((await send({ 'x-csrf-token': token })).status, 200, method)
      assert.equal((await send({})).status, 403, method)
    }
  })

  test('in the address it counts for nothing: addresses end in logs (csurf)', async () => {
    const on = sessionsWith()
    const { cookie, token } = await visitor(on)
    const address = `${origin}/?csrf_token=${token}&x-csrf-token=${token}`
    const request = new Request(address, { method: 'POST', headers: { cookie, 'content-length': '0' } })
    assert.equal((await withSession(on, headOf(request), count)).status, 403)
  })

  test('C58 asking for one writes nothing, and no cache may hand the page to others (CVE-2014-0473)', async () => {
    const on = sessionsWith()
    const { cookie } = await visitor(on)
    const calls = { ...store.calls }
    const page: Handler<Data> = async (visit) =>
      text((await visit.csrfToken()) ?? '', 200, { 'cache-control': 'public, max-age=60' })
    const response = await ask(page, from(cookie), on)
    assert.deepEqual({ ...store.calls }, { ...calls, load: calls.load + 1, total: calls.total + 1 })
    assert.deepEqual(response.headers.getSetCookie(), [])
    assert.equal(response.headers.get('vary'), 'Cookie')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
  })

  test('C60 on the page of an error it is as good as on any other', async () => {
    const on = sessionsWith()
    const { cookie, post } = await visitor(on)
    const failed = await ask(async (visit) => text((await visit.csrfToken()) ?? '', 500), from(cookie), on)
    assert.equal((await post(null, { 'x-csrf-token': await failed.text() })).status, 200)
  })

  test('C3 C24 C25 every page has another text of it, and all of them stay valid, also when one was used', async () => {
    const on = sessionsWith()
    const { cookie, token, post } = await visitor(on)
    const page: Handler<Data> = async (visit) => text((await visit.csrfToken()) ?? '')
    const other = await (await ask(page, from(cookie), on)).text()
    assert.notEqual(other, token)
    assert.equal((await post(null, { 'x-csrf-token': other })).status, 200)
    assert.equal((await post(null, { 'x-csrf-token': token })).status, 200)
  })

  test("of another visitor's session opens nothing (cookie tossing, CVE-2021-29624, CVE-2023-27495, csurf)", async () => {
    const on = sessionsWith()
    const [ana, mallory] = [await visitor(on), await visitor(on)]
    assert.equal((await ana.post(null, { 'x-csrf-token': mallory.token })).status, 403)
  })

  test('C6 of before a new session token opens nothing (CVE-2018-11406, CVE-2023-29020, Devise CSRF fixation)', async () => {
    const on = sessionsWith()
    const { cookie, token } = await visitor(on)
    const renew: Handler<Data> = async (visit) => {
      ;(await visit.session()).regenerate()
      return text('')
    }
    const renewed = cookieOf(await ask(renew, from(cookie), on))
    const headers = { cookie: renewed, 'x-csrf-token': token }
    assert.equal((await ask(count, { method: 'POST', headers }, on)).status, 403)
  })

  test('never helps a request that says it comes from elsewhere', async () => {
    const { token, post } = await visitor()
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      assert.equal((await post(null, { 'x-csrf-token': token, ...headers })).status, 403)
    }
  })

  test('C9 a stranger has none, and no session is made to hold one', async () => {
    const calls = store.calls.total
    const response = await ask(async (visit) => text((await visit.csrfToken()) ?? 'none'), {}, sessionsWith())
    assert.equal(await response.text(), 'none')
    assert.equal(store.calls.total, calls)
    assert.deepEqual(response.headers.getSetCookie(), [])
  })

  test('C39 a broken, endless or foreign body carries no token and breaks nothing (CVE-2022-23833, GHSA-hpwp-7w8r-373j)', async () => {
    const { token, post } = await visitor()
    const broken = { 'content-type': 'multipart/form-data; boundary=x' }
    assert.equal((await post(`--x\r\nbroken ${token}`, broken)).status, 403)
    assert.equal(
      (await post(JSON.stringify({ csrf_token: token }), { 'content-type': 'application/json' })).status,
      403,
    )
    // A boundary this long once made a parser search without end.
    const endless = { 'content-type': `multipart/form-data; boundary=${'x'.repeat(300)}` }
    assert.equal((await post(`--${'x'.repeat(300)}\r\n`.repeat(100), endless)).status, 403)
  })

  test('in a form whose length is not said, too large or said twice is not looked for (CVE-2026-34829, Hono bodyLimit)', async () => {
    const { token, post } = await visitor()
    const form = () => new URLSearchParams({ csrf_token: token })
    assert.equal((await post(form(), { 'content-length': '65536' })).status, 200)
    for (const length of ['65537', '1e9', '-1', 'NaN']) {
      assert.equal((await post(form(), { 'content-length': length })).status, 403, length)
    }
    assert.equal((await post(form(), { 'transfer-encoding': 'chunked' })).status, 403)
  })
})
