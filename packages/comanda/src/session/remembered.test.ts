import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { remembered } from './remembered.ts'

let computed: string[]
const spelled = (text: string) => {
  computed.push(text)
  if (text === 'bad') throw new Error('bad')
  return { text }
}
beforeEach(() => {
  computed = []
})

test('the text of an id is computed once as long as it stays the same', () => {
  const compute = remembered(spelled, 100)
  assert.equal(compute('a', 'one'), compute('a', 'one'))
  assert.deepEqual(compute('a', 'two'), { text: 'two' })
  assert.deepEqual(compute('a', 'one'), { text: 'one' })
  assert.deepEqual(computed, ['one', 'two', 'one'])
})

test('a text never has the result of another, be it of the same id or length', () => {
  const compute = remembered(spelled, 6)
  for (let round = 0; round < 40; round += 1) {
    for (const id of ['a', 'b', 'c']) {
      const text = `${id}${round % 7}`
      assert.deepEqual(compute(id, text), { text })
    }
  }
})

test('what was not computed for a while is forgotten, so that visitors cannot fill the memory', () => {
  const compute = remembered(spelled, 12)
  for (const id of ['a', 'b', 'c', 'd']) compute(id, 'xxx')
  computed = []
  compute('c', 'xxx')
  compute('d', 'xxx')
  assert.deepEqual(computed, [])
  for (const id of ['e', 'f', 'g', 'h']) compute(id, 'xxx')
  compute('a', 'xxx')
  compute('c', 'xxx')
  assert.deepEqual(computed, ['xxx', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx'])
})

test('what throws is tried again', () => {
  const compute = remembered(spelled, 100)
  assert.throws(() => compute('a', 'bad'))
  assert.throws(() => compute('a', 'bad'))
  assert.deepEqual(computed, ['bad', 'bad'])
})
