import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nameKey } from './name-key.ts'
import { compareKeys, keyText, LISTING_SORTS, parseKey, SEARCH_SORTS, type Sort } from './order.ts'

const SORTS: readonly Sort[] = [...new Set([...LISTING_SORTS, ...SEARCH_SORTS])]

function sorted(names: readonly string[], language: 'en' | 'es'): string[] {
  return [...names].sort((a, b) => (nameKey(a, language) < nameKey(b, language) ? -1 : 1))
}

test('names sort as people expect: without accents, case and signs, and numbers by size', () => {
  assert.deepEqual(sorted(['Item 10', 'item 2', '“Ítem 1”', 'Éclair', 'egg', 'Zebra', 'apple'], 'en'), [
    'apple',
    'Éclair',
    'egg',
    '“Ítem 1”',
    'item 2',
    'Item 10',
    'Zebra',
  ])
})

test('in Spanish Ñ comes after N, in English it is one', () => {
  assert.deepEqual(sorted(['Oso', 'Ñandú', 'Nuez', 'Nz'], 'es'), ['Nuez', 'Nz', 'Ñandú', 'Oso'])
  assert.deepEqual(sorted(['Nb', 'Ñandú', 'Na'], 'en'), ['Na', 'Ñandú', 'Nb'])
  assert.equal(nameKey('N\u0303u', 'es'), nameKey('ÑU', 'es'))
})

test('the key of a name is short, whatever the name', () => {
  assert.ok(nameKey('ﷺ'.repeat(500), 'es').length <= 120)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      for (const language of ['en', 'es'] as const) {
        const key = nameKey(name, language)
        assert.ok([...key].length <= 60)
        assert.deepEqual(parseKey(keyText({ value: key, id: 7 }, 'name'), 'name'), { value: key, id: 7 })
      }
    }),
  )
})

test('a key in an address is read as it was written, in each order', () => {
  for (const sort of SORTS) {
    const value = sort === 'name' ? 'mug. 212' : sort === 'featured' || sort === 'newest' ? 0 : 1_250
    assert.deepEqual(parseKey(keyText({ value, id: 24 }, sort), sort), { value, id: 24 }, sort)
  }
})

test('what is no key is none, and never throws', () => {
  const texts = [
    '',
    'x',
    '-1',
    '1e3',
    '1.',
    '.',
    '1.0',
    '0',
    '1.-2',
    '9'.repeat(400),
    `${'9'.repeat(16)}.1`,
    '1 or 1=1',
  ]
  for (const sort of SORTS) {
    for (const text of texts) {
      if (sort === 'name' && /\.[1-9]$/.test(text)) continue
      assert.equal(parseKey(text, sort), null, `${sort} ${text.slice(0, 20)}`)
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseKey(text, sort)))
  }
  assert.equal(parseKey('a\0b.1', 'name'), null)
})

test('equal values stand by id, so the order is the same every time', () => {
  const keys = [
    { value: 5, id: 2 },
    { value: 5, id: 1 },
    { value: 4, id: 9 },
  ]
  assert.deepEqual(
    keys.toSorted((a, b) => compareKeys(a, b, false)).map(({ id }) => id),
    [9, 1, 2],
  )
  assert.deepEqual(
    keys.toSorted((a, b) => compareKeys(a, b, true)).map(({ id }) => id),
    [2, 1, 9],
  )
})
