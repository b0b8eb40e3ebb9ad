import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plural } from './words.ts'

test('words follow their number by the rules of the language', () => {
  const items = plural('en', { one: '# item', other: '# items' })
  assert.deepEqual([0, 1, 2, 1_234].map(items), ['0 items', '1 item', '2 items', '1,234 items'])
})

test('a language has the forms it needs, and falls back to the general one', () => {
  const items = plural('es', { one: '# artículo', many: '# de artículos', other: '# artículos' })
  assert.deepEqual([1, 2, 12_345, 1_000_000].map(items), [
    '1 artículo',
    '2 artículos',
    '12.345 artículos',
    '1.000.000 de artículos',
  ])
  assert.equal(plural('es', { one: '# euro', other: '# euros' })(1_000_000), '1.000.000 euros')
})
