import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/** What must not be written into markup, and why. */
const REFUSED: readonly { readonly pattern: RegExp; readonly why: string; readonly example: string }[] = [
  {
    pattern: /[\s"][a-z-]+=\$\{/,
    why: 'quote attributes: only quoted values are safe',
    example: '<a href=$'.concat('{x}>'),
  },
  { pattern: /\sstyle="/, why: 'the policy of the pages forbids inline styles', example: '<p style="color: red">' },
  { pattern: /\son[a-z]+="/, why: 'the policy of the pages forbids inline scripts', example: '<p onclick="x()">' },
  { pattern: /<style\b/, why: 'the policy of the pages forbids inline styles', example: '<style>' },
  { pattern: /<script(?![^>]*\ssrc=)/, why: 'the policy of the pages forbids inline scripts', example: '<script>' },
]

const sources = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((path) => !path.endsWith('.test.ts') && !path.includes('testing'))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), 'utf8') }))
  .filter(({ text }) => text.includes("from '@comanda/ui/html'"))

test('markup is written so that escaping is enough and the policy holds', () => {
  assert.ok(sources.length > 5)
  for (const { path, text } of sources) {
    for (const { pattern, why } of REFUSED) assert.doesNotMatch(text, pattern, `${path}: ${why}`)
  }
})

test('each rule catches what it is for', () => {
  for (const { pattern, example } of REFUSED) assert.match(example, pattern)
})
