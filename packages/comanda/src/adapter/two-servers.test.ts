/**
 * The promises across processes: two servers, each a process of its own that speaks HTTP over TCP, on one SQLite file or
 * one PostgreSQL. This file is both the test and the servers it starts: with a place in its arguments it is a server.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { environmentOutsideTests } from '@comanda/test-kit/child'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { createSessions, text, type Visit } from '../http/index.ts'
import { createPostgresStore, migratePostgresStore } from '../store/postgres.ts'
import { createSqliteStore } from '../store/sqlite.node.ts'
import type { SessionStore } from '../store/store.ts'
import { createGate } from '../testing/index.ts'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { honoSessions } from './hono.ts'

const [place] = process.argv.slice(2)
if (place === undefined) tests()
else runServer(place)

type Data = { user: string; count: number }

/** The store in a file, or behind an address. */
function openStore(place: string): SessionStore & { close(): Promise<void> } {
  if (!place.startsWith('postgres:')) return createSqliteStore({ path: place })
  const pool = newPool(place)
  return { ...createPostgresStore({ ...PATIENT, pool }), close: () => pool.end() }
}

function newPool(connectionString: string): pg.Pool {
  return new pg.Pool({ connectionString, ...PATIENT_POOL })
}

/** A server whose slow requests stop at a gate, so that the other server is certain to come in between. */
function runServer(place: string): void {
  const sessions = createSessions<Data>({ store: openStore(place), baseUrl: 'http://localhost' })
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

function tests(): void {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-servers-'))
  after(() => rmSync(folder, { recursive: true }))
  describe('two server processes on one SQLite file', () => promises(async () => join(folder, 'sessions.sqlite')))
  describe('two server processes on one PostgreSQL', { skip: whyNoPostgres() }, () =>
    promises(async () => {
      const url = await newPostgresDatabase('servers')
      const pool = newPool(url)
      await migratePostgresStore(pool)
      await pool.end()
      return url
    }),
  )
}

function promises(newPlace: () => Promise<string>): void {
  let place = ''
  const children: ChildProcess[] = []
  const addresses: string[] = []

  async function startServer(): Promise<string> {
    const env = environmentOutsideTests()
    const child = spawn(process.execPath, [import.meta.filename, place], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const [line] = await once(child.stdout, 'data')
    return String(line).trim()
  }

  before(async () => {
    place = await newPlace()
    addresses.push(await startServer(), await startServer())
    // Until both look at the same file in different processes, nothing here proves anything.
    assert.notEqual(children[0]?.pid, children[1]?.pid)
  })
  after(async () => {
    for (const child of children) {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
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

  async function recordOf(cookie: string): Promise<unknown> {
    const store = openStore(place)
    const record = await store.load(cookie.split('=')[1]?.split('.')[0] ?? '')
    await store.close()
    return record
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
    assert.equal(await (await send(0, 'GET', '/count', cookie)).text(), 'undefined undefined')
    assert.equal(await recordOf(cookie), null)
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
    assert.equal(await (await send(1, 'GET', '/count', cookie)).text(), 'undefined undefined')
    assert.equal(await recordOf(cookie), null)
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
}
