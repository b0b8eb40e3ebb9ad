import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from '../session/engine.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createVisitor } from '../testing/visitor.ts'
import { addMessage, MESSAGE_CHARS_MAX, MESSAGES_MAX, peekMessages, takeMessages } from './index.ts'

const browser = () => createVisitor(createEngine({ store: createMemoryStore() }))

test('a message survives the redirect and is shown once', async () => {
  const ana = browser()
  await ana.visit((session) => addMessage(session, 'success', 'Added to your cart'))
  assert.deepEqual(await ana.visit(takeMessages), [{ level: 'success', text: 'Added to your cart', tags: [] }])
  assert.deepEqual(await ana.visit(takeMessages), [])
})

test('messages of several requests add up in order, each with its level', async () => {
  const ana = browser()
  for (const level of ['debug', 'info', 'success', 'warning', 'error'] as const) {
    await ana.visit((session) => addMessage(session, level, `a ${level}`))
  }
  assert.deepEqual(
    (await ana.visit(takeMessages)).map(({ level }) => level),
    ['debug', 'info', 'success', 'warning', 'error'],
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

test('messages have limits: the oldest go first, long ones are cut, empty ones are none', async () => {
  const ana = browser()
  await ana.visit((session) => {
    addMessage(session, 'info', '')
    for (let nth = 0; nth <= MESSAGES_MAX; nth += 1) addMessage(session, 'info', `${nth}`)
    addMessage(session, 'info', 'x'.repeat(MESSAGE_CHARS_MAX + 1))
  })
  const messages = await ana.visit(takeMessages)
  assert.equal(messages.length, MESSAGES_MAX)
  assert.equal(messages[0]?.text, '2')
  assert.equal(messages.at(-1)?.text.length, MESSAGE_CHARS_MAX)
})

test('a stranger without messages costs nothing', async () => {
  const ana = browser()
  assert.deepEqual(await ana.visit(takeMessages), [])
  assert.equal(ana.cookie(), null)
})
