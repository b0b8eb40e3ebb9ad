import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCalls } from './calls.ts'

/** A shop that answers when it is told to. */
function slowShop() {
  const under: { call: string; answer: () => void }[] = []
  const sent: string[] = []
  const send = (call: string): Promise<string> => {
    sent.push(call)
    return new Promise((resolve) => under.push({ call, answer: () => resolve(`${call}!`) }))
  }
  return { sent, send, answerNext: () => under.shift()?.answer(), underWay: () => under.length }
}

const free = (work: () => Promise<void>): Promise<void> => work()
const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('no call is sent before the one before it is answered, and each gets its own answer', async () => {
  const shop = slowShop()
  const calls = createCalls(shop.send, free)
  const answers = Promise.all(['a', 'b', 'c', 'd'].map((call) => calls.make(call)))
  for (const sent of [['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']]) {
    await aMoment()
    assert.deepEqual(shop.sent, sent)
    assert.equal(shop.underWay(), 1)
    shop.answerNext()
  }
  assert.deepEqual(await answers, ['a!', 'b!', 'c!', 'd!'])
})

test('a call that waits for another tab is still there to be taken when the page is left', async () => {
  const shop = slowShop()
  const calls = createCalls(shop.send, () => new Promise<void>(() => {}))
  const answers = Promise.all([calls.make('a'), calls.make('b')])
  await aMoment()
  assert.deepEqual(calls.takeWaiting(), ['a', 'b'])
  assert.deepEqual([shop.sent, await answers], [[], [null, null]])
})

test('a call that is under way is not taken: it would be made twice', async () => {
  const shop = slowShop()
  const calls = createCalls(shop.send, free)
  const [first, second] = [calls.make('a'), calls.make('b')]
  await aMoment()
  assert.deepEqual(calls.takeWaiting(), ['b'])
  shop.answerNext()
  assert.deepEqual([await first, await second], ['a!', null])
  const third = calls.make('c')
  await aMoment()
  shop.answerNext()
  assert.equal(await third, 'c!')
})
