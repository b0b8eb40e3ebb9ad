import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { folded, wordsOf } from './fold.ts'

test('accents and case are forgiven, both ways', () => {
  for (const [one, other] of [
    ['Cerámica', 'ceramica'],
    ['AÑO', 'ano'],
    ['piñata', 'PINATA'],
    ['crème brûlée', 'Creme Brulee'],
    ['İstanbul', 'istanbul'],
    ['ångström', 'Angstrom'],
  ] as const) {
    assert.equal(folded(one), folded(other))
  }
  assert.equal(folded('e\u0301'), folded('\u00e9'))
})

test('ligatures and special letters are written out', () => {
  assert.equal(folded('Straße'), 'strasse')
  assert.equal(folded('STRAẞE'), 'strasse')
  assert.equal(folded('ﬁne œuvre, Ærø, Łódź, Đà'), 'fine oeuvre, aero, lodz, da')
  assert.equal(folded('Ｆｕｌｌ'), 'full')
})

test('words are letters and digits, nothing else', () => {
  assert.deepEqual(wordsOf(`Artist's "A4" sketch-book (2nd), 100% cotton`), [
    'artist',
    's',
    'a4',
    'sketch',
    'book',
    '2nd',
    '100',
    'cotton',
  ])
  assert.deepEqual(wordsOf('茶碗 чай'), ['茶碗', 'чаи'])
  assert.deepEqual(wordsOf(' -*" '), [])
})

test('folding what is folded changes nothing, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const words = wordsOf(text)
      assert.deepEqual(wordsOf(words.join(' ')), words)
    }),
  )
})
