import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentSurface, exportsOf, listPath, subpaths } from '../../scripts/exports/surface.ts'
import { textOf } from '../../scripts/source/files.ts'

test('nothing becomes public, or stops being public, by accident', async () => {
  const agreed = new Set(textOf(listPath).trim().split('\n'))
  const now = new Set(await currentSurface())
  const changes = [
    ...[...now.difference(agreed)].map((line) => `not in the list: ${line}`),
    ...[...agreed.difference(now)].map((line) => `no longer there: ${line}`),
  ]
  const advice = `If you mean it: npm run update-exports, and commit ${listPath} with the change.`
  assert.ok(changes.length === 0, `\n${[...changes, advice].join('\n')}`)
})

test('every exported name has a doc comment', async () => {
  const bare = [...subpaths()].flatMap(([subpath, path]) => exportsOf(path).map((one) => ({ subpath, ...one })))
  const sentences = bare
    .filter(({ documented }) => !documented)
    .map(({ subpath, name, path }) => `comanda/${subpath.slice(2)}: ${name}, declared in ${path}`)
  assert.ok(sentences.length === 0, `\n${sentences.join('\n')}\nSay above each: what it does, units, limits, errors.`)
})

test('the sources account for every value there is at run time', async () => {
  const read = [...subpaths()].flatMap(([subpath, path]) =>
    exportsOf(path).map(({ kind, name }) => `comanda/${subpath.slice(2)} ${kind} ${name}`),
  )
  assert.deepEqual(new Set(read), new Set(await currentSurface()))
})
