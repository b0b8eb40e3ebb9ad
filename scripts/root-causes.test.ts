/** `docs/root-causes.md` and the titles of tests agree on which faults of others are tested for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryFiles, textOf } from './source/files.ts'
import { rowsOf } from './source/tables.ts'
import { titlesOf } from './source/titles.ts'
import { isTest } from './tidy/source-file.ts'

const DOCUMENT = 'docs/root-causes.md'

/** One fault of others, and what the document says of it here. */
interface RootCause {
  readonly id: string
  readonly here: string
  readonly place: string
}

function rootCausesOf(markdown: string): RootCause[] {
  return rowsOf(markdown).flatMap(({ cells: [ids = '', , here = ''], line }) =>
    ids.split(', ').map((id) => ({ id, here, place: `${DOCUMENT}:${line}` })),
  )
}

/** What the document and the titles do not agree on. */
function disagreements(causes: readonly RootCause[], titles: readonly string[]): string[] {
  const named = (id: string) => titles.some((title) => title.includes(id))
  const claims = causes.flatMap(({ id, here, place }) => {
    if (!/^(tested$|cannot occur: |not yet: )/.test(here))
      return [`${place}: say tested, cannot occur: …, or not yet: …`]
    if (here === 'tested' && !named(id)) return [`${place}: no title of a test names ${id}`]
    return here !== 'tested' && named(id) ? [`${place}: ${id} is named in the title of a test, so it is tested`] : []
  })
  const listed = Map.groupBy(causes, ({ id }) => id)
  const twice = [...listed].filter(([, found]) => found.length > 1).map(([id]) => `${id} is listed more than once`)
  const ids = new Set(titles.flatMap((title) => title.match(/\b(?:CVE-\d+-\d+|GHSA(?:-\w{4}){3})\b/g) ?? []))
  const unlisted = [...ids].filter((id) => !listed.has(id)).map((id) => `${id} is in a title of a test, and not listed`)
  return [...claims, ...twice, ...unlisted]
}

test('each root cause that counts as tested is in the title of a test, and each in a title is listed', () => {
  const titles = repositoryFiles()
    .filter(isTest)
    .flatMap((path) => titlesOf(textOf(path)).map(({ text }) => text))
  const found = disagreements(rootCausesOf(textOf(DOCUMENT)), titles)
  assert.ok(found.length === 0, `\n${found.join('\n')}`)
})

test('a claim without a test, a test without a row, a row twice and a row without a word are told', () => {
  const [one, other] = ['CVE-2001-1', 'CVE-2001-2']
  const rows = [`| ${one}, lib 7 | x | tested |`, '| lib 7 | x | maybe |', '| lib 8 | x | not yet: y |']
  const table = ['| where | what | here |', '| --- | --- | --- |', ...rows].join('\n')
  assert.deepEqual(disagreements(rootCausesOf(table), [`a (${other})`, 'b (lib 8)']), [
    `docs/root-causes.md:3: no title of a test names ${one}`,
    'docs/root-causes.md:3: no title of a test names lib 7',
    'docs/root-causes.md:4: say tested, cannot occur: …, or not yet: …',
    'docs/root-causes.md:5: lib 8 is named in the title of a test, so it is tested',
    'lib 7 is listed more than once',
    `${other} is in a title of a test, and not listed`,
  ])
})
