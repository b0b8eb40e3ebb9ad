import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import { checkedSource } from './checked.ts'
import { anchorsOf, brokenLinks } from './links.ts'
import { blocksOf, programsOf } from './programs.ts'
import { makeWorkshop, runtimeErrors, typeErrors, unpack } from './workshop.ts'

const workshop = makeWorkshop()
after(() => rmSync(workshop, { recursive: true }))

const fence = '```'
const block = (code: string, language = 'ts') => `${fence}${language}\n${code}\n${fence}\n`
const importing = "import { setImmediate as later } from 'node:timers/promises'\nawait later()"

/** What is wrong with a document of one block when it runs. */
async function complaint(name: string, code: string): Promise<string> {
  const document = unpack(workshop, `${name}.md`, `# Title\n${block(`${importing}\n${code}`)}`)
  const [program] = document.programs
  assert.ok(program)
  return runtimeErrors(document, program)
}

test('a block that imports begins a program, one that does not goes on with it, a named one is a file', () => {
  const blocks = [
    block("import 'a'\n1"),
    block('2'),
    block('no code', 'sh'),
    block('// b.ts\n3'),
    block("import './b.ts'\n4"),
  ]
  const markdown = `# Title\n${blocks.join('')}`
  assert.deepEqual(
    programsOf(markdown).map(({ name, source }) => [name, source.split('\n').filter((line) => line !== '')]),
    [
      ['line-3.ts', ["import 'a'", '1', '2']],
      ['b.ts', ['// b.ts', '3']],
      ['line-17.ts', ["import './b.ts'", '4']],
    ],
  )
})

test('code stands on the line it has in the document', () => {
  const markdown = `# Title\n\n${block('one')}\ntext\n${block('two')}`
  const lines = markdown.split('\n')
  const [program] = programsOf(markdown)
  assert.equal(program?.source.split('\n').indexOf('one'), lines.indexOf('one'))
  assert.equal(program?.source.split('\n').indexOf('two'), lines.indexOf('two'))
  const [, two] = blocksOf(markdown)
  assert.equal(lines[(two?.line ?? 0) - 1], 'two')
})

test('a fence that is never closed hides nothing', () => {
  assert.deepEqual(
    blocksOf(`text\n${fence}ts\nlost`).map(({ lines }) => lines),
    [['lost']],
  )
})

test('what a document says truly passes', async () => {
  const code = [
    '1 + 1 // → 2',
    "['a long text', 'b'] // → ['a … text', 'b']",
    '({ a: [null, undefined] }) // → { a: [null, undefined] }',
    'await Promise.resolve(3) // → 3',
    'null.length // throws TypeError',
    "await Promise.reject(Object.assign(new Error('no'), { code: 'a/code' })) // throws a/code",
  ]
  assert.equal(await complaint('true', code.join('\n')), '')
})

test('what a document says falsely is told, with its line', async () => {
  assert.match(await complaint('value', '1 + 1 // → 3'), /^value\.md:5 shows 2, and not 3$/m)
  assert.match(await complaint('text', "'a text' // → 'a …s'"), /^text\.md:5 shows 'a text'/m)
  assert.match(await complaint('calm', '1 // throws TypeError'), /^calm\.md:5 throws nothing, and not TypeError$/m)
  assert.match(await complaint('other', 'null.x // throws a/code'), /^other\.md:5 throws TypeError, and not a\/code$/m)
  assert.match(await complaint('never', 'export const f = () => {\n  1 // → 1\n}'), /^never\.md:6 was never come to$/m)
  assert.match(await complaint('caught', 'try {\n  1 // → 2\n} catch {}'), /^caught\.md:6 shows 1/m)
  assert.match(await complaint('loud', "console.error('an error that something swallowed')"), /swallowed/)
})

test('a check that could not be made is refused, and not left out', () => {
  for (const line of ['const a = 1 // → 1', 'return 1 // → 1', '// → 1', '1 // →', '1 // throws', '1 // throws a b'])
    assert.throws(() => checkedSource(`\n${line}`), /line 2/, line)
})

test('types are checked as the document is written', async () => {
  unpack(workshop, 'docs/types.md', `# Title\n${block('export const a: string = 1')}`)
  assert.match(await typeErrors(workshop), /^docs\/types\.md:3: error TS2322/m)
})

test('links to what is not there are told, and only those', () => {
  const document = [
    '[b](../b.md) [folder](.) [here](#a-heading) [web](https://x.example)',
    '`[code](nowhere.md)`',
    `${block('[x](nowhere)')}# A \`heading\`!`,
    '[`gone`](gone.md)',
    '[top](../b.md#top)',
    '[line](../c.ts#L1)',
    '[ref]: ../none.md',
  ]
  const texts: Record<string, string> = { 'docs/a.md': document.join('\n'), 'b.md': '# Bottom\n', 'c.ts': '' }
  const files = { paths: new Set(Object.keys(texts)), textOf: (path: string) => texts[path] ?? '' }
  assert.deepEqual(brokenLinks('docs/a.md', files), [
    'docs/a.md:7: gone.md: there is no such file in the repository',
    'docs/a.md:8: ../b.md#top: b.md has no such heading',
    'docs/a.md:9: ../c.ts#L1: link to the file: line numbers move',
    'docs/a.md:10: ../none.md: there is no such file in the repository',
  ])
})

test('headings have the anchors that GitHub gives them', () => {
  const markdown = '# The token, for `one` & all\n## Limits\n## Limits\n## [Link](x.md) – é_1\n'
  assert.deepEqual([...anchorsOf(markdown)], ['the-token-for-one--all', 'limits', 'limits-1', 'link--é_1'])
})
