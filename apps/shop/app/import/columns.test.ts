import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findColumns } from './columns.ts'

const NEW_HEADER = readFileSync(join(import.meta.dirname, 'testing', 'headers-new.csv'), 'utf8').trim()
const OLD_HEADER = readFileSync(join(import.meta.dirname, 'testing', 'headers-old.csv'), 'utf8').trim()

test('both generations of the header name every field we read', () => {
  for (const header of [OLD_HEADER, NEW_HEADER]) {
    const columns = findColumns(header.split(','))
    assert.equal(columns.size, 28, [...columns.keys()].join())
  }
  assert.equal(findColumns(NEW_HEADER.split(',')).get('handle'), 1)
  assert.equal(findColumns(OLD_HEADER.split(',')).get('price'), 19)
})

test('case and spaces of a column name do not matter, and unknown columns do no harm', () => {
  const columns = findColumns([
    'HANDLE ',
    ' option1  VALUE',
    'Colour (product.metafields.shop.colour)',
    '',
    '',
    'Price / Spain',
  ])
  assert.deepEqual(
    [...columns],
    [
      ['handle', 0],
      ['option1Value', 1],
    ],
  )
})

test('a file without handle and title is no product file; one with other separators is told so', () => {
  assert.throws(() => findColumns(['Name', 'E-mail']), { code: 'import/no-known-column', message: /“Name”/ })
  assert.throws(() => findColumns(['Handle;Title;Price']), { code: 'import/no-known-column', message: /semicolons/ })
  assert.throws(() => findColumns(['Handle\tTitle']), { code: 'import/no-known-column', message: /tabs/ })
})

test('two columns of one meaning are refused, since one of them would be lost', () => {
  assert.throws(() => findColumns(['Handle', 'Title', 'URL handle']), {
    code: 'import/double-column',
    message: /“Handle” and “URL handle”/,
  })
  assert.throws(() => findColumns(['Title', 'title ']), { code: 'import/double-column' })
})

test('a header is quoted without the control characters that a terminal would obey', () => {
  assert.throws(() => findColumns(['\u001b[2J\u0007evil\u202e']), { message: /“ \[2J evil ”/ })
})
