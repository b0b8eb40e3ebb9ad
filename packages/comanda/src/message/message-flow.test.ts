import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSessions, type Handler, headOf, html, redirect, withSession } from '../http/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { addMessage, MESSAGE_LEVELS, type MessageLevel, takeMessages } from './index.ts'

const origin = 'https://shop.example'
const sessions = createSessions({ store: createMemoryStore(), baseUrl: origin })
const texts = ['one', 'two', 'three', 'four', 'five']

const page: Handler<Record<string, unknown>> = async (visit) => {
  const session = await visit.session()
  const messages = takeMessages(session, 'debug')
  return html(messages.map(({ level, text }) => `<p class="${level}">${text}</p>`).join(''))
}

/** Posts a form that leaves five messages, and gives the cookie with which the browser goes on to `location`. */
async function postFive(level: MessageLevel): Promise<{ cookie: string; location: string }> {
  const form = new Request(`${origin}/add`, { method: 'POST', headers: { origin } })
  const answer = await withSession(sessions, headOf(form), async (visit) => {
    for (const text of texts) addMessage(await visit.session(), level, text)
    return redirect('/page')
  })
  assert.equal(answer.status, 303)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { cookie, location: answer.headers.get('location') ?? '' }
}

async function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<string> {
  return (await withSession(sessions, headOf(new Request(origin + path, { method, headers })), page)).text()
}

test('M9 five messages of a form are on the page it leads to, in order and once, at every level', async () => {
  for (const level of MESSAGE_LEVELS) {
    const { cookie, location } = await postFive(level)
    assert.equal(await get(location, { cookie }), texts.map((text) => `<p class="${level}">${text}</p>`).join(''))
    assert.equal(await get(location, { cookie }), '')
  }
})

test('HEAD, prefetch and prerender leave messages for the page that is seen', async () => {
  const { cookie, location } = await postFive('info')
  const seen = texts.map((text) => `<p class="info">${text}</p>`).join('')
  await get(location, { cookie }, 'HEAD')
  for (const purpose of ['prefetch', 'prefetch;prerender']) await get(location, { cookie, 'sec-purpose': purpose })
  assert.equal(await get(location, { cookie }), seen)
})
