import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { editDistance } from './edit-distance.ts'
import { lettersIn, trigramsOf } from './trigrams.ts'

test('a letter too many, too few, wrong or swapped is one step', () => {
  for (const typed of ['teracotta', 'terraccotta', 'terrakotta', 'terarcotta']) {
    assert.equal(editDistance(typed, 'terracotta', 3), 1, typed)
  }
  assert.equal(editDistance('mug', 'mug', 2), 0)
  assert.equal(editDistance('kitten', 'sitting', 5), 3)
})

test('what is farther than asked is not measured', () => {
  assert.equal(editDistance('mug', 'terracotta', 2), 3)
  assert.equal(editDistance('abcdef', 'uvwxyz', 2), 3)
})

test('the way there is as long as the way back', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 8 })
  fc.assert(fc.property(word, word, (a, b) => assert.equal(editDistance(a, b, 9), editDistance(b, a, 9))))
  fc.assert(fc.property(word, (a) => assert.equal(editDistance(a, a, 9), 0)))
})

test('trigrams tell where a word begins and ends, and a word that nobody types has none', () => {
  assert.deepEqual(trigramsOf('mug'), ['  m', ' mu', 'mug', 'ug '])
  assert.deepEqual(trigramsOf('to'), [])
  assert.deepEqual(trigramsOf('x'.repeat(25)), [])
  assert.equal(lettersIn('a𝒷c'), 3)
})
