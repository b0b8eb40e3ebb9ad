/** The shop as a process, whatever databases it is on: settings, port, signals, and what speaks to it without being HTTP. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { addressOf, end, refusal, shopProcesses } from './app/testing/shop-process.ts'

const { folder, start } = shopProcesses()

test('it serves on and stops when asked though nobody reads what it prints any more (npm start | tee)', async () => {
  const shop = await start('unread')
  const { base } = await addressOf(shop)
  shop.stopReading()
  assert.equal((await fetch(base)).status, 200)
  assert.equal(await end(shop, 'SIGTERM'), 0)
  const other = await start('unread')
  await addressOf(other)
  other.stopReading()
  assert.equal(await end(other, 'SIGINT'), 0, 'the first line that nobody reads is the one of its end')
})

test('a reader that hangs (npm start | tee to a dead disk) makes no endless queue, is told what it missed, and stops no end', async () => {
  const shop = await start('hanging')
  const { port } = await addressOf(shop)
  shop.pauseReading()
  await refusedRequests(port, 4_000)
  shop.resumeReading()
  const [, dropped] = await shop.printed(/"level":"warn".*"lines":(\d+),"msg":"nobody read the log in time/)
  const kept = shop.output().match(/"msg":"not a request"/g)?.length ?? 0
  assert.equal(kept + Number(dropped), 4_000)
  shop.pauseReading()
  await refusedRequests(port, 4_000)
  shop.signal('SIGTERM')
  // Its streams end when they are read, and that it ended does not wait for that.
  assert.equal(await shop.exited, 0)
  shop.resumeReading()
})

test('a reader that is only slow gets the last lines too', async () => {
  const shop = await start('slow')
  const { port } = await addressOf(shop)
  shop.pauseReading()
  await refusedRequests(port, 1_500)
  shop.signal('SIGTERM')
  await assert.rejects(async () => {
    while (true) await fetch(`http://localhost:${port}/health`)
  })
  shop.resumeReading()
  assert.equal(await shop.ended, 0)
  assert.equal(shop.output().match(/"msg":"not a request"/g)?.length, 1_500)
  assert.match(shop.output(), /"msg":"stopped"\}\n$/)
})

test('a second wish to stop, a while after the first, ends it at once', async () => {
  const shop = await start('hurry')
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

test('what is wrong with settings, arguments or folder is said in a sentence, with exit code 1', async () => {
  assert.match(await refusal(await start('x', { PORT: 'eighty' })), /^PORT is "eighty"\./)
  assert.match(await refusal(await start('x', { BASE_URL: 'http://shop.example' })), /plain http/)
  assert.match(await refusal(await start('x', {}, '--catalogue', '/nowhere.csv')), /There is no file \/nowhere\.csv/)
  assert.match(await refusal(await start('x', {}, '--catalog', 'a.csv')), /--catalog[\s\S]*Usage: npm start/)
  writeFileSync(join(folder, 'not-a-folder'), '')
  assert.match(await refusal(await start('not-a-folder')), /not-a-folder/)
})

test('a port in use is said before anything is changed', async () => {
  const shop = await start('first')
  const { port } = await addressOf(shop)
  const output = await refusal(await start('second', { PORT: String(port) }))
  assert.match(output, new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use`))
  assert.throws(() => rmSync(join(folder, 'second')), { code: 'ENOENT' })
  await end(shop, 'SIGTERM')
})

test('plain http beyond this machine needs a word, and is warned of', async () => {
  const shop = await start('insecure', {
    BASE_URL: 'http://shop.example',
    INSECURE_HTTP: '1',
    SECRETS: 'a secret of more than thirty-two bytes for tests',
  })
  await addressOf(shop)
  assert.match(shop.output(), /\nWARNING: INSECURE_HTTP=1\..*\n.* is open at http:\/\/shop\.example, listening on /)
  assert.equal(await end(shop, 'SIGTERM'), 0)
})

test('what is not a request at all gets a 400 with the headers of every answer', async () => {
  const shop = await start('raw')
  const { port } = await addressOf(shop)
  const answer = await raw(port, 'GET /\\evil HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*content-security-policy: default-src 'none'/i)
  const twoHosts = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`
  assert.match(await raw(port, twoHosts), /^HTTP\/1\.1 4(00|21) /)
  const trace = `TRACE / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`
  assert.match(await raw(port, trace), /^HTTP\/1\.1 405 /)
  await end(shop, 'SIGTERM')
})

/** Sends so many addresses that are none, each of which the shop logs, and waits for the answers. */
async function refusedRequests(port: number, count: number): Promise<void> {
  const one = 'GET /\\evil HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const last = one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
  const answers = await raw(port, one.repeat(count - 1) + last)
  assert.equal(answers.match(/HTTP\/1\.1 400 /g)?.length, count)
}

/** What a socket answers to exactly this. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, 'localhost')
  socket.end(text)
  let answer = ''
  for await (const part of socket.setEncoding('latin1')) answer += part
  return answer
}
