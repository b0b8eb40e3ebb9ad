import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from '../session/engine.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createVisitor } from '../testing/visitor.ts'
import {
  addMessage,
  MESSAGE_CHARS_MAX,
  MESSAGE_LEVELS,
  MESSAGES_MAX,
  type MessageLevel,
  peekMessages,
  takeMessages,
} from './index.ts'

const browser = () => createVisitor(createEngine({ store: createMemoryStore() }))
const textsOf = (messages: readonly { readonly text: string }[]) => messages.map(({ text }) => text)

test('M10 M39 a message survives the redirect and is shown once', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'success', 'Added to your cart'))
  assert.deepEqual(await ana.visit(takeMessages), [{ level: 'success', text: 'Added to your cart', tags: [] }])
  assert.deepEqual(await ana.visit(takeMessages), [])
})

test('M11 messages of several requests add up in order, each with its level', async () => {
  const ana = browser()
  for (const level of MESSAGE_LEVELS) await ana.visit((session) => addMessage(session, level, `a ${level}`))
  const messages = await ana.visit((session) => takeMessages(session, 'debug'))
  assert.deepEqual(
    messages.map(({ level, text }) => [level, text]),
    [
      ['debug', 'a debug'],
      ['info', 'a info'],
      ['success', 'a success'],
      ['warning', 'a warning'],
      ['error', 'a error'],
    ],
  )
})

test('M2 M5 messages of one request are all kept, and count as soon as they are added', async () => {
  const ana = browser()
  await ana.visit((session) => {
    addMessage(session, 'info', 'one')
    addMessage(session, 'info', 'two')
    assert.deepEqual(textsOf(peekMessages(session)), ['one', 'two'])
  })
  assert.deepEqual(textsOf(await ana.visit(takeMessages)), ['one', 'two'])
})

test('M6 what a page adds and shows itself is shown with the rest, and nothing is left', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'from before'))
  await ana.visit((session) => {
    addMessage(session, 'info', 'of the page')
    assert.deepEqual(textsOf(takeMessages(session)), ['from before', 'of the page'])
  })
  assert.deepEqual(await ana.visit(takeMessages), [])
})

test('what another tab adds while a page adds and shows its own is kept for the next page', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'from before'))
  await ana.visit(async (session) => {
    addMessage(session, 'info', 'of the page')
    takeMessages(session)
    await ana.visit((other) => addMessage(other, 'info', 'of the other tab'))
  })
  assert.deepEqual(textsOf(await ana.visit(takeMessages)), ['of the other tab'])
})

test('M7 what is added after the messages were taken waits for the next page', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'from before'))
  await ana.visit((session) => {
    takeMessages(session)
    addMessage(session, 'info', 'for the next page')
  })
  assert.deepEqual(textsOf(await ana.visit(takeMessages)), ['for the next page'])
})

test('M8 looking twice and then taking gives the same messages', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'hello'))
  await ana.visit((session) => {
    const first = peekMessages(session)
    assert.deepEqual(peekMessages(session), first)
    assert.deepEqual(takeMessages(session), first)
    assert.equal(first.length, 1)
  })
})

test('M16 M17 M18 M19 messages below the level a page shows are removed unseen; without one that is debug alone', async () => {
  const ana = browser()
  const addAll = () =>
    ana.visit((session) => {
      for (const level of MESSAGE_LEVELS) addMessage(session, level, level)
    })
  const shown = async (leastLevel?: MessageLevel) => {
    await addAll()
    const peeked = await ana.visit((session) => peekMessages(session, leastLevel))
    const taken = await ana.visit((session) => takeMessages(session, leastLevel))
    assert.deepEqual(peeked, taken)
    assert.deepEqual(await ana.visit((session) => peekMessages(session, 'debug')), [], 'none is left')
    return textsOf(taken)
  }
  assert.deepEqual(await shown(), ['info', 'success', 'warning', 'error'])
  assert.deepEqual(await shown('debug'), ['debug', 'info', 'success', 'warning', 'error'])
  assert.deepEqual(await shown('success'), ['success', 'warning', 'error'])
  assert.deepEqual(await shown('error'), ['error'])
})

test('M36 no tag, an empty one and several stay what they are', async () => {
  const ana = browser()
  await ana.visit((session) => {
    addMessage(session, 'info', 'a')
    addMessage(session, 'info', 'b', [''])
    addMessage(session, 'info', 'c', ['cart', 'undo'])
  })
  assert.deepEqual(
    (await ana.visit(takeMessages)).map(({ tags }) => tags),
    [[], [''], ['cart', 'undo']],
  )
})

test('an answer nobody looks at shows messages and leaves them for the page somebody does', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'hello', ['cart']))
  assert.deepEqual(await ana.visit(peekMessages), [{ level: 'info', text: 'hello', tags: ['cart'] }])
  assert.equal((await ana.visit(takeMessages)).length, 1)
})

test('a message nobody was shown is kept', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'still here'))
  await ana.visit((session) => session.set('other', 1))
  assert.equal((await ana.visit(takeMessages)).length, 1)
})

test('a page that fails shows nothing, so its messages are kept', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'still here'))
  await ana.visit(takeMessages, 500)
  assert.equal((await ana.visit(takeMessages)).length, 1)
})

test('a message added while a page shows others is not eaten by it', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'first'))
  const tab = createVisitor(createEngine({ store: createMemoryStore() }))
  assert.deepEqual(await tab.visit(takeMessages), [], 'and another browser sees none of it')
  await ana.visit(async (session) => {
    assert.equal(takeMessages(session).length, 1)
    await ana.visit((other) => addMessage(other, 'info', 'second'))
  })
  assert.deepEqual(
    (await ana.visit(takeMessages)).map(({ text }) => text),
    ['second'],
  )
})

test('two tabs that show the same messages at once both can, and neither fails', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', 'hello'))
  await ana.visit(async (session) => {
    assert.equal(takeMessages(session).length, 1)
    await ana.visit((other) => assert.equal(takeMessages(other).length, 1))
  })
})

test('M22 an empty message is none, and makes no session', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'info', ''))
  assert.equal(ana.cookie(), null)
  await ana.visit((session) => addMessage(session, 'info', 'hello'))
  await ana.visit((session) => addMessage(session, 'info', ''))
  assert.deepEqual(textsOf(await ana.visit(takeMessages)), ['hello'])
})

test('M32 messages have limits: the oldest go first, long ones are cut', async () => {
  const ana = browser()
  await ana.visit((session) => {
    for (let nth = 0; nth <= MESSAGES_MAX; nth += 1) addMessage(session, 'info', `${nth}`)
    addMessage(session, 'info', 'x'.repeat(MESSAGE_CHARS_MAX + 1))
  })
  const messages = await ana.visit(takeMessages)
  assert.equal(messages.length, MESSAGES_MAX)
  assert.equal(messages[0]?.text, '2')
  assert.equal(messages.at(-1)?.text.length, MESSAGE_CHARS_MAX)
})

test('M4 a stranger without messages costs nothing', async () => {
  const ana = browser()
  assert.deepEqual(await ana.visit(takeMessages), [])
  assert.equal(ana.cookie(), null)
})
