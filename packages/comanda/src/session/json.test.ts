import assert from 'node:assert/strict'
import { test } from 'node:test'
import { copyOfJson, deepFreeze, JSON_DEPTH_MAX } from './json.ts'

test('a value is copied, so a change of the original afterwards is not stored', () => {
  const original = { lines: [{ quantity: 1 }] }
  const copy = copyOfJson(original, 'cart')
  original.lines.push({ quantity: 2 })
  assert.deepEqual(copy, { lines: [{ quantity: 1 }] })
})

test('whatever JSON would drop or change without a word is refused by name', () => {
  const hostile: [unknown, RegExp][] = [
    [undefined, /value is undefined/],
    [() => 1, /value is function/],
    [Symbol('x'), /value is symbol/],
    [10n, /value is bigint/],
    [Number.NaN, /value is NaN/],
    [{ price: Number.POSITIVE_INFINITY }, /value\.price is Infinity/],
    [[1, undefined], /value\[1\] is undefined/],
    [{ when: new Date(0) }, /value\.when is a Date/],
    [new Map(), /value is a Map/],
  ]
  for (const [value, message] of hostile) {
    assert.throws(() => copyOfJson(value, 'value'), { code: 'session/not-json', message })
  }
})

test('an undefined property is left out, as JSON does', () => {
  assert.deepEqual(copyOfJson({ a: 1, b: undefined }, 'value'), { a: 1 })
})

test('a value nested without end is refused before it exhausts the stack', () => {
  let nested: unknown = 'deep'
  for (let depth = 0; depth <= JSON_DEPTH_MAX; depth += 1) nested = [nested]
  assert.throws(() => copyOfJson(nested, 'value'), { code: 'session/not-json' })
  const round: unknown[] = []
  round.push(round)
  assert.throws(() => copyOfJson(round, 'value'), { code: 'session/not-json' })
})

test('an own __proto__ property survives as plain data', () => {
  const copy = copyOfJson(JSON.parse('{"__proto__":{"admin":true}}'), 'value')
  assert.equal(JSON.stringify(copy), '{"__proto__":{"admin":true}}')
  assert.equal((copy as { admin?: boolean }).admin, undefined)
})

test('a frozen value cannot be changed anywhere', () => {
  const value = deepFreeze({ lines: [{ quantity: 1 }] })
  assert.throws(() => value.lines.push({ quantity: 2 }), TypeError)
  assert.throws(() => Object.assign(value.lines[0] ?? {}, { quantity: 5 }), TypeError)
})
