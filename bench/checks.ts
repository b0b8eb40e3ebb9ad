/**
 * Whether a server gives the right answers. Runs before anything is timed: a fast wrong answer is worth nothing.
 *
 * @module
 */
import assert from 'node:assert/strict'
import type { Server } from './server.ts'
import { PAGE_BYTES_MIN, page, STRANGER } from './stacks/page.ts'
import { type Durability, planOf, type StoreKind } from './stacks/stack.ts'
import { newVisitor } from './stacks/visitor.ts'
import { beginSession, OWN_SITE } from './visitors.ts'

/** The headers Comanda adds; none of the others sends them. */
const SECURITY_HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
]

/** What Redis and PostgreSQL say of themselves. */
const IN_MEMORY = { appendonly: 'no', appendfsync: 'always' }
const ON_DISK = { fsync: 'on', synchronous_commit: 'on' }

/** Rejects with an AssertionError at the first answer that is not as it should be. */
export async function checkAnswers(server: Server): Promise<void> {
  checkSize()
  switch (planOf(server.name).library) {
    case 'node':
    case 'hono':
      await checkPlain(server)
      return
    case 'comanda':
      await checkPlain(server)
      await checkSessions(server)
      await checkProtection(server)
      await checkDurability(server)
      return
    case 'express':
      await checkSessions(server)
      if (planOf(server.name).store === 'sqlite') await checkDurability(server)
      return
    case 'fastify':
    case 'django':
      await checkSessions(server)
      return
  }
}

function checkSize(): void {
  const bytes = JSON.stringify(newVisitor('visitor-0')).length
  assert.ok(bytes > 450 && bytes < 550, `a session has ${bytes} bytes, not about 500`)
  assert.ok(page(STRANGER, 0).length >= PAGE_BYTES_MIN, 'the page is too short')
}

async function checkPlain({ name, url }: Server): Promise<void> {
  const response = await fetch(`${url}/plain`)
  await expectPage(response, STRANGER, 0, `${name} /plain`)
  assert.equal(response.headers.has('set-cookie'), false, `${name} sets a cookie where no session is looked at`)
}

/** Every count comes out of the session, so it is right only if each request really read and wrote it. */
async function checkSessions({ name, url }: Server): Promise<void> {
  const ana = await beginSession(url, 'ana')
  const ben = await beginSession(url, 'ben')
  const get = async (cookie: string) => fetch(`${url}/read`, { headers: { cookie } })
  const post = async (path: string, cookie: string) =>
    fetch(url + path, { method: 'POST', headers: { cookie, ...OWN_SITE } })

  await expectPage(await fetch(`${url}/read`), STRANGER, 0, `${name} without a cookie`)
  await expectPage(await get(ana), 'ana', 0, `${name} /read`)
  for (const count of [1, 2, 3]) await expectPage(await post('/write', ana), 'ana', count, `${name} /write`)
  await expectPage(await post('/add', ana), 'ana', 4, `${name} /add`)
  await expectPage(await get(ana), 'ana', 4, `${name} /read after writing`)
  await expectPage(await get(ben), 'ben', 0, `${name} /read of another visitor`)
  await expectPage(await get(spoilt(ana)), STRANGER, 0, `${name} with a forged cookie`)
  assert.equal(
    (await (await get(ana)).bytes()).length,
    page('ana', 4).length,
    `${name} changed a session by reading it`,
  )
}

/** What only Comanda does is on while it is measured. */
async function checkProtection({ name, url }: Server): Promise<void> {
  const cookie = await beginSession(url, 'eve')
  const read = await fetch(`${url}/read`, { headers: { cookie } })
  for (const header of SECURITY_HEADERS) assert.ok(read.headers.has(header), `${name} does not send ${header}`)
  const crossSite = { cookie, 'sec-fetch-site': 'cross-site' }
  const refused = await fetch(`${url}/write`, { method: 'POST', headers: crossSite })
  assert.equal(refused.status, 403, `${name} takes a write from another site`)
}

async function checkDurability(server: Server): Promise<void> {
  const { durability } = await server.facts()
  assert.deepEqual(
    durability,
    durabilityOf(planOf(server.name).store),
    `${server.name} is not as durable as it should be`,
  )
}

/** What the database must say of its settings. */
function durabilityOf(store: StoreKind): Durability {
  switch (store) {
    case 'none':
    case 'memory':
    case 'files':
      return {}
    case 'sqlite':
      // 2 is FULL.
      return { journal_mode: 'wal', synchronous: '2' }
    case 'sqlite-normal':
      // 1 is NORMAL.
      return { journal_mode: 'wal', synchronous: '1' }
    case 'redis':
    case 'cluster':
      return IN_MEMORY
    case 'redis-always':
      return { appendonly: 'yes', appendfsync: 'always' }
    case 'cluster-users':
      return { ...IN_MEMORY, ...ON_DISK }
    case 'postgres':
    case 'cached':
      return ON_DISK
  }
}

async function expectPage(response: Response, visitor: string, count: number, what: string): Promise<void> {
  assert.equal(response.status, 200, what)
  assert.match(response.headers.get('content-type') ?? '', /^text\/html; ?charset=utf-8$/, what)
  assert.equal(await response.text(), page(visitor, count), what)
}

/** The cookie with another letter in the middle of its value. */
function spoilt(cookie: string): string {
  const at = cookie.indexOf('=') + 12
  return cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1)
}
