import assert from 'node:assert/strict'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { CannotListen, listen } from './serve.ts'

const HOST = '127.0.0.1'

function answerOk(_: IncomingMessage, response: ServerResponse): void {
  response.end('ok')
}

test('any free port is taken when 0 is asked for, and requests that come early wait for the shop', async () => {
  const server = await listen(0, HOST)
  const early = fetch(`http://${HOST}:${server.port}/`)
  await setTimeout(20)
  server.answerWith(answerOk)
  assert.equal(await (await early).text(), 'ok')
  assert.equal(await server.drain(1_000), 'drained')
})

test('a port in use, a foreign address and a name that is none are told in a sentence', async () => {
  const first = await listen(0, HOST)
  await assert.rejects(listen(first.port, HOST), {
    name: 'CannotListen',
    message: `Port ${first.port} of 127.0.0.1 is in use. Stop what uses it, or set PORT to another one.`,
  })
  await assert.rejects(listen(0, '192.0.2.1'), CannotListen)
  await assert.rejects(listen(0, 'no-such-host.invalid'), CannotListen)
  await first.drain(1_000)
})

test('draining answers what is under way and refuses what is new', async () => {
  const server = await listen(0, HOST)
  const begun = Promise.withResolvers<void>()
  server.answerWith(async (_, response) => {
    begun.resolve()
    await setTimeout(150)
    response.end('slow')
  })
  const slow = fetch(`http://${HOST}:${server.port}/`)
  await begun.promise
  const drained = server.drain(5_000)
  await assert.rejects(fetch(`http://${HOST}:${server.port}/`))
  assert.equal(await (await slow).text(), 'slow')
  assert.equal(await drained, 'drained')
})

test('a connection kept alive does not hold up the end', async () => {
  const server = await listen(0, HOST)
  server.answerWith(answerOk)
  const socket = connect(server.port, HOST)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  const began = performance.now()
  assert.equal(await server.drain(5_000), 'drained')
  assert.ok(performance.now() - began < 1_000)
  socket.destroy()
})

test('what is still under way at the deadline is cut off', async () => {
  const server = await listen(0, HOST)
  const begun = Promise.withResolvers<void>()
  server.answerWith(() => begun.resolve())
  const stuck = httpRequest({ port: server.port, host: HOST })
  const failed = new Promise((resolve) => stuck.once('error', resolve))
  stuck.end()
  await begun.promise
  assert.equal(await server.drain(50), 'cut')
  await failed
})
