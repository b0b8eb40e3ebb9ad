import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNextTurn } from './next-turn.ts'

test('all who wait in one turn go on together, in the order they came, and not before the next', async () => {
  const nextTurn = createNextTurn()
  const log: string[] = []
  const waits = ['a', 'b', 'c'].map((name) => nextTurn().then(() => log.push(name)))
  setImmediate(() => log.push('others'))
  await Promise.resolve()
  assert.deepEqual(log, [])
  await Promise.all(waits)
  assert.deepEqual(log, ['a', 'b', 'c'])
})

test('who comes after them waits for a turn of their own', async () => {
  const nextTurn = createNextTurn()
  const first = nextTurn()
  assert.equal(nextTurn(), first)
  await first
  const second = nextTurn()
  assert.notEqual(second, first)
  await second
})
