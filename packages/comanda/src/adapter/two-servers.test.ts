/**
 * The promises across processes: two servers, each a process of its own that speaks HTTP over TCP, on one store. This file
 * is both the test and the servers it starts: with a store and its place in its arguments it is a server.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { environmentOutsideTests } from '@comanda/test-kit/child'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Look, type SharedStore, sharedStores } from '../../proofs/shared-stores.ts'
import type { Place } from '../../proofs/stores.ts'
import { whyNot } from '../../proofs/why-not.ts'
import { createSessions, text, type Visit } from '../http/index.ts'
import type { SessionStore } from '../store/store.ts'
import { createGate } from '../testing/index.ts'
import { honoSessions } from './hono.ts'

const [name, words = ''] = process.argv.slice(2)
if (name === undefined) for (const [title, store] of Object.entries(sharedStores)) promises(title, store)
else runServer(await storeNamed(name).open(words, true))

type Data = { user: string; count: number }

function storeNamed(name: string): SharedStore {
  const store = sharedStores[name]
  assert.ok(store, name)
  return store
}

/** A server whose slow requests stop at a gate, so that the other server is certain to come in between. */
function runServer(store: SessionStore): void {
  const sessions = createSessions<Data>({ store, baseUrl: 'http://localhost' })
  const page = honoSessions(sessions)
  const gate = createGate<'slow'>()
  const countUp = async (visit: Visit<Data>) => (await visit.session()).update('count', (count = 0) => count + 1)
  const app = new Hono()
  app.post(
    '/sign-in',
    page(async (_, visit) => {
      ;(await visit.session()).set('user', 'ana')
      return text('signed in')
    }),
  )
  app.post(
    '/sign-out',
    page(async (_, visit) => {
      await (await visit.session()).destroy()
      return text('signed out')
    }),
  )
  app.get(
    '/count',
    page(async (_, visit) => text(`${(await visit.session()).get('user')} ${(await visit.session()).get('count')}`)),
  )
  app.post(
    '/count',
    page(async (_, visit) => {
      await countUp(visit)
      return text('counted')
    }),
  )
  app.post(
    '/count-slowly',
    page(async (_, visit) => {
      await countUp(visit)
      await gate.pass('slow')
      return text('counted')
    }),
  )
  app.get(
    '/read-slowly',
    page(async (_, visit) => {
      const session = await visit.session()
      await gate.pass('slow')
      return text(`${session.get('user')}`)
    }),
  )
  app.put('/gate', (c) => {
    gate.hold('slow')
    return c.text('held')
  })
  app.get('/gate', async (c) => {
    await gate.reached('slow')
    return c.text('reached')
  })
  app.delete('/gate', (c) => {
    gate.release('slow')
    return c.text('released')
  })
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    process.stdout.write(`http://127.0.0.1:${port}\n`),
  )
}

function promises(name: string, store: SharedStore): void {
  describe(`two server processes on one store: ${name}`, { skip: whyNot(store) }, () => {
    let place: Place
    let look: Look
    const children: ChildProcess[] = []
    const addresses: string[] = []

    async function startServer(): Promise<string> {
      const env = environmentOutsideTests()
      const child = spawn(process.execPath, [import.meta.filename, name, place.words], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      const [line] = await once(child.stdout, 'data')
      return String(line).trim()
    }

    before(async () => {
      place = await store.newPlace()
      look = await store.look(place.words)
      addresses.push(await startServer(), await startServer())
      // Until both look at the same place in different processes, nothing here proves anything.
      assert.notEqual(children[0]?.pid, children[1]?.pid)
    })
    after(async () => {
      for (const child of children) {
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      await look.close()
      await place.remove()
    })

    function send(server: 0 | 1, method: string, path: string, cookie?: string): Promise<Response> {
      const headers = cookie ? { cookie, origin: 'http://localhost' } : {}
      return fetch(`${addresses[server]}${path}`, { method, headers })
    }

    async function signIn(): Promise<string> {
      const response = await send(0, 'POST', '/sign-in')
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
      assert.ok(cookie)
      return cookie
    }

    /** At both, and nothing is left of it below the store, where it would not show. */
    async function checkEnded(cookie: string): Promise<void> {
      for (const server of [0, 1] as const)
        assert.equal(await (await send(server, 'GET', '/count', cookie)).text(), 'undefined undefined')
      assert.deepEqual(await look.keptOf(idIn(cookie)), [])
    }

    test('200 parallel updates spread over both make 200, all answered OK', async () => {
      const cookie = await signIn()
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, nth) => send(nth % 2 === 0 ? 0 : 1, 'POST', '/count', cookie)),
      )
      assert.deepEqual(
        answers.map(({ status }) => status),
        Array.from({ length: 200 }, () => 200),
      )
      assert.equal(await (await send(1, 'GET', '/count', cookie)).text(), 'ana 200')
    })

    test('S43 S44 a sign-out at one during a slow writer at the other is final (CVE-2025-46336, CVE-2025-32441)', async () => {
      const cookie = await signIn()
      await send(0, 'PUT', '/gate')
      const slow = send(0, 'POST', '/count-slowly', cookie)
      await send(0, 'GET', '/gate')
      assert.equal((await send(1, 'POST', '/sign-out', cookie)).status, 200)
      await send(0, 'DELETE', '/gate')
      assert.equal((await slow).status, 409)
      await checkEnded(cookie)
    })

    test('a sign-out at one during a slow reader at the other is final (session-file-store 55)', async () => {
      const cookie = await signIn()
      await send(1, 'PUT', '/gate')
      const slow = send(1, 'GET', '/read-slowly', cookie)
      await send(1, 'GET', '/gate')
      assert.equal((await send(0, 'POST', '/sign-out', cookie)).status, 200)
      await send(1, 'DELETE', '/gate')
      const answer = await slow
      assert.equal(await answer.text(), 'ana', 'it may still show what it had read')
      assert.deepEqual(answer.headers.getSetCookie(), [])
      await checkEnded(cookie)
    })

    test('a sign-out at one is final at the other, which has just read the session', async () => {
      const cookie = await signIn()
      // The first request moves the end of the session on, and so changes it.
      for (let reads = 0; reads < 2; reads += 1)
        assert.equal(await (await send(1, 'GET', '/count', cookie)).text(), 'ana undefined')
      assert.deepEqual(await look.keptOf(idIn(cookie)), store.keeps)
      assert.equal((await send(0, 'POST', '/sign-out', cookie)).status, 200)
      await checkEnded(cookie)
    })

    test('a slow writer at one keeps what the other stored meanwhile (express-session resave)', async () => {
      const cookie = await signIn()
      await send(0, 'PUT', '/gate')
      const slow = send(0, 'POST', '/count-slowly', cookie)
      await send(0, 'GET', '/gate')
      assert.equal((await send(1, 'POST', '/count', cookie)).status, 200)
      await send(0, 'DELETE', '/gate')
      assert.equal((await slow).status, 200)
      assert.equal(await (await send(1, 'GET', '/count', cookie)).text(), 'ana 2')
    })
  })
}

function idIn(cookie: string): string {
  return cookie.split('=')[1]?.split('.')[0] ?? ''
}
