import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineKey, parseProperties } from './index.ts'

test('a key has one colon: the variant before it, 32 hex digits after it', () => {
  assert.match(lineKey(794_864_053, { Name: 'Ana' }), /^794864053:[0-9a-f]{32}$/)
  assert.match(lineKey(1, {}), /^1:[0-9a-f]{32}$/)
})

test('keys are the same for ever: carts that are stored depend on them', () => {
  assert.equal(lineKey(1, {}), '1:d6b5915c46057bcb005f46f6433df656')
  assert.equal(lineKey(42, { Name: 'Ana', Grabado: 'ñ 🍅' }), '42:26dc3e95ed307d02d77977fd3e16b7d9')
})

test('the order in which properties come makes no difference', () => {
  assert.equal(lineKey(1, { a: '1', b: '2', c: '3' }), lineKey(1, { c: '3', a: '1', b: '2' }))
})

test('LINES MIXED UP: properties that run together into the same text have different keys', () => {
  const all = [
    {},
    { a: 'bc' },
    { ab: 'c' },
    { abc: '' },
    { a: 'b', c: '' },
    { a: '', b: 'c' },
    { a: '1:b' },
    { 'a1:': 'b' },
  ]
  const more = [
    { a: '' },
    { a: 'b' },
    { A: 'b' },
    { a: 'B' },
    { a: ' b' },
    { a: 'b', b: 'a' },
    { a: 'a', b: 'b' },
    { '': '' },
  ]
  const other = [{ '0': '' }, { a: 'bc', d: 'ef' }, { a: 'bcdef' }, { é: 'x' }, { 'e\u0301': 'x' }]
  const keys = [...all, ...more, ...other].map((properties) => lineKey(1, properties))
  assert.equal(new Set(keys).size, keys.length)
})

test('the variant is part of the key twice: no hash of one variant is that of another', () => {
  const [, one] = lineKey(1, { a: 'b' }).split(':')
  const [, eleven] = lineKey(11, { a: 'b' }).split(':')
  assert.notEqual(one, eleven)
})

test('a property named __proto__ makes another line', () => {
  const properties = parseProperties(JSON.parse('{"__proto__":"x"}'))
  assert.ok(properties)
  assert.notEqual(lineKey(1, properties), lineKey(1, {}))
})
