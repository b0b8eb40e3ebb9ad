import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseQuantity, QUANTITY_MAX } from './index.ts'

test('whole numbers within the limit are read, from JSON and from forms', () => {
  for (const quantity of [1, 2, 9, 10, 99, 100, 999, 1_000, 9_998, QUANTITY_MAX]) {
    assert.equal(parseQuantity(quantity, 1), quantity)
    assert.equal(parseQuantity(String(quantity), 1), quantity)
    assert.equal(parseQuantity(quantity, 0), quantity)
  }
})

test('0 is a quantity only where it removes a line', () => {
  assert.equal(parseQuantity(0, 0), 0)
  assert.equal(parseQuantity('0', 0), 0)
  assert.equal(parseQuantity(0, 1), null)
  assert.equal(parseQuantity('0', 1), null)
})

test('-0, which JSON can spell, is 0 and nothing stranger', () => {
  assert.ok(Object.is(parseQuantity(JSON.parse('-0'), 0), 0))
  assert.equal(parseQuantity(-0, 1), null)
  assert.equal(parseQuantity('-0', 0), null)
})

test('HOSTILE QUANTITIES: texts that Number() or parseInt() would take are refused (CVE-2019-6975, CVE-2024-41989)', () => {
  const signs = ['-1', '+1', '--1', '−1', '-9999']
  const fractions = ['1.5', '1.0', '1.', '.5', '1,5', '0.9999999999999999']
  const notations = [
    '1e2',
    '1e999999',
    '1E0',
    '0x10',
    '0b1',
    '0o7',
    '1_000',
    '1,000',
    '1n',
    'Infinity',
    '-Infinity',
    'NaN',
  ]
  const digits = ['٣', '१', '１', '²', '①', '𝟏', 'Ⅷ']
  const blanks = ['', ' ', ' 1', '1 ', '\t1', '1\n', '\u00a01', '\u20001', '\ufeff1', '1\0', '1\u200b']
  const others = ['01', '007', '00', 'one', 'true', 'null', 'undefined', '[1]', '{}', '1;2', "1' or '1'='1", '1%', '$1']
  const huge = ['10000', '99999', '9007199254740993', '1'.repeat(100_000), '0'.repeat(100_000)]
  for (const text of [...signs, ...fractions, ...notations, ...digits, ...blanks, ...others, ...huge]) {
    for (const least of [0, 1] as const)
      assert.equal(parseQuantity(text, least), null, JSON.stringify(text.slice(0, 40)))
  }
})

test('HOSTILE QUANTITIES: numbers that are negative, fractional, huge or none are refused, not clamped', () => {
  const numbers = [
    -1,
    -0.5,
    0.5,
    1.5,
    1.000_000_1,
    QUANTITY_MAX + 1,
    10_000,
    2 ** 31,
    2 ** 53,
    1e21,
    1e308,
    -1e21,
    Number.MIN_VALUE,
  ]
  for (const number of [...numbers, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const least of [0, 1] as const) assert.equal(parseQuantity(number, least), null, String(number))
  }
})

test('HOSTILE QUANTITIES: what only turns into a number when asked to is never asked', () => {
  const trap = () => assert.fail('a value of the request was run')
  const objects: readonly unknown[] = [
    {},
    { valueOf: trap },
    { toString: trap },
    { [Symbol.toPrimitive]: trap },
    new Date(1),
    new Number(1),
    new String('1'),
  ]
  for (const value of [...objects, [], [1], ['1'], [[1]], true, false, null, undefined, 1n, Symbol('1'), trap]) {
    for (const least of [0, 1] as const) assert.equal(parseQuantity(value, least), null, typeof value)
  }
})
