import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { csvOf, RANGE } from './app/testing/range.ts'
import { type ShopProcess, startShopProcess } from './app/testing/shop-process.ts'

const ADDRESS = /http:\/\/localhost:(\d+)(?=\D)/

let folder: string
const started: ShopProcess[] = []
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-server-'))
})
after(async () => {
  for (const shop of started) await end(shop, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(dataDir: string, env: Readonly<Record<string, string>> = {}, ...args: string[]): ShopProcess {
  const shop = startShopProcess({ DATA_DIR: join(folder, dataDir), PORT: '0', ...env }, args)
  started.push(shop)
  return shop
}

function end(shop: ShopProcess, signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  shop.signal(signal)
  return shop.ended
}

async function addressOf(shop: ShopProcess): Promise<{ base: string; port: number }> {
  const [base, port] = await shop.printed(ADDRESS)
  return { base, port: Number(port) }
}

/** Waits for the end of a shop that cannot start, and hands back what it said. */
async function refusal(shop: ShopProcess): Promise<string> {
  assert.equal(await shop.ended, 1)
  assert.doesNotMatch(shop.output(), /\n\s+at /, 'a stack is for mistakes of ours')
  return shop.output()
}

test('it starts on an empty folder with the demo catalogue, says where it is, and stops when asked', async () => {
  const began = performance.now()
  const shop = start('demo')
  const { base } = await addressOf(shop)
  assert.ok(performance.now() - began < 10_000)
  assert.match(
    shop.output(),
    /^Demo catalogue: .*\n10 legal texts have gaps to fill in, marked \[LIKE THIS\]: en\/imprint\.txt, /,
  )
  assert.match(shop.output(), /\nLa Alacena is open at http:\/\/localhost:\d+ .*\n$/)
  const page = await (await fetch(base)).text()
  assert.ok((page.match(/<li class="card">/g) ?? []).length >= 20)
  assert.equal(await end(shop, 'SIGTERM'), 0)

  const [, , , ...lines] = shop.output().trim().split('\n')
  for (const line of lines) assert.ok(JSON.parse(line), line)

  const again = start('demo')
  await addressOf(again)
  assert.doesNotMatch(again.output(), /catalogue/i)
  assert.equal(await end(again, 'SIGINT'), 0)
})

test('it serves on and stops when asked though nobody reads what it prints any more (npm start | tee)', async () => {
  const shop = start('unread')
  const { base } = await addressOf(shop)
  shop.stopReading()
  assert.equal((await fetch(base)).status, 200)
  assert.equal(await end(shop, 'SIGTERM'), 0)
  const other = start('unread')
  await addressOf(other)
  other.stopReading()
  assert.equal(await end(other, 'SIGINT'), 0, 'the first line that nobody reads is the one of its end')
})

test('a request under way is answered before it stops, and no new one is taken', async () => {
  const shop = start('drain')
  const { port } = await addressOf(shop)
  const answered = Promise.withResolvers<number>()
  const body = 'id=1&quantity=1'
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
    'sec-fetch-site': 'same-origin',
  }
  const slow = request({ port, path: '/cart/add', method: 'POST', headers }, (response) => {
    response.resume().on('end', () => answered.resolve(response.statusCode ?? 0))
  })
  slow.on('error', answered.reject)
  slow.write(body.slice(0, 5))
  // The server has it once it asks for more.
  await new Promise((resolve) => setTimeout(resolve, 200))

  shop.signal('SIGTERM')
  await shop.printed(/"msg":"stopping"/)
  await assert.rejects(fetch(`http://localhost:${port}/`))
  slow.end(body.slice(5))
  assert.equal(await answered.promise, 303)
  assert.equal(await shop.ended, 0)
})

test('a second wish to stop, a while after the first, ends it at once', async () => {
  const shop = start('hurry')
  const { port } = await addressOf(shop)
  const socket = connect(port, 'localhost')
  socket.on('error', () => {})
  socket.write(`POST /cart/add HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 10\r\n\r\nid`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  shop.signal('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const began = performance.now()
  assert.equal(await end(shop, 'SIGTERM'), 1)
  assert.ok(performance.now() - began < 3_000)
  socket.destroy()
})

test('a product file is imported at each start it is named, relative to where the command was given', async () => {
  for await (const bytes of csvOf(RANGE)) writeFileSync(join(folder, 'range.csv'), bytes)
  const env = { INIT_CWD: folder }
  const first = start('file', env, '--catalogue', 'range.csv')
  const { base } = await addressOf(first)
  assert.match(first.output(), /range\.csv: .*7 new/)
  assert.match(await (await fetch(base)).text(), /Blue cup/)
  await end(first, 'SIGTERM')

  const second = start('file', env, '--catalogue=range.csv')
  await addressOf(second)
  assert.match(second.output(), /7 unchanged/)
  await end(second, 'SIGTERM')
})

test('what is wrong with the start is said in a sentence, with exit code 1', async () => {
  assert.match(await refusal(start('x', { PORT: 'eighty' })), /^PORT is "eighty"\./)
  assert.match(await refusal(start('x', { BASE_URL: 'http://shop.example' })), /plain http/)
  assert.match(await refusal(start('x', {}, '--catalogue', '/nowhere.csv')), /There is no file \/nowhere\.csv/)
  assert.match(await refusal(start('x', {}, '--catalog', 'a.csv')), /--catalog[\s\S]*Usage: npm start/)
  mkdirSync(join(folder, 'broken'))
  writeFileSync(join(folder, 'broken', 'sessions.sqlite'), 'This was never a database, whatever its name says.')
  assert.match(await refusal(start('broken')), /^The sessions in .*sessions\.sqlite cannot be used: /)
  writeFileSync(join(folder, 'not-a-folder'), '')
  assert.match(await refusal(start('not-a-folder')), /not-a-folder/)
})

test('a port in use is said before anything is changed', async () => {
  const shop = start('first')
  const { port } = await addressOf(shop)
  const output = await refusal(start('second', { PORT: String(port) }))
  assert.match(output, new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use`))
  assert.throws(() => rmSync(join(folder, 'second')), { code: 'ENOENT' })
  await end(shop, 'SIGTERM')
})

test('plain http beyond this machine needs a word, and is warned of', async () => {
  const shop = start('insecure', {
    BASE_URL: 'http://shop.example',
    INSECURE_HTTP: '1',
    SECRETS: 'a secret of more than thirty-two bytes for tests',
  })
  await addressOf(shop)
  assert.match(shop.output(), /\nWARNING: INSECURE_HTTP=1\..*\n.* is open at http:\/\/shop\.example, listening on /)
  assert.equal(await end(shop, 'SIGTERM'), 0)
})

test('prices in another currency than the shop’s are never shown as if they were in it', async () => {
  const dollars = start('currency')
  await addressOf(dollars)
  await end(dollars, 'SIGTERM')
  assert.match(await refusal(start('currency', { SHOP_CURRENCY: 'EUR' })), /are in USD, and SHOP_CURRENCY is EUR/)
})

test('what is not a request at all gets a 400 with the headers of every answer', async () => {
  const shop = start('raw')
  const { port } = await addressOf(shop)
  const answer = await raw(port, 'GET /\\evil HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*content-security-policy: default-src 'none'/i)
  const twoHosts = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`
  assert.match(await raw(port, twoHosts), /^HTTP\/1\.1 4(00|21) /)
  const trace = `TRACE / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`
  assert.match(await raw(port, trace), /^HTTP\/1\.1 405 /)
  await end(shop, 'SIGTERM')
})

/** What a socket answers to exactly this. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, 'localhost')
  socket.end(text)
  let answer = ''
  for await (const part of socket.setEncoding('latin1')) answer += part
  return answer
}
