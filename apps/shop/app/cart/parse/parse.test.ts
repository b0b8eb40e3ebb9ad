import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINES_MAX, PROPERTIES_MAX } from 'comanda/cart'
import type { Fields } from '../body/field.ts'
import { formFields } from '../body/form-body.ts'
import { jsonFields } from '../body/json-body.ts'
import { type CartProblem, type Parsed, statusOf, UNSUPPORTED_FIELDS } from '../problem.ts'
import { parseAdd } from './parse-add.ts'
import { parseChange } from './parse-change.ts'
import { parseUpdate } from './parse-update.ts'

const KEY = `7:${'0123456789abcdef'.repeat(2)}`

function json(value: unknown): Fields {
  const fields = jsonFields(typeof value === 'string' ? value : JSON.stringify(value))
  assert.ok(typeof fields !== 'string', String(fields))
  return fields
}

function form(text: string): Fields {
  const fields = formFields(new URLSearchParams(text))
  assert.ok(typeof fields !== 'string', String(fields))
  return fields
}

function commandOf<Command>(parsed: Parsed<Command>): Command {
  assert.ok(parsed.kind === 'ok', JSON.stringify(parsed))
  return parsed.command
}

function problemOf(parsed: Parsed<unknown>): CartProblem {
  assert.ok(parsed.kind === 'refused', JSON.stringify(parsed))
  return parsed.problem
}

/** What no quantity may be, as JSON and as a form would spell it. */
const HOSTILE_QUANTITIES: readonly unknown[] = [
  -1,
  '-1',
  1.5,
  '1.5',
  '1e3',
  '0x10',
  '+1',
  ' 1',
  '1 ',
  '01',
  '',
  '1_000',
  '1,000',
  '١',
  '１',
  '²',
  'NaN',
  'Infinity',
  10_000,
  '10000',
  1e21,
  '99999999999999999999',
  true,
  false,
  null,
  [],
  [1],
  ['1'],
  {},
  { 1: 1 },
  'one',
  'constructor',
  '__proto__',
  '\u0000',
  '1\n',
  '0b1',
  '0o7',
  '1n',
]

test('one item is read from JSON and from a form, with a quantity of 1 where none is said', () => {
  const expected = { items: [{ variantId: 7, quantity: 1, properties: {} }], many: false }
  for (const fields of [json({ id: 7 }), json({ id: '7' }), json({ id: 7, properties: null }), form('id=7')])
    assert.deepEqual(commandOf(parseAdd(fields)), expected)
  const full = { items: [{ variantId: 7, quantity: 2, properties: { Name: 'Ana', _ref: '1' } }], many: false }
  assert.deepEqual(commandOf(parseAdd(json({ id: 7, quantity: 2, properties: { Name: 'Ana', _ref: '1' } }))), full)
  assert.deepEqual(commandOf(parseAdd(form('id=7&quantity=2&properties[Name]=Ana&properties[_ref]=1'))), full)
})

test('a list of items keeps its order, in a form by number and not by place or as text', () => {
  const ids = (fields: Fields) => commandOf(parseAdd(fields)).items.map(({ variantId }) => variantId)
  assert.deepEqual(ids(json({ items: [{ id: 3 }, { id: 1 }, { id: 2 }] })), [3, 1, 2])
  assert.deepEqual(ids(form('items[10][id]=1&items[9][id]=3&items[0][id]=2')), [2, 3, 1])
})

test('an id is a safe whole number from 1, as a number or in ASCII digits', () => {
  const bad = [
    0,
    -1,
    1.5,
    '1e3',
    '0',
    '01',
    ' 1',
    '',
    2 ** 53,
    '9007199254740992',
    '99999999999999999',
    true,
    [],
    [7],
    {},
    '７',
  ]
  for (const id of bad)
    assert.deepEqual(problemOf(parseAdd(json({ id }))), { kind: 'missing', field: 'id' }, JSON.stringify(id))
  assert.deepEqual(problemOf(parseAdd(json({}))), { kind: 'missing', field: 'id' })
  assert.equal(commandOf(parseAdd(json({ id: '9007199254740991' }))).items[0]?.variantId, Number.MAX_SAFE_INTEGER)
})

