import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Failure, Reply, RequestHead } from 'comanda/http'
import { loadAssets } from '../assets.ts'
import type { LayoutShop } from '../layout/layout.ts'
import { failureReplyOf } from './failure-reply.ts'
import { type Problem, problemReply } from './problem-reply.ts'

const shop = {
  settings: { shopName: 'Tea & Co', baseUrl: 'http://localhost:3000' },
  assets: loadAssets(),
} as LayoutShop

function head(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): RequestHead {
  return { method, path, header: (name) => headers[name], formField: async () => null }
}

const notFound: Problem = { name: 'not-found', status: 404, code: 'shop/not-found' }

function pageOf(reply: Reply): string {
  assert.equal(reply.headers['content-type'], 'text/html; charset=utf-8')
  return String(reply.body)
}

function jsonOf(reply: Reply): Record<string, unknown> {
  assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8')
  return JSON.parse(String(reply.body)) as Record<string, unknown>
}

test('people are told in the language of the address, with a way on', () => {
  const english = problemReply(shop, notFound, head('/nowhere?a=1'))
  assert.equal(english.status, 404)
  assert.match(
    pageOf(english),
    /<html lang="en">[\s\S]*<h1>This page is not here<\/h1>[\s\S]*<a class="button" href="\/">/,
  )
  const spanish = pageOf(problemReply(shop, notFound, head('/es/nada')))
  assert.match(
    spanish,
    /<html lang="es">[\s\S]*<h1>Esta página no está aquí<\/h1>[\s\S]*<a class="button" href="\/es">/,
  )
})

test('what was asked for is not repeated on the page (reflected scripts)', () => {
  assert.doesNotMatch(pageOf(problemReply(shop, notFound, head('/"><script>alert(1)</script>'))), /alert/)
})

test('scripts are told as JSON, in the language of the address: by path, by what they accept, by how they ask', () => {
  const asking = [
    head('/es/cart.js?x=1'),
    head('/es/cart/add.js', {}, 'POST'),
    head('/es/cart.json'),
    head('/es/cart', { accept: 'application/json' }),
    head('/es/cart', { 'x-requested-with': 'XMLHttpRequest' }),
    head('/es/cart', { 'sec-fetch-mode': 'cors' }),
  ]
  for (const one of asking) {
    const { status, code, message, description, errors } = jsonOf(problemReply(shop, notFound, one))
    assert.deepEqual(
      { status, code, message },
      { status: 404, code: 'shop/not-found', message: 'Esta página no está aquí' },
    )
    assert.equal(description, errors)
  }
})

test('a failure of ours gives the reference by which the log knows it', () => {
  const reply = problemReply(shop, { name: 'failed', status: 500, code: 'shop/failed', requestId: 'r-1' }, head('/'))
  assert.match(pageOf(reply), /reference: r-1/)
})

const reply = failureReplyOf(shop)

function failure(kind: Failure['kind'], status: Failure['status']): Failure {
  return { kind, status, code: `session/${kind}`, message: 'In English.', retryAfterSeconds: status === 503 ? 2 : null }
}

test('who lost the session meanwhile goes back to their page, which will say so', async () => {
  const gone = await reply(failure('gone', 409), head('/es/cart/add', {}, 'POST'), '/es/products/bowl?variant=3')
  assert.equal(gone.status, 303)
  assert.equal(gone.headers['location'], '/es/products/bowl?variant=3&notice=ended')
})

test('a script that lost the session is told so', async () => {
  const gone = await reply(failure('gone', 409), head('/cart/add.js', {}, 'POST'), '/cart')
  assert.equal(gone.status, 409)
  assert.equal(jsonOf(gone)['code'], 'session/gone')
})

test('an outage is a page of its own that says what is certain and what is not, with a way to try again', async () => {
  const page = pageOf(await reply(failure('unavailable', 503), head('/es/cart'), '/es/cart'))
  assert.match(page, /<h1>Ahora mismo no podemos responder<\/h1>/)
  assert.match(page, /href="\/es\/cart">Volver a intentarlo</)
  const change = pageOf(await reply(failure('unavailable', 503), head('/es/cart/add', {}, 'POST'), '/es/cart'))
  assert.match(change, /No sabemos si tu último cambio se guardó/)
  assert.match(page, /Nada tuyo ha cambiado/, 'who only reads has changed nothing')
})

test('what another site sent is refused without a link back to there', async () => {
  const refused = await reply(failure('cross-site', 403), head('/cart/add', {}, 'POST'), '/')
  assert.equal(refused.status, 403)
  assert.doesNotMatch(pageOf(refused), /Back to the page/)
})

test('every end of a session has an answer in both languages', async () => {
  for (const kind of ['conflict', 'too-large', 'busy'] as const) {
    for (const path of ['/cart', '/es/cart']) {
      const status = kind === 'busy' ? 503 : kind === 'conflict' ? 409 : 413
      assert.equal((await reply(failure(kind, status), head(path), path)).status, status)
    }
  }
})
