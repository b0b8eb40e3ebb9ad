import assert from 'node:assert/strict'
import { test } from 'node:test'
import { render } from '@comanda/ui/html'
import fc from 'fast-check'
import { markedExcerpt, markWords } from './marks.ts'
import { parseSearch, SEARCH_CHARS_MAX, SEARCH_WORDS_MAX } from './parse-search.ts'

test('a search is its words, each once, folded', () => {
  assert.deepEqual(parseSearch('  Cerámica  azul,\nAZUL '), {
    text: 'Cerámica azul, AZUL',
    words: ['ceramica', 'azul'],
  })
  assert.deepEqual(parseSearch(' "-* '), { text: '', words: [] })
  assert.deepEqual(parseSearch(''), { text: '', words: [] })
})

test('a search of thousands of words costs no more than a few (denial of service)', () => {
  const { text, words } = parseSearch('ab cd ef gh ij kl mn op qr st '.repeat(1_000))
  assert.ok(text.length <= SEARCH_CHARS_MAX)
  assert.equal(words.length, SEARCH_WORDS_MAX)
})

test('whatever is typed, words are letters and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      for (const word of parseSearch(typed).words) assert.match(word, /^[\p{L}\p{N}]+$/u)
    }),
  )
})

test('words are marked where they are found, with their accents, and where they begin what is found', () => {
  assert.equal(render(markWords('Taza de Cerámica', ['ceramica'])), 'Taza de <mark>Cerámica</mark>')
  assert.equal(render(markWords('Terracotta dish', ['terra'])), '<mark>Terracotta</mark> dish')
  assert.equal(render(markWords('A mug, a MUG.', ['mug'])), 'A <mark>mug</mark>, a <mark>MUG</mark>.')
  assert.equal(render(markWords('A man', ['a'])), '<mark>A</mark> man')
  assert.equal(render(markWords('Stra\u00dfe', ['strasse'])), '<mark>Stra\u00dfe</mark>')
})

test('marks escape what they mark and what is around (stored cross-site scripting)', () => {
  const title = '<script>alert(1)</script> & "mug"'
  const marked = '&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; &quot;mug&quot;'
  assert.equal(render(markWords(title, ['script'])), marked)
  assert.doesNotMatch(render(markedExcerpt(title, ['mug']) ?? markWords('', [])), /<script|"mug/)
})

test('nothing of a text is lost by marking it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const marked = render(markWords(text, ['a', 'ab'])).replace(/<\/?mark>/g, '')
      assert.equal(marked, render(markWords(text, [])))
    }),
  )
})

test('an excerpt is short, around the first word that is found, and cut between words', () => {
  const text = `${'Long before it all. '.repeat(10)}Here is a mug of stoneware. ${'And so on and on. '.repeat(10)}`
  const excerpt = render(markedExcerpt(text, ['mug']) ?? markWords('', []))
  assert.match(excerpt, /^… [A-Za-z]+ .*Here is a <mark>mug<\/mark> of stoneware\..* …$/)
  assert.ok(excerpt.length < 160)
  assert.equal(markedExcerpt(text, ['linen']), null)
  assert.equal(render(markedExcerpt('A mug.', ['mug']) ?? markWords('', [])), 'A <mark>mug</mark>.')
  assert.doesNotThrow(() => markedExcerpt('x'.repeat(100_000), ['x']))
})