test('hostile quantities are refused wherever a quantity can be', () => {
  for (const quantity of [...HOSTILE_QUANTITIES, 0, '0']) {
    const told = JSON.stringify(quantity)
    assert.deepEqual(problemOf(parseAdd(json({ id: 7, quantity }))), { kind: 'bad-quantity', least: 1 }, told)
    const items = [{ id: 7 }, { id: 8, quantity }]
    assert.deepEqual(problemOf(parseAdd(json({ items }))), { kind: 'bad-quantity', least: 1 }, told)
  }
  for (const quantity of HOSTILE_QUANTITIES) {
    const told = JSON.stringify(quantity)
    assert.deepEqual(problemOf(parseChange(json({ id: 7, quantity }))), { kind: 'bad-quantity', least: 0 }, told)
    for (const updates of [{ 7: quantity }, [1, quantity]])
      assert.deepEqual(problemOf(parseUpdate(json({ updates }))), { kind: 'bad-quantity', least: 0 }, told)
  }
  for (const written of ['1e0', '1.0', '2E2', '-0.0', '1e999'])
    assert.deepEqual(
      problemOf(parseAdd(json(`{"id":7,"quantity":${written}}`))),
      { kind: 'bad-quantity', least: 1 },
      written,
    )
})

test('the limits themselves pass, one more does not', () => {
  assert.equal(commandOf(parseAdd(json({ id: 7, quantity: 9_999 }))).items[0]?.quantity, 9_999)
  const items = Array.from({ length: LINES_MAX }, (_, index) => ({ id: index + 1 }))
  assert.equal(commandOf(parseAdd(json({ items }))).items.length, LINES_MAX)
  assert.deepEqual(problemOf(parseAdd(json({ items: [...items, { id: 999 }] }))), { kind: 'too-many-items' })
  const updates = Object.fromEntries(items.map(({ id }) => [id, 1]))
  assert.equal(parseUpdate(json({ updates })).kind, 'ok')
  assert.deepEqual(problemOf(parseUpdate(json({ updates: { ...updates, 999: 1 } }))), { kind: 'too-many-items' })
  assert.deepEqual(problemOf(parseUpdate(json({ updates: Array(LINES_MAX + 1).fill(1) }))), { kind: 'too-many-items' })
})

test('items that are no items are refused', () => {
  for (const items of [[], '', 'x', 1, true, {}, { a: { id: 1 } }, [1], [null], [[]], ['7'], { 0: '7' }])
    assert.deepEqual(problemOf(parseAdd(json({ items }))), { kind: 'missing', field: 'items' }, JSON.stringify(items))
})

test('properties are texts by name, within limits', () => {
  const many = Object.fromEntries(Array.from({ length: PROPERTIES_MAX + 1 }, (_, index) => [`n${index}`, 'x']))
  for (const properties of ['x', 1, [], ['a'], { a: 1 }, { a: null }, { a: {} }, { a: ['b'] }, { '': 'x' }, many]) {
    assert.deepEqual(
      problemOf(parseAdd(json({ id: 7, properties }))),
      { kind: 'bad-properties' },
      JSON.stringify(properties),
    )
    assert.deepEqual(problemOf(parseChange(json({ id: 7, properties }))), { kind: 'bad-properties' })
  }
})

