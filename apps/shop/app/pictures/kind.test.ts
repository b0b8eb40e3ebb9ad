import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSequence, kindOf } from './kind.ts'
import { animated, bytesOf, joined, pictureOf } from './testing/files.ts'

test('the four kinds are told by their bytes', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const bytes = await pictureOf(format)
    assert.equal(kindOf(bytes), format)
    assert.equal(isSequence(bytes), false, format)
  }
})

test('everything else is none of them: drawings with scripts, films, documents, pages, archives, half a beginning', () => {
  const others = [
    '',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<?xml version="1.0"?><svg/>',
    '<!doctype html><script>alert(1)</script>',
    'GIF89a=1;alert(1)',
    '%PDF-1.7',
    'II*\0',
    'BM',
    'PK\u0003\u0004',
    '#!/bin/sh',
    'RIFF\0\0\0\0AVI ',
    'RIFF\0\0\0\0',
    '\0\0\0\u0018ftypheic\0\0\0\0mif1heic',
    '\0\0\0\u0018ftypmp42\0\0\0\0isommp42',
    '\0\0\0\u0018ftyp',
    ' \u0089PNG',
  ]
  for (const text of others) assert.equal(kindOf(Uint8Array.from(text, (sign) => sign.charCodeAt(0))), null, text)
})

test('an animated PNG is told from a still one, also if its chunks lie about their lengths', async () => {
  const still = await pictureOf('png')
  assert.equal(isSequence(animated(still)), true)
  const lying = joined(
    still.subarray(0, 33),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff),
    bytesOf('junk'),
    still.subarray(33),
  )
  assert.equal(isSequence(lying), false)
  assert.equal(isSequence(still.subarray(0, 12)), false)
})

test('a film of AVIF is no picture', () => {
  const film = Uint8Array.from('\0\0\0\u0018ftypavis\0\0\0\0avifmif1', (sign) => sign.charCodeAt(0))
  assert.deepEqual([kindOf(film), isSequence(film)], ['avif', true])
})
