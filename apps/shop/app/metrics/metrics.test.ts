import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { databaseSettings } from '../data/testing/new-database.ts'
import { createMetrics } from './metrics.ts'

let shop: Shop
before(async () => {
  shop = await startShop({ env: await databaseSettings() })
})
after(() => shop.stop())

/** Asks by whatever host name, which `fetch` does not let one choose. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const [response] = (await once(get(`${shop.baseUrl}${path}`, { headers }), 'response')) as [IncomingMessage]
  return { status: response.statusCode ?? 0, body: await text(response) }
}

test('figures of requests, of sessions and of the process are there for Prometheus', async () => {
  await ask('/healthz')
  const { status, body } = await ask('/metrics')
  assert.equal(status, 200)
  assert.match(body, /^comanda_http_request_seconds_count\{method="GET",status="2xx"\} \d+$/m)
  assert.match(body, /^# TYPE comanda_session_events_total counter$/m)
  assert.match(body, /^process_resident_memory_bytes \d+/m)
})

test('nobody outside learns them: through a proxy, with the name of the shop, there is no such page', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
    assert.equal((await ask('/metrics', { [header]: '127.0.0.1' })).status, 404, header)
  }
  for (const host of ['shop.example', '192.168.1.5:3000', 'localhost.evil.example', 'e"vil']) {
    const { status, body } = await ask('/metrics', { host })
    assert.equal(status, 404, host)
    assert.equal(body.includes('comanda_'), false)
  }
})

test('what happens to sessions is counted by kind and reason, and never by id', async () => {
  const metrics = createMetrics()
  metrics.observe({ kind: 'loaded', id: 'secret-id' })
  metrics.observe({ kind: 'stranger', reason: 'wrong-verifier' })
  metrics.observe({ kind: 'saved', id: 'secret-id', attempts: 3 })
  metrics.observe({ kind: 'refused', id: 'secret-id', code: 'session/gone' })
  const figures = await metrics.text()
  assert.match(figures, /comanda_session_events_total\{kind="loaded",reason=""\} 1/)
  assert.match(figures, /comanda_session_events_total\{kind="stranger",reason="wrong-verifier"\} 1/)
  assert.match(figures, /comanda_session_events_total\{kind="refused",reason="session\/gone"\} 1/)
  assert.match(figures, /comanda_session_save_attempts_bucket\{le="4"\} 1/)
  assert.equal(figures.includes('secret-id'), false)
})

test('methods that anybody makes up are counted as one, so that figures cannot grow without end', async () => {
  const metrics = createMetrics()
  for (const method of ['GET', 'PROPFIND', 'X'.repeat(100)]) metrics.answered({ method, status: 404, seconds: 0.01 })
  const figures = await metrics.text()
  assert.match(figures, /_count\{method="other",status="4xx"\} 2/)
  assert.equal(figures.includes('PROPFIND'), false)
})
