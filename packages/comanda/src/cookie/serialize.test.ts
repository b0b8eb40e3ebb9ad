import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COOKIE_BYTES_MAX, type CookieErrorCode, readCookie, serializeCookie } from './index.ts'

const code = (expected: CookieErrorCode) => ({ name: 'CookieError', code: expected })

/** What splits or ends a header, or an attribute in it. */
const INJECTIONS = ['; Domain=evil.example', ';', '\r\nSet-Cookie: s=bad', '\r', '\n', '\0', '\u007f', '\u0001']

test('without attributes a cookie is for this host alone, over https, unseen by scripts and other sites', () => {
  assert.equal(serializeCookie('__Host-s', 'abc'), '__Host-s=abc; Path=/; Secure; HttpOnly; SameSite=Lax')
  assert.equal(serializeCookie('s', ''), 's=; Path=/; Secure; HttpOnly; SameSite=Lax')
})

test('every weakening is asked for by name', () => {
  assert.equal(
    serializeCookie('s', 'v', {
      maxAgeSeconds: 60,
      domain: 'shop.example',
      path: '/cart',
      secure: false,
      httpOnly: false,
      sameSite: 'Strict',
    }),
    's=v; Max-Age=60; Domain=shop.example; Path=/cart; SameSite=Strict',
  )
  const secure = Reflect.apply(serializeCookie, null, ['s', 'v', { secure: 0, httpOnly: '', sameSite: undefined }])
  assert.equal(secure, 's=v; Path=/; Secure; HttpOnly; SameSite=Lax')
})

test('any well-formed text comes back as it was given', () => {
  const values = [
    '',
    'id.verifier_-~',
    'a b',
    'a;b',
    'a,b',
    '"a"',
    'a\\b',
    '%',
    '%41',
    '100%',
    'ñ',
    '🍅',
    ' x ',
    '\t',
    '\0',
    '=a=',
  ]
  for (const value of [...values, ...INJECTIONS, String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at))]) {
    const header = serializeCookie('s', value)
    const [pair = ''] = header.split('; Path=/')
    assert.match(pair, /^s=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/, JSON.stringify(value))
    assert.equal(readCookie(pair, 's'), value)
  }
})

test('base64url and what else a cookie can hold is not touched', () => {
  const octets = "!#$&'()*+-./:<=>?@[]^_`{|}~AZaz09"
  assert.ok(serializeCookie('s', octets).startsWith(`s=${octets};`))
})

test('ATTRIBUTE INJECTION through the value: it is encoded and opens no attribute and no header', () => {
  for (const injection of INJECTIONS) {
    const header = serializeCookie('s', `v${injection}`)
    assert.equal(header.split(';').length, 5, JSON.stringify(header))
    assert.match(header, /^[\x20-\x7e]*$/)
  }
})

test('ATTRIBUTE INJECTION through the name is refused (CVE-2024-47764, Hono a586cd72)', () => {
  for (const injection of [...INJECTIONS, '=', ' ', '\t', ',', '"', 'ñ', '\u2000']) {
    assert.throws(() => serializeCookie(`s${injection}`, 'v'), code('cookie/bad-name'), JSON.stringify(injection))
  }
  assert.throws(() => serializeCookie('', 'v'), code('cookie/bad-name'))
})

test('ATTRIBUTE INJECTION through path, domain and sameSite is refused (Hono 44ae0c8c, Hono 905aedbc)', () => {
  for (const injection of INJECTIONS) {
    assert.throws(() => serializeCookie('s', 'v', { path: `/${injection}` }), code('cookie/bad-attribute'))
    assert.throws(() => serializeCookie('s', 'v', { domain: `a.example${injection}` }), code('cookie/bad-attribute'))
    const write = () => Reflect.apply(serializeCookie, null, ['s', 'v', { sameSite: `Lax${injection}` }])
    assert.throws(write, code('cookie/bad-attribute'))
  }
})

test('attributes that browsers read otherwise than written are refused', () => {
  for (const path of ['', 'cart', ' /', '/a b', '/ñ', './']) {
    assert.throws(() => serializeCookie('s', 'v', { path }), code('cookie/bad-attribute'), path)
  }
  const domains = [
    '',
    '.',
    '.shop.example',
    'shop.example.',
    'a..b',
    '-a.example',
    'a-.example',
    'ñ.example',
    'a b',
    'a:80',
    '[::1]',
    '*.a',
  ]
  for (const domain of [...domains, `${'a'.repeat(64)}.example`, `${'a.'.repeat(127)}aa`]) {
    assert.throws(() => serializeCookie('s', 'v', { domain }), code('cookie/bad-attribute'), domain)
  }
  for (const maxAgeSeconds of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 34_560_001]) {
    assert.throws(
      () => serializeCookie('s', 'v', { maxAgeSeconds }),
      code('cookie/bad-attribute'),
      String(maxAgeSeconds),
    )
  }
  assert.throws(() => serializeCookie('s', 'v', { sameSite: 'None', secure: false }), code('cookie/bad-attribute'))
  for (const sameSite of ['lax', 'none', '', null, ['Lax']]) {
    const write = () => Reflect.apply(serializeCookie, null, ['s', 'v', { sameSite }])
    assert.throws(write, code('cookie/bad-attribute'), String(sameSite))
  }
})

test('the longest life is 400 days, the limit of browsers', () => {
  assert.match(serializeCookie('s', 'v', { maxAgeSeconds: 34_560_000 }), /; Max-Age=34560000;/)
  assert.match(serializeCookie('s', 'v', { maxAgeSeconds: 0 }), /; Max-Age=0;/)
})

test('a cookie that browsers would drop for its size is refused, counted as it is sent', () => {
  assert.ok(serializeCookie('s', 'x'.repeat(COOKIE_BYTES_MAX - 1)))
  assert.throws(() => serializeCookie('s', 'x'.repeat(COOKIE_BYTES_MAX)), code('cookie/too-large'))
  assert.throws(() => serializeCookie('s', 'ñ'.repeat(COOKIE_BYTES_MAX / 6 + 1)), code('cookie/too-large'))
  assert.ok(serializeCookie('s', 'v', { path: `/${'a'.repeat(1023)}` }))
  assert.throws(() => serializeCookie('s', 'v', { path: `/${'a'.repeat(1024)}` }), code('cookie/too-large'))
})

test('text without a UTF-8 form is refused, so that no two values become one', () => {
  for (const value of ['\ud800', 'a\udc00', '\udc00\ud800']) {
    assert.throws(() => serializeCookie('s', value), code('cookie/bad-value'))
  }
})

test('an error never repeats the value, which may be a secret', () => {
  for (const value of ['hunter2\ud800', 'hunter2'.repeat(1000)]) {
    assert.throws(
      () => serializeCookie('s', value),
      (error: unknown) => error instanceof Error && !error.message.includes('hunter2'),
    )
  }
})
