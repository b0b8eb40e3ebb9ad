import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { honoSessions } from '../../adapter/hono.ts'
import { createSessions, json } from '../../http/index.ts'
import { createMemoryStore } from '../../store/memory.ts'
import type { SessionStore } from '../../store/store.ts'
import { historyContract } from '../history/history-contract.ts'
import { createBrowser, type SessionHome } from './home.ts'
import { httpHome } from './http-home.ts'
import { raceContract } from './race-contract.ts'
import { runSteps } from './request.ts'

const BASE_URL = 'http://localhost'

/** An app as people write it, with the one address that the races need. */
function appOn(store: SessionStore, wait: () => Promise<void>): Hono {
  const sessions = createSessions({ store, baseUrl: BASE_URL, report: () => {} })
  const page = honoSessions(sessions)
  return new Hono().post(
    '/steps',
    page(async ({ req }, visit) => json(await runSteps(await visit.session(), await req.json(), wait))),
  )
}

function twoServers(wait: () => Promise<void>): SessionHome {
  const store = createMemoryStore()
  const servers = [appOn(store, wait), appOn(store, wait)] as const
  return httpHome({ url: `${BASE_URL}/steps`, send: (request, engine) => servers[engine].fetch(request) })
}

raceContract('an app asked over HTTP, as two servers', ({ wait }) => ({ home: twoServers(wait) }))
historyContract('an app asked over HTTP, as two servers', () => ({ home: twoServers(async () => {}) }), { rounds: 2 })

const homeThatAnswers = (response: () => Response) =>
  httpHome({ url: `${BASE_URL}/steps`, send: () => Promise.resolve(response()) })

test('a 503 is not taken for "nothing happened"', async () => {
  const browser = createBrowser(homeThatAnswers(() => new Response('later', { status: 503 })))
  assert.deepEqual(await browser.request([]), { kind: 'unknown' })
})

test('an answer that no promise speaks of is an error, not a result', async () => {
  const browser = createBrowser(homeThatAnswers(() => new Response('no such page', { status: 404 })))
  await assert.rejects(browser.request([]), /answered the steps of a race with 404: no such page/)
})

test('a cookie is kept as it was sent, and forgotten when it is deleted', async () => {
  const cookies = ['session=abc; Path=/; HttpOnly', 'session=; Max-Age=0']
  const home = homeThatAnswers(
    () => new Response('{"kind":"ok","found":[]}', { headers: { 'set-cookie': cookies.shift() ?? '' } }),
  )
  const browser = createBrowser(home)
  await browser.request([])
  assert.equal(browser.cookie(), 'session=abc')
  await browser.request([])
  assert.equal(browser.cookie(), null)
})
