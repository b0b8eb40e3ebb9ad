import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCookie, serializeCookie } from '../cookie/index.ts'
import { addMessage, takeMessages } from '../message/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { RecordUnreadable } from '../store/store.ts'
import { countingStore, faultyStore } from '../testing/index.ts'
import { createSessions, type Handler, headOf, redirect, text, withCookies, withSession } from './index.ts'

const origin = 'https://shop.example'
const store = countingStore(createMemoryStore())
const sessions = createSessions<{ count: number }>({ store, baseUrl: origin })

function ask(handler: Handler<{ count: number }>, headers: Record<string, string> = {}): Promise<Response> {
  return withSession(sessions, headOf(new Request(origin, { headers })), handler)
}

test('a page that reads a cookie of the app is marked, so that no cache hands it to others, and costs no store call', async () => {
  const page: Handler<{ count: number }> = (visit) =>
    text(readCookie(visit.cookieHeader(), 'language') ?? 'en', 200, { 'cache-control': 'public, max-age=60' })
  const spanish = await ask(page, { cookie: 'language=es' })
  assert.equal(await spanish.text(), 'es')
  assert.equal(spanish.headers.get('vary'), 'Cookie')
  assert.equal(spanish.headers.get('cache-control'), 'private, no-cache')
  const byDefault = await ask(page)
  assert.equal(byDefault.headers.get('vary'), 'Cookie')
  assert.equal(byDefault.headers.get('cache-control'), 'public, max-age=60')
  assert.equal(store.calls.total, 0)
})

test('headers in any case replace the default ones, and are not sent twice', async () => {
  const reply = { 'Content-Type': 'text/css', 'Cache-Control': 'public, max-age=600', 'X-Frame-Options': 'SAMEORIGIN' }
  const response = await ask(async (visit) => {
    ;(await visit.session()).set('count', 1)
    return text('body {}', 200, reply)
  })
  assert.equal(response.headers.get('content-type'), 'text/css')
  assert.equal(response.headers.get('cache-control'), 'private, no-cache')
  assert.equal(response.headers.get('x-frame-options'), 'SAMEORIGIN')
})

test('cookies of the app go with any reply', async () => {
  const reply = withCookies(redirect('/'), serializeCookie('theme', 'dark'), serializeCookie('size', '16'))
  const response = await ask(() => withCookies(reply, serializeCookie('font', 'serif')))
  assert.deepEqual(
    response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]),
    ['theme=dark', 'size=16', 'font=serif'],
  )
})

test('what modules keep is not among the keys of the app, and the id for the logs opens nothing', async () => {
  let cookie = ''
  const made = await ask(async (visit) => {
    const session = await visit.session()
    assert.equal(session.id, null)
    session.set('count', 1)
    addMessage(session, 'info', 'hello')
    await session.commit()
    assert.deepEqual([session.keys(), session.entries()], [['count'], [['count', 1]]])
    return text(session.id ?? '')
  })
  cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const id = await made.text()
  assert.ok(cookie.includes(id))
  const byId: Handler<{ count: number }> = async (visit) => text(String((await visit.session()).get('count')))
  assert.equal(await (await ask(byId, { cookie: `__Host-session=${id}` })).text(), 'undefined')
  assert.equal(await (await ask(byId, { cookie })).text(), '1')
})

test('a prefetch counts no visit and uses no message up', async () => {
  const made = await ask(async (visit) => {
    addMessage(await visit.session(), 'info', 'hello')
    return text('')
  })
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page: Handler<{ count: number }> = async (visit) => {
    const session = await visit.session()
    return text(`${visit.passive} ${takeMessages(session).length}`)
  }
  for (const purpose of ['prefetch', 'prefetch;anonymous-client-ip', 'prefetch;prerender']) {
    assert.equal(await (await ask(page, { cookie, 'sec-purpose': purpose })).text(), 'true 1')
  }
  assert.equal(await (await ask(page, { cookie })).text(), 'false 1')
  assert.equal(await (await ask(page, { cookie })).text(), 'false 0')
})

/** Answered by a store that is away, to somebody who has a session. */
async function askInOutage(handler: Handler<{ count: number }>): Promise<[Response, unknown[]]> {
  const made = await ask(async (visit) => {
    ;(await visit.session()).set('count', 1)
    return text('')
  })
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const reported: unknown[] = []
  const away = createSessions<{ count: number }>({
    store: faultyStore(store, { call: 1, span: 'from-then-on', moment: 'before' }),
    baseUrl: origin,
    report: (error) => reported.push(error),
  })
  return [await withSession(away, headOf(new Request(origin, { headers: { cookie } })), handler), reported]
}

test('a page that does without the session is shown in an outage, which is reported once, and changes no cookie', async () => {
  const page: Handler<{ count: number }> = async (visit) => {
    const both = [await visit.sessionIfReadable(), await visit.sessionIfReadable()]
    return text(both.map((session) => session?.get('count')).join(), 200, { 'cache-control': 'public, max-age=60' })
  }
  const [response, reported] = await askInOutage(page)
  assert.deepEqual([response.status, await response.text(), reported.length], [200, ',', 1])
  assert.deepEqual(response.headers.getSetCookie(), [])
  assert.equal(response.headers.get('cache-control'), 'private, no-cache')
})

test('a handler that needs the session is answered with 503 in an outage, also if it swallows the failure', async () => {
  const swallowing: readonly Handler<{ count: number }>[] = [
    async (visit) => text(String(await visit.session().catch(() => 'none'))),
    async (visit) => text(String(await visit.csrfToken().catch(() => 'none'))),
    async (visit) => {
      const session = await visit.sessionIfReadable()
      return text(String(session ?? (await visit.session().catch(() => 'none'))))
    },
  ]
  for (const handler of swallowing) {
    const [response] = await askInOutage(handler)
    assert.equal(response.status, 503)
    assert.deepEqual(response.headers.getSetCookie(), [])
  }
})

test('a record that is damaged is 503 to who needs it, no empty session, and pages that do without it are shown', async () => {
  const made = await ask(async (visit) => {
    ;(await visit.session()).set('count', 1)
    return text('')
  })
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const damaged = createSessions<{ count: number }>({
    store: { ...store, load: async () => Promise.reject(new RecordUnreadable('It is not what Comanda wrote.')) },
    baseUrl: origin,
    report: () => {},
  })
  const askDamaged = (handler: Handler<{ count: number }>) =>
    withSession(damaged, headOf(new Request(origin, { headers: { cookie } })), handler)
  const saves = store.calls.save
  const needed = await askDamaged(async (visit) => {
    ;(await visit.session()).set('count', 2)
    return text('')
  })
  assert.equal(needed.status, 503)
  assert.match(needed.headers.get('retry-after') ?? '', /^\d+$/)
  const shown = await askDamaged(async (visit) => text(String(await visit.sessionIfReadable())))
  assert.deepEqual([shown.status, await shown.text()], [200, 'null'])
  assert.deepEqual([...needed.headers.getSetCookie(), ...shown.headers.getSetCookie()], [])
  assert.equal(store.calls.save, saves)
  assert.equal(
    await (await ask(async (visit) => text(String((await visit.session()).get('count'))), { cookie })).text(),
    '1',
  )
})

test('a session that can be read is the same one however it is asked for, and what is set is stored', async () => {
  const made = await ask(async (visit) => {
    const session = await visit.sessionIfReadable()
    assert.equal(session, await visit.session())
    session?.set('count', 7)
    return text('')
  })
  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const found = await ask(async (visit) => text(String((await visit.sessionIfReadable())?.get('count'))), { cookie })
  assert.equal(await found.text(), '7')
})
