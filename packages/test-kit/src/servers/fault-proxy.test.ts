import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultProxy, SLOW_MS, startFaultProxy, TRICKLE_MS } from './fault-proxy.ts'

let server: Server
let asked: string[]
let proxy: FaultProxy
const sockets: Socket[] = []

beforeEach(async () => {
  asked = []
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.setEncoding('utf8').on('data', (text: string) => {
      asked.push(text)
      socket.write(`answer to ${text}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  proxy = await startFaultProxy(address.port)
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await proxy.close()
  server.close()
})

/** A client that keeps what it hears, and how its connection ended. */
function newClient() {
  const socket = connect(proxy.port, '127.0.0.1')
  sockets.push(socket)
  const heard = { text: '', error: '' }
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard.text += text
  })
  socket.on('error', (error) => {
    heard.error = String(Reflect.get(error, 'code'))
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  return { socket, heard, closed }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    assert.ok(tries < 2_000, 'it does not happen')
    await sleep(5)
  }
}

async function greeted() {
  const client = newClient()
  client.socket.write('hello')
  await until(() => client.heard.text === 'answer to hello')
  client.heard.text = ''
  return client
}

describe('the fault proxy', () => {
  test('passes questions, answers and the end of either side on', async () => {
    const { socket, closed } = await greeted()
    assert.equal(proxy.heard(), 'hello')
    assert.equal(proxy.heard(), '')
    assert.equal(proxy.connections(), 1)
    socket.end()
    await closed
    await until(() => proxy.connections() === 0)
  })

  test('refuses: cuts who is there, and who comes', async () => {
    const there = await greeted()
    proxy.set('refuse')
    await there.closed
    assert.equal(there.heard.error, 'ECONNRESET')
    const coming = newClient()
    await coming.closed
    proxy.set('pass')
    await greeted()
  })

  test('hangs, and hands on in order what waited, also of who has left meanwhile', async () => {
    const { socket, closed } = await greeted()
    proxy.set('hang')
    socket.write('late ')
    socket.end('words')
    await closed
    await sleep(20)
    assert.deepEqual(asked, ['hello'])
    proxy.set('pass')
    await until(() => asked.join('') === 'hellolate words')
  })

  test('hangs answers: it is done and nobody hears of it, until it passes', async () => {
    const { socket, heard } = await greeted()
    proxy.set('hang answers')
    socket.write('deed')
    await until(() => asked.includes('deed'))
    await sleep(20)
    assert.equal(heard.text, '')
    proxy.set('pass')
    await until(() => heard.text === 'answer to deed')
  })

  test('cuts answers: it is done, and the connection breaks in place of the answer', async () => {
    const { socket, heard, closed } = await greeted()
    proxy.set('cut answers')
    socket.write('deed')
    await closed
    assert.deepEqual(heard, { text: '', error: 'ECONNRESET' })
    assert.ok(asked.includes('deed'))
  })

  test('cuts one answer after so many bytes, and passes again', async () => {
    const [one, other] = [await greeted(), await greeted()]
    proxy.set({ cutOneAfterBytes: 9 })
    one.socket.write('deed')
    await one.closed
    assert.deepEqual(one.heard, { text: 'answer to', error: 'ECONNRESET' })
    other.socket.write('deed')
    await until(() => other.heard.text === 'answer to deed')
  })

  test('counts the bytes of each connection over all its answers', async () => {
    const { socket, heard, closed } = await greeted()
    proxy.set({ cutOneAfterBytes: 13 })
    socket.write('one')
    await until(() => heard.text === 'answer to one')
    socket.write('two')
    await closed
    assert.equal(heard.text, 'answer to one')
  })

  test('cuts a question after so many bytes: the server never gets the rest', async () => {
    const { socket, heard, closed } = await greeted()
    proxy.set({ cutOneAfterBytes: 3, of: 'questions' })
    socket.write('deed')
    await closed
    assert.deepEqual(heard, { text: '', error: 'ECONNRESET' })
    await sleep(20)
    assert.ok(!asked.includes('deed'))
    await greeted()
  })

  test('cuts in good order too: both sides see an end and no error', async () => {
    for (const [of, text, last] of [
      ['answers', 'answer', 'deed'],
      ['questions', '', 'dee'],
    ] as const) {
      const { socket, heard, closed } = await greeted()
      proxy.set({ cutOneAfterBytes: of === 'answers' ? 6 : 3, of, by: 'end' })
      socket.write('deed')
      await closed
      await until(() => asked.at(-1) === last)
      assert.deepEqual(heard, { text, error: '' })
    }
  })

  test('counts from one question on, and cuts the connection that asked it', async () => {
    const [one, other] = [await greeted(), await greeted()]
    proxy.set({ cutOneAfterBytes: 6, since: 'deed' })
    for (const client of [one, other]) {
      client.socket.write('word')
      await until(() => client.heard.text === 'answer to word')
    }
    proxy.answered()
    other.socket.write('a deed')
    await other.closed
    assert.equal(other.heard.text, 'answer to wordanswer')
    assert.equal(proxy.answered(), 'answer to a deed')
    one.socket.write('another deed')
    await until(() => one.heard.text === 'answer to wordanswer to another deed')
  })

  test('resets all connections in the middle of a trickled answer', async () => {
    const { socket, heard, closed } = await greeted()
    proxy.set('trickle')
    const started = performance.now()
    socket.write('deed')
    await until(() => heard.text.length >= 3)
    assert.ok(performance.now() - started >= 2 * TRICKLE_MS)
    proxy.reset()
    await closed
    assert.equal(heard.error, 'ECONNRESET')
    assert.ok('answer to deed'.startsWith(heard.text) && heard.text.length < 14)
  })

  test('is slow each way, and what it passes on afterwards does not overtake', async () => {
    const { socket, heard } = await greeted()
    proxy.set('slow')
    const started = performance.now()
    socket.write('1')
    await until(() => heard.text === 'answer to 1')
    assert.ok(performance.now() - started >= 2 * SLOW_MS - 5)
    socket.write('2')
    await sleep(10)
    proxy.set('pass')
    socket.write('3')
    await until(() => asked.join('').endsWith('123'))
  })

  test('flaps, and passes in the end', async () => {
    await proxy.flap(20, 2)
    await greeted()
  })

  test('tells a client at once that the server is not there', async () => {
    const nowhere = await startFaultProxy(1)
    const socket = connect(nowhere.port, '127.0.0.1')
    sockets.push(socket)
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('close', resolve))
    assert.equal(nowhere.connections(), 0)
    await nowhere.close()
  })
})
