import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEdits } from './edits.ts'

test('an edit is sent once, a moment after the last touch', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const sent: string[] = []
  const edits = createEdits((key) => void sent.push(key))
  edits.touch('a', 500)
  t.mock.timers.tick(400)
  edits.touch('a', 500)
  edits.touch('b', 700)
  t.mock.timers.tick(499)
  assert.deepEqual(sent, [])
  t.mock.timers.tick(1)
  assert.deepEqual(sent, ['a'])
  t.mock.timers.tick(1_000)
  assert.deepEqual(sent, ['a', 'b'])
})

test('what waits is sent at once when that is asked for, and not again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const sent: string[] = []
  const edits = createEdits((key) => void sent.push(key))
  edits.touch('a', 500)
  edits.touch('b', 500)
  edits.touch('c', 500)
  assert.equal(edits.sendNow('b'), true)
  assert.equal(edits.sendNow('b'), false)
  edits.sendAll()
  assert.deepEqual(sent, ['b', 'a', 'c'])
  t.mock.timers.tick(1_000)
  assert.deepEqual(sent, ['b', 'a', 'c'])
})
