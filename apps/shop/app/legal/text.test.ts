import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Block, type Line, parseLegalText } from './text.ts'

function plain(line: Line): string {
  return line.map(({ kind, text }) => (kind === 'words' ? text : `<${kind} ${text}>`)).join('')
}

function shapes(blocks: readonly Block[]): string[][] {
  return blocks.map((block) => [block.kind, ...(block.kind === 'list' ? block.items : block.lines).map(plain)])
}

test('a text has a title, headings, paragraphs with their lines, and lists', () => {
  const { title, blocks } = parseLegalText(
    '\uFEFF// not shown\r\n# Returns\r\n\r\nOne line\r\nand another\r\n\r\n## How\nText below\n- a\n- b\n// nor this\nAfter\n\n\n',
  )
  assert.equal(title, 'Returns')
  assert.deepEqual(shapes(blocks), [
    ['paragraph', 'One line', 'and another'],
    ['heading', 'How'],
    ['paragraph', 'Text below'],
    ['list', 'a', 'b'],
    ['paragraph', 'After'],
  ])
})

test('web and email addresses are links, without the point of the sentence; nothing else is', () => {
  const [line] = shapes(
    parseLegalText('See https://a.example/x?y=1. Write to a.b+c@d.example, or javascript:alert(1) //x').blocks,
  )
  assert.equal(
    line?.[1],
    'See <link https://a.example/x?y=1>. Write to <link a.b+c@d.example>, or javascript:alert(1) //x',
  )
})

test('words in capitals between brackets are gaps, and are counted; other brackets are text', () => {
  const { blocks, gaps } = parseLegalText(
    '# [SHOP]\n[NOMBRE DE LA COMPAÑÍA, O NO] and [1] and [sic] and [Not a gap]\n// [NOTE]\n- [CALLE Y NÚMERO]',
  )
  assert.equal(gaps, 3)
  assert.equal(shapes(blocks)[0]?.[1], '<gap [NOMBRE DE LA COMPAÑÍA, O NO]> and [1] and [sic] and [Not a gap]')
})

test('any text is read, no character of it is lost, and none takes long (denial of service)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = text.replaceAll(/[\r\n]/g, ' ').trim()
      if (line === '' || /^(#|-|\/\/|\uFEFF)/.test(line)) return
      const [block] = parseLegalText(line).blocks
      assert.equal(block?.kind === 'paragraph' && block.lines[0]?.map(({ text }) => text).join(''), line)
    }),
  )
  const began = performance.now()
  for (const unit of ['a@', 'a.', '[A', 'https://', 'a@a.', '- ', '[A]']) parseLegalText(unit.repeat(60_000))
  assert.ok(performance.now() - began < 2_000, `${performance.now() - began} ms`)
})
