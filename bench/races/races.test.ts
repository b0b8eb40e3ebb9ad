import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createMemoryStore } from 'comanda/store/memory'
import { createBrowser, withCookies } from './browser.ts'
import { type Contestant, contestants, versionOf } from './contestants.ts'
import { type Result, race } from './race.ts'
import { serve } from './serve.ts'
import { comandaShop } from './stacks/comanda.ts'
import { cellsOf } from './table.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'races.md'), 'utf8')
const NOTHING_LOST = ['kept', 'kept', 'kept', 'final', 'final', '200 kept']

const named = ({ library, home }: Contestant): string => `${library}, ${home}`
const table = /<!-- races: .*?<!-- \/races -->/s.exec(DOCUMENT)?.[0] ?? ''
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll('|', '').trim()))

function contestant(name: string): Contestant {
  const found = contestants.find((one) => named(one) === name)
  assert.ok(found, `Nobody of this name races: ${name}`)
  return found
}

function assertPublished(result: Result): void {
  const row = rows.find(([library, , home]) => library === result.contestant.library && home === result.contestant.home)
  assert.deepEqual(row, cellsOf(result), 'docs/races.md says something else: npm run bench:races')
}

for (const name of ['comanda, memory', 'comanda, SQLite']) {
  test(`nothing is lost over HTTP: ${name}`, async () => {
    const result = await race(contestant(name))
    assert.deepEqual(
      result.outcomes.map(({ words }) => words),
      NOTHING_LOST,
    )
    assert.ok(result.outcomes.every(({ lost }) => !lost))
    assertPublished(result)
  })
}

test('the races are real: a peer that saves whole sessions loses every one of them', async () => {
  const result = await race(contestant('express-session, JSON text, `resave` by default'))
  assert.deepEqual(
    result.outcomes.map(({ words }) => words),
    [
      'lost the fast item',
      'lost the fast key',
      'lost what was written',
      'old cookie still works',
      'old cookie still works',
      '13 kept',
    ],
  )
  assert.ok(result.outcomes.every(({ lost }) => lost))
  assertPublished(result)
})

test('a race in which nobody was slow proves nothing, and is refused', async () => {
  const open = () => comandaShop({ store: createMemoryStore() }, async () => {})
  await assert.rejects(
    race({ library: 'comanda', home: 'memory', mustKeepAll: true, open }),
    /answered before it looked anything up/,
  )
})

test('a shop that goes wrong without any race is not let in', async () => {
  const open = () => serve((_, response) => void response.end('{"user":"ana","lines":{}}'))
  await assert.rejects(race({ library: 'none', home: 'none', mustKeepAll: false, open }), { name: 'AssertionError' })
})

test('the table has a row for everybody who races, with the version they are pinned to', () => {
  const [, , ...published] = rows
  assert.deepEqual(
    published.map(([library, version, home]) => [library, version, home]),
    contestants.map((one) => [one.library, versionOf(one), one.home]),
  )
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
