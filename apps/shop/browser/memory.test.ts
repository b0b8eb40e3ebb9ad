import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countIn, isUnknown } from './memory.ts'

test('what is remembered is a count, or that nobody knows', () => {
  assert.deepEqual([countIn('3 1700000000000'), isUnknown('3 1700000000000')], [3, false])
  assert.deepEqual([countIn('? 1700000000000'), isUnknown('? 1700000000000')], [null, true])
  assert.deepEqual([countIn(null), isUnknown(null)], [null, false])
  for (const other of ['x', 'NaN 1']) assert.equal(countIn(other), null)
})
