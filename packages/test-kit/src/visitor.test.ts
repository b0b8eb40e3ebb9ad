import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { visitor } from './visitor.ts'

let server: Server
let baseUrl = ''

before(async () => {
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`
})

after(() => {
  server.closeAllConnections()
  server.close()
})

/** `/set?LINE` sets that cookie, `/to?STATUS&PATH` redirects, `/loop` to itself, everything else echoes the headers. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const [path, query = ''] = (request.url ?? '').split('?')
  const [status = '', target = ''] = query.split('&').map(decodeURIComponent)
  if (path === '/set') response.setHeader('set-cookie', query.split('&').map(decodeURIComponent))
  if (path === '/to') response.writeHead(Number(status), { location: target, 'set-cookie': 'hop=1; Path=/' })
  if (path === '/loop') response.writeHead(302, { location: '/loop' })
  response.end(JSON.stringify({ method: request.method, ...request.headers }))
}

const set = (...lines: string[]): string => `/set?${lines.map(encodeURIComponent).join('&')}`

test('a visitor sends what a browser sends: cookies, where the request comes from, and Origin with what changes things', async () => {
  const one = visitor(baseUrl)
  await one.get(set('a=1; Path=/', '__Host-b=x=y; Path=/; Secure; HttpOnly'))
  const read = (await (await one.get('/')).json()) as Record<string, string>
  assert.deepEqual(
    [read['cookie'], read['origin'], read['sec-fetch-site']],
    ['a=1; __Host-b=x=y', undefined, 'same-origin'],
  )
  const changed = (await (await one.postForm('/', { id: 7 })).json()) as Record<string, string>
  assert.deepEqual([changed['method'], changed['origin']], ['POST', baseUrl])
  assert.match(changed['content-type'] ?? '', /^application\/x-www-form-urlencoded/)
})

test('two visitors are strangers to each other', async () => {
  await visitor(baseUrl).get(set('a=1; Path=/'))
  const read = (await (await visitor(baseUrl).get('/')).json()) as Record<string, string>
  assert.equal(read['cookie'], undefined)
})

test('a header that is named replaces what a browser would send, to play an attacker', async () => {
  const response = await visitor(baseUrl).fetch('/', {
    method: 'POST',
    headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', cookie: 'forged=1' },
  })
  const sent = (await response.json()) as Record<string, string>
  assert.deepEqual(
    [sent['origin'], sent['sec-fetch-site'], sent['cookie']],
    ['http://evil.example', 'cross-site', 'forged=1'],
  )
})

test('cookies are forgotten when the server says so', async () => {
  const one = visitor(baseUrl)
  await one.get(set('a=1; Path=/', 'b=2; Path=/; Max-Age=60'))
  await one.get(set('a=; Path=/; Max-Age=0', 'b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'))
  assert.deepEqual([...one.cookies], [])
})

test('cookies a browser would refuse fail the test', async () => {
  for (const line of [
    '__Host-a=1; Path=/',
    '__Host-a=1; Secure; Path=/x',
    '__Host-a=1; Secure; Path=/; Domain=x',
    '__Secure-a=1; Path=/',
  ])
    await assert.rejects(visitor(baseUrl).get(set(line)), /a browser refuses/, line)
})

test('redirects are followed with the cookies they set, and never to another site', async () => {
  const one = visitor(baseUrl)
  const last = await one.follow(await one.postForm('/to?303&%2Fcart', {}))
  const sent = (await last.json()) as Record<string, string>
  assert.deepEqual([sent['method'], sent['cookie'], new URL(last.url).pathname], ['GET', 'hop=1', '/cart'])
  await assert.rejects(one.follow(await one.get('/to?302&http%3A%2F%2Fevil.example%2F')), /another site/)
  await assert.rejects(one.follow(await one.get('/loop')), /over 10 redirects, the last to \/loop/)
})
