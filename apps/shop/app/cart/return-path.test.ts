import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReturnPath } from './return-path.ts'

test('a path of this site is gone back to, with its query and fragment', () => {
  for (const path of ['/', '/cart', '/es/products/taza?variant=7#top', '/products/a%2Fb', '/?a=//b', '/a//b'])
    assert.equal(parseReturnPath(path), path)
  assert.equal(parseReturnPath('/products/niño'), '/products/ni%C3%B1o')
})

test('open redirect: no address of another site, in whatever disguise', () => {
  const elsewhere = [
    '//evil.example',
    '///evil.example',
    '////evil.example/%2f..',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\u0000/evil.example',
    'https://evil.example',
    'HTTPS:evil.example',
    'http:/evil.example',
    'https:///evil.example',
    '//evil.example@ours.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'mailto:x@y.z',
    '/.//evil.example',
    '/..//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/x/%2E%2e//evil.example',
    '//[::1',
    '//:80',
    '//user:pass@evil.example',
    '/\u0085/evil.example',
    'evil.example',
    './evil',
    '../evil',
    '?x',
    '#x',
    '',
    '/a\r\nSet-Cookie: x=y',
    `/${'x'.repeat(2_000)}`,
  ]
  for (const address of elsewhere) assert.equal(parseReturnPath(address), null, JSON.stringify(address))
})

test('what looks like a host but stays behind one slash keeps to this site', () => {
  for (const path of [
    '/%2F/evil.example',
    '/%5Cevil.example',
    '/https://evil.example',
    '/@evil.example',
    '/%09//evil.example',
  ]) {
    const back = parseReturnPath(path)
    assert.ok(back !== null)
    assert.equal(new URL(back, 'https://ours.example').origin, 'https://ours.example', path)
  }
})

test('what is no text is no path', () => {
  for (const field of [undefined, null, 1, true, ['/cart'], new Map([['a', '/cart']])])
    assert.equal(parseReturnPath(field), null)
})
