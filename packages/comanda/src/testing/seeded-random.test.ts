import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededBytes, seededIntegers } from './seeded-random.ts'

test('a failure can be had again: the same seed gives the same bytes', () => {
  const first = seededBytes(7)
  const second = seededBytes(7)
  const inParts = [...second(1), ...second(40), ...second(0), ...second(9)]
  assert.deepEqual([...first(50)], inParts)
})

test('other seeds give other bytes, and a sequence does not repeat itself', () => {
  const bytes = seededBytes(1)
  const texts = new Set([bytes(16), bytes(16), bytes(16), seededBytes(2)(16)].map((part) => part.toHex()))
  assert.equal(texts.size, 4)
})

test('integers stay below their limit and reach every value', () => {
  const integer = seededIntegers(3)
  const seen = new Set(Array.from({ length: 500 }, () => integer(10)))
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.equal(seededIntegers(3)(1), 0)
})
