import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import { newRedisDatabase, type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { createMemoryStore } from 'comanda/store/memory'
import { whyNoDjango } from '../django/find-django.ts'
import { createBrowser, withCookies } from './browser.ts'
import { type Contestant, contestants, needsOf, versionOf } from './contestants.ts'
import { type Result, race } from './race.ts'
import { serve } from './serve.ts'
import type { Servers } from './servers.ts'
import { comandaShop } from './stacks/comanda.ts'
import { findRow, publishedRows, raceTables, rowOf } from './table.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'races.md'), 'utf8')
const NOTHING_LOST = ['kept', 'kept', 'kept', 'final', 'final', '200 kept']

const published = publishedRows(DOCUMENT)
const named = ({ library, store }: Contestant): string => `${library}, ${store}`
const wordsOf = ({ outcomes }: Result): string[] => outcomes.map(({ words }) => words)

const clusters: RedisCluster[] = []
after(() => Promise.all(clusters.map((cluster) => cluster.stop())))
const servers: Servers = {
  postgres: () => newPostgresDatabase('races'),
  redis: newRedisDatabase,
  async redisCluster() {
    const cluster = await startRedisCluster()
    clusters.push(cluster)
    return cluster.nodes.map(({ url }) => url)
  },
}

/** Why a contestant cannot race on this machine, or false. */
function whyNot(contestant: Contestant): string | false {
  const reasons = { PostgreSQL: whyNoPostgres, Redis: whyNoRedis, Django: whyNoDjango }
  const [reason = false] = needsOf(contestant).flatMap((need) => reasons[need]() || [])
  return reason
}

/** The first whose name begins so. */
function contestant(beginning: string): Contestant {
  const found = contestants.find((one) => named(one).startsWith(beginning))
  assert.ok(found, `Nobody of this name races: ${beginning}`)
  return found
}

/** The version is left out: that of Django is the machine's. */
function assertPublished(result: Result): void {
  const [, , ...words] = findRow(published, result.contestant)?.cells ?? []
  assert.deepEqual(words, rowOf(result).cells.slice(2), 'docs/races.md says something else: npm run bench:races')
}

for (const one of contestants.filter(({ mustKeepAll }) => mustKeepAll)) {
  test(`nothing is lost over HTTP: ${named(one)}`, { skip: whyNot(one) }, async () => {
    const result = await race(one, servers)
    assert.deepEqual(wordsOf(result), NOTHING_LOST)
    assert.ok(result.outcomes.every(({ lost }) => !lost))
    assertPublished(result)
  })
}

test('the races are real: a peer that saves whole sessions loses every one of them', async () => {
  const result = await race(contestant('express-session, session-file-store'), servers)
  assert.deepEqual(wordsOf(result), [
    'lost the fast item',
    'lost the fast key',
    'lost what was written',
    'old cookie still works',
    'old cookie still works',
    '13 kept',
  ])
  assert.ok(result.outcomes.every(({ lost }) => lost))
  assertPublished(result)
})

const onRedis = contestant('express-session, connect-redis')
test('the races are real on a server too: the same Redis loses what a peer writes there', {
  skip: whyNot(onRedis),
}, async () => {
  const result = await race(onRedis, servers)
  assert.deepEqual(wordsOf(result), [
    'lost the fast item',
    'lost the fast key',
    'kept',
    'old cookie still works',
    'final',
    '13 kept',
  ])
  assertPublished(result)
})

const djangoOnRedis = contestant('Django, `cache`')
test('the races are real in another process: Django waits for what it looks up here', {
  skip: whyNot(djangoOnRedis),
}, async () => {
  const result = await race(djangoOnRedis, servers)
  assert.deepEqual(wordsOf(result), ['lost the fast item', 'lost the fast key', 'kept', 'final', 'final', '13 kept'])
  assertPublished(result)
})

test('a race in which nobody was slow proves nothing, and is refused', async () => {
  const open = () => comandaShop({ store: createMemoryStore() }, async () => {})
  await assert.rejects(
    race({ place: 'memory', library: 'comanda', store: 'memory store', mustKeepAll: true, open }, servers),
    /answered before it looked anything up/,
  )
})

test('a shop that goes wrong without any race is not let in', async () => {
  const open = () => serve((_, response) => void response.end('{"user":"ana","lines":{}}'))
  await assert.rejects(race({ place: 'memory', library: 'none', store: 'none', mustKeepAll: false, open }, servers), {
    name: 'AssertionError',
  })
})

test('the tables have a row for everybody who races, with the version they are pinned to', () => {
  assert.deepEqual(
    published.map(({ place, cells: [library, , store] }) => [place, library, store]),
    contestants.map(({ place, library, store }) => [place, library, store]),
  )
  for (const one of contestants) {
    const version = findRow(published, one)?.cells[1] ?? ''
    // Nobody is pinned to a Django: it was that of the machine of the run.
    if (needsOf(one).includes('Django')) assert.match(version, /^\d+\.\d+(\.\d+)?$/)
    else assert.equal(version, versionOf(one), named(one))
  }
})

test('who cannot race on a machine stays in the tables as published', () => {
  assert.deepEqual(publishedRows(`<!-- races: again -->\n${raceTables(published)}\n<!-- /races -->`), published)
  const elsewhere = contestant('Django, `signed_cookies`')
  assert.equal(findRow(published, elsewhere)?.place, 'the cookie')
  assert.equal(findRow([], elsewhere), undefined)
})

test('the last Set-Cookie of a name stays, as in a browser, and a deletion deletes', () => {
  const jar = withCookies(new Map(), ['a=1; Path=/', 'b=x=y; Secure; HttpOnly', 'a=2'])
  assert.deepEqual(Object.fromEntries(jar), { a: '2', b: 'x=y' })
  assert.deepEqual(Object.fromEntries(withCookies(jar, ['a=; Max-Age=0', 'b=3; max-age=60'])), { b: '3' })
  assert.deepEqual(Object.fromEntries(withCookies(jar, ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])), { b: 'x=y' })
})

test('cookies are taken in the order of answers, not of requests', async () => {
  const waiting: (() => void)[] = []
  const shop = await serve((request, response) => {
    const answer = () => response.setHeader('set-cookie', `page=${request.url}`).end(request.headers.cookie)
    if (request.url === '/slow') waiting.push(answer)
    else answer()
  })
  try {
    const browser = createBrowser(shop.url)
    const slow = browser.get('/slow')
    while (waiting.length === 0) await browser.get('/fast')
    for (const answer of waiting) answer()
    await slow
    assert.equal((await browser.get('/then')).body, 'page=/slow')
  } finally {
    await shop.close()
  }
})
