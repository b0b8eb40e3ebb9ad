import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  PROPERTIES_BYTES_MAX,
  PROPERTIES_MAX,
  PROPERTY_NAME_CHARS_MAX,
  PROPERTY_VALUE_CHARS_MAX,
  parseProperties,
} from './index.ts'

/** That many properties, each with a name and a value of so many characters. */
function some(count: number, nameChars: number, valueChars: number, character = 'x'): Record<string, string> {
  const names = Array.from({ length: count }, (_, at) => String(at).padEnd(nameChars, '_'))
  return Object.fromEntries(names.map((name) => [name, character.repeat(valueChars)]))
}

test('properties are taken as they are, private, empty and foreign ones too', () => {
  const properties = { Name: 'Ana', _campaign: 'x', Empty: '', 'Grabado ñ': '🍅\n\tPara ti\r\n', ' spaced ': ' kept ' }
  assert.deepEqual(parseProperties(properties), properties)
  assert.notEqual(parseProperties(properties), properties)
})

test('none given means none', () => {
  for (const none of [undefined, null, {}, Object.create(null)]) assert.deepEqual(parseProperties(none), {})
})

test('PROTOTYPE POLLUTION: __proto__ and constructor become ordinary names of an ordinary object', () => {
  const input: unknown = JSON.parse('{"__proto__":"polluted","constructor":"x","toString":"y"}')
  const properties = parseProperties(input)
  assert.ok(properties)
  assert.deepEqual(Object.keys(properties), ['__proto__', 'constructor', 'toString'])
  assert.equal(Object.getPrototypeOf(properties), Object.prototype)
  assert.equal(JSON.stringify(properties), JSON.stringify(input))
  assert.equal(parseProperties(JSON.parse('{"__proto__":{"polluted":"yes"}}')), null)
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

test('what is no plain object of strings is refused, not converted', () => {
  const values = [1, 0, true, null, undefined, 1n, ['x'], {}, { toString: () => 'x' }, new String('x'), Symbol('x')]
  for (const value of values) assert.equal(parseProperties({ Name: value }), null, typeof value)
  for (const input of [
    '',
    'Name=Ana',
    0,
    1,
    true,
    false,
    [],
    ['x'],
    [['Name', 'Ana']],
    new Map(),
    new Date(),
    () => ({}),
  ]) {
    assert.equal(parseProperties(input), null, typeof input)
  }
})

test('each limit holds to the unit', () => {
  assert.ok(parseProperties(some(PROPERTIES_MAX, 8, 8)))
  assert.equal(parseProperties(some(PROPERTIES_MAX + 1, 8, 8)), null)
  assert.ok(parseProperties(some(1, PROPERTY_NAME_CHARS_MAX, 8)))
  assert.equal(parseProperties(some(1, PROPERTY_NAME_CHARS_MAX + 1, 8)), null)
  assert.ok(parseProperties(some(1, 8, PROPERTY_VALUE_CHARS_MAX)))
  assert.equal(parseProperties(some(1, 8, PROPERTY_VALUE_CHARS_MAX + 1)), null)
  assert.equal(parseProperties({ '': 'x' }), null)
})

test('all names and values together are bounded in bytes, which one character can have four of', () => {
  assert.ok(parseProperties(some(8, 12, PROPERTIES_BYTES_MAX / 8 - 12)))
  assert.equal(parseProperties({ ...some(8, 12, PROPERTIES_BYTES_MAX / 8 - 12), z: '' }), null)
  assert.ok(parseProperties(some(8, 8, 160, 'ñ')))
  assert.equal(parseProperties(some(8, 8, 260, 'ñ')), null)
})

test('control characters and broken text are refused: databases and printers choke on them', () => {
  for (const bad of ['\0', '\b', '\u001b[2J', '\u007f', '\u0085', '\ud800', '\udc00x']) {
    assert.equal(parseProperties({ Name: `a${bad}` }), null, JSON.stringify(bad))
    assert.equal(parseProperties({ [`a${bad}`]: 'x' }), null, JSON.stringify(bad))
  }
  for (const layout of ['\n', '\r', '\t']) assert.equal(parseProperties({ [`a${layout}`]: 'x' }), null, 'in a name')
})
