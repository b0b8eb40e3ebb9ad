/** Every behaviour of the checklist is held by one test, or `docs/behaviours.md` says why not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryFiles, textOf } from './source/files.ts'
import { rowsOf } from './source/tables.ts'
import { titlesOf } from './source/titles.ts'
import { isTest } from './tidy/source-file.ts'

const DOCUMENT = 'docs/behaviours.md'
/** How many behaviours each part of the checklist has. */
const parts = { S: 112, G: 35, M: 49, C: 61 }
const all = Object.entries(parts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
)

/** Where a number stands. */
interface Claim {
  readonly number: string
  readonly place: string
}

/** The numbers that titles of tests begin with: `test('S39 S41 an unknown cookie …')`. */
function claimsOfTests(path: string, source: string): Claim[] {
  return titlesOf(source).flatMap(({ text, line }) => {
    const [numbers = ''] = /^(?:[SGMC]\d+ )*/.exec(text) ?? []
    return numbers.split(' ').flatMap((number) => (number === '' ? [] : [{ number, place: `${path}:${line}` }]))
  })
}

/** The numbers in the first column of the document's tables, each row with a reason. */
function claimsOfDocument(markdown: string): Claim[] {
  return rowsOf(markdown).flatMap(({ cells: [numbers = '', what = '', reason = ''], line }) => {
    const place = `${DOCUMENT}:${line}`
    assert.match(reason, /^(not yet|otherwise|Python)\b/, `${place}: say why: not yet, otherwise or Python`)
    assert.ok(what.length > 0, `${place}: say what`)
    return numbers.split(', ').map((number) => ({ number, place }))
  })
}

/** What is wrong with the claims: numbers that stand nowhere, twice, or that nobody knows. */
function faultsOf(claims: readonly Claim[]): string[] {
  const placesOf = Map.groupBy(claims, ({ number }) => number)
  const missing = all.filter((number) => !placesOf.has(number))
  return [
    ...missing.map((number) => `${number} is in no title of a test, and not in ${DOCUMENT}`),
    ...[...placesOf].flatMap(([number, found]) => {
      const places = found.map(({ place }) => place).join(' and ')
      if (!all.includes(number)) return [`${number} is no number of the checklist (${places})`]
      return found.length === 1 ? [] : [`${number} stands more than once: ${places}`]
    }),
  ]
}

test('each behaviour stands once: in the title of a test, or in the list of those that do not apply', () => {
  const claims = repositoryFiles()
    .filter(isTest)
    .flatMap((path) => claimsOfTests(path, textOf(path)))
  const faults = faultsOf([...claims, ...claimsOfDocument(textOf(DOCUMENT))])
  assert.ok(faults.length === 0, `\n${faults.join('\n')}`)
})

test('a number that is missing, stands twice or is unknown is told with its place', () => {
  const claims = all.filter((number) => number !== 'S7').map((number) => ({ number, place: 'a.test.ts:1' }))
  const more = claimsOfTests('b.test.ts', "test('M2 M50 x', f)\ntest.skip('S7 y', f)\ntest('of an S3 bucket', f)")
  assert.deepEqual(faultsOf([...claims, ...more]), [
    'S7 is in no title of a test, and not in docs/behaviours.md',
    'M2 stands more than once: a.test.ts:1 and b.test.ts:1',
    'M50 is no number of the checklist (b.test.ts:1)',
  ])
})

test('titles are found in strings and templates, on the next line, and not in samples', () => {
  const source = [
    "describe('a', () => {",
    '  test(',
    "    'b \\'c\\'',",
    '    f)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a sample of source
    '  test(`d ${e} f`, g)',
    '})',
    "const sample = \"test('h')\" // test('i')",
    "/x/.test('j')",
  ].join('\n')
  assert.deepEqual(titlesOf(source), [
    { text: 'a', line: 1 },
    { text: "b \\'c\\'", line: 3 },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a sample of source
    { text: 'd ${e} f', line: 5 },
  ])
})

test('a row without a reason of one of the three kinds is refused', () => {
  const table = (reason: string) => `| number | what | why |\n| --- | --- | --- |\n| S7, S8 | x | ${reason} |\n`
  assert.deepEqual(claimsOfDocument(table('Python')), [
    { number: 'S7', place: 'docs/behaviours.md:3' },
    { number: 'S8', place: 'docs/behaviours.md:3' },
  ])
  for (const reason of ['', 'because']) assert.throws(() => claimsOfDocument(table(reason)), /docs\/behaviours\.md:3/)
})