test('prototype pollution: a property called __proto__ is a property', () => {
  const { items } = commandOf(parseAdd(json('{"id":7,"properties":{"__proto__":"x","constructor":"y"}}')))
  assert.deepEqual(Object.entries(items[0]?.properties ?? {}), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
  assert.equal(Object.getPrototypeOf(items[0]?.properties), Object.prototype)
  assert.equal(problemOf(parseAdd(json('{"__proto__":{"id":7}}'))).kind, 'missing')
})

test('what the shop cannot do yet is refused by its name, at the top and in an item', () => {
  for (const field of UNSUPPORTED_FIELDS) {
    for (const value of ['x', '', 1, [], {}]) {
      const problem = { kind: 'unsupported', field }
      assert.deepEqual(problemOf(parseAdd(json({ id: 7, [field]: value }))), problem)
      assert.deepEqual(problemOf(parseAdd(json({ items: [{ id: 7, [field]: value }] }))), problem)
      assert.deepEqual(problemOf(parseChange(json({ id: 7, quantity: 1, [field]: value }))), problem)
      assert.deepEqual(problemOf(parseUpdate(json({ [field]: value }))), problem)
    }
    assert.equal(parseAdd(json({ id: 7, [field]: null })).kind, 'ok')
  }
})

test('mass assignment: a price, a title, a total in the request are not even looked at', () => {
  const extra = {
    price: 1,
    unitPriceMinor: 1,
    title: 'Free',
    total: 0,
    key: KEY,
    addedAt: 0,
    isAdmin: true,
    return_to: '/',
  }
  assert.deepEqual(commandOf(parseAdd(json({ id: 7, ...extra }))).items, [
    { variantId: 7, quantity: 1, properties: {} },
  ])
})

test('a line is named by its place, its key or its variant, and only by one of them', () => {
  const target = (fields: Fields) => commandOf(parseChange(fields)).target
  assert.deepEqual(target(json({ line: 1, quantity: 0 })), { kind: 'position', position: 1 })
  assert.deepEqual(target(form('line=2&quantity=0')), { kind: 'position', position: 2 })
  assert.deepEqual(target(json({ id: KEY, quantity: 0 })), { kind: 'key', key: KEY })
  assert.deepEqual(target(form(`id=${encodeURIComponent(KEY)}&quantity=0`)), { kind: 'key', key: KEY })
  assert.deepEqual(target(json({ id: 7, quantity: 0 })), { kind: 'variant', variantId: 7 })
  const bad = [
    {},
    { line: 0 },
    { line: -1 },
    { line: 1.5 },
    { line: '1e1' },
    { line: [1] },
    { id: 'x' },
    { id: '7:short' },
    { id: `${KEY}:x` },
    { id: KEY.toUpperCase() },
    { id: `0${KEY}` },
    { id: {} },
    { id: 7, line: 1 },
    { line: null, id: null },
  ]
  for (const named of bad)
    assert.deepEqual(
      problemOf(parseChange(json({ ...named, quantity: 1 }))),
      { kind: 'no-such-line' },
      JSON.stringify(named),
    )
})

test('a change may be of the quantity, of the properties, or of both, but not of nothing', () => {
  const change = (fields: object) => {
    const { quantity, properties } = commandOf(parseChange(json({ id: 7, ...fields })))
    return { quantity, properties }
  }
  assert.deepEqual(change({ quantity: 3 }), { quantity: 3, properties: null })
  assert.deepEqual(change({ properties: { a: 'b' } }), { quantity: null, properties: { a: 'b' } })
  assert.deepEqual(change({ quantity: 3, properties: { a: 'b' } }), { quantity: 3, properties: { a: 'b' } })
  assert.deepEqual(problemOf(parseChange(json({ id: 7 }))), { kind: 'bad-quantity', least: 0 })
})

test('a change may say which price was seen, and what is no price says nothing', () => {
  const seen = (price: unknown) => commandOf(parseChange(json({ id: 7, quantity: 1, seen_price: price }))).seenPrice
  for (const price of [1250, '1250']) assert.equal(seen(price), 1_250)
  for (const price of ['', '-1', -1, 1.5, '1.5', '012', {}, null, '9'.repeat(16)]) assert.equal(seen(price), null)
  assert.equal(commandOf(parseChange(form('id=7&seen_price=1250'))).quantity, null)
})

test('properties cannot be set back to none: clients send an empty object and mean no change', () => {
  const parsed = commandOf(parseChange(json({ id: 7, quantity: 3, properties: {} })))
  assert.equal(parsed.properties, null)
})

test('an update is by id or key, or by place', () => {
  assert.deepEqual(commandOf(parseUpdate(json({ updates: { 7: 2, [KEY]: '0' } }))), {
    kind: 'named',
    updates: [
      { target: { kind: 'variant', variantId: 7 }, quantity: 2 },
      { target: { kind: 'key', key: KEY }, quantity: 0 },
    ],
  })
  const places = { kind: 'positions', quantities: [3, 2, 0] }
  assert.deepEqual(commandOf(parseUpdate(json({ updates: [3, 2, 0] }))), places)
  assert.deepEqual(commandOf(parseUpdate(form('updates[]=3&updates[]=2&updates[]=0'))), places)
  for (const fields of [json({}), json({ updates: {} }), json({ updates: null }), form('')])
    assert.deepEqual(commandOf(parseUpdate(fields)), { kind: 'named', updates: [] })
})

test('updates that are no updates are refused', () => {
  for (const updates of ['', 'x', 1, true])
    assert.deepEqual(problemOf(parseUpdate(json({ updates }))), { kind: 'missing', field: 'updates' })
  for (const name of ['', 'x', '0', '-1', '1.5', '7:', '__proto__', 'constructor'])
    assert.deepEqual(problemOf(parseUpdate(json(`{"updates":{"${name}":1}}`))), { kind: 'no-such-line' }, name)
})

test('every problem of a parser is an error of the client', () => {
  for (const parsed of [parseAdd(json({})), parseChange(json({})), parseUpdate(json({ updates: 'x' }))]) {
    const status = statusOf(problemOf(parsed))
    assert.ok(status >= 400 && status < 500)
  }
})
