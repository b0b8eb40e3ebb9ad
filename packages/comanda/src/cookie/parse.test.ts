import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuMillisecondsOf } from '@comanda/test-kit/cpu'
import { COOKIE_HEADER_CHARS_MAX, parseCookies, readCookie } from './index.ts'

/** The text as Node hands over its UTF-8 bytes: one character a byte. */
const asLatin1 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text))

/** Both ways of reading, which must agree. */
function read(header: string, name: string): string | null {
  const value = readCookie(header, name)
  const parsed = parseCookies(header).get(name) ?? null
  if (value === null && parsed !== null) assert.match(parsed, /%/, 'only decoding may differ')
  if (value !== null && parsed !== null && !parsed.includes('%')) assert.equal(value, parsed)
  if (parsed === null) assert.equal(value, null)
  return value
}

test('cookies of a header are read by name', () => {
  const header = 'theme=dark; __Host-s=id.verifier; empty=; lang=es'
  assert.deepEqual(
    [...parseCookies(header)],
    [
      ['theme', 'dark'],
      ['__Host-s', 'id.verifier'],
      ['empty', ''],
      ['lang', 'es'],
    ],
  )
  assert.equal(read(header, '__Host-s'), 'id.verifier')
  assert.equal(read(header, 'theme'), 'dark')
  assert.equal(read(header, 'lang'), 'es')
  assert.equal(read(header, 'empty'), '')
  assert.equal(read(header, 'absent'), null)
})

test('no header, no cookies', () => {
  for (const header of [null, undefined, '', ' ', ';', '; ;', '=', '==']) {
    assert.equal(parseCookies(header).size, 0, String(header))
    assert.equal(readCookie(header, 'a'), null, String(header))
  }
})

test('what stands after the first "=" is the value, quotes and further "=" kept', () => {
  assert.equal(read('a=b=c==', 'a'), 'b=c==')
  assert.equal(read('a="b c"', 'a'), '"b c"')
  assert.equal(read('a={"x":1,"y":[2]}', 'a'), '{"x":1,"y":[2]}')
})

test('G34 pairs are split at ";" alone: a quote, a comma or a line of another cookie opens no new pair (CVE-2016-7401)', () => {
  assert.equal(read('a="x, s=planted"', 's'), null)
  assert.equal(read('a=x,s=planted', 's'), null)
  assert.equal(read('a=x s=planted', 's'), null)
  assert.equal(read('a=x&s=planted', 's'), null)
  assert.equal(read('a="\\073 s=planted"', 's'), null)
  assert.equal(read('$Version=1; $Path="/; s=kept"', 's'), 'kept"')
})

test('space and tab around names and values are trimmed', () => {
  assert.equal(read('a=1;b=2', 'b'), '2')
  assert.equal(read(' \t a \t = \t 1 2 \t ; b=2', 'a'), '1 2')
  assert.equal(read('b=2; a=1 ', 'a'), '1')
})

test('NAMELESS COOKIE: "=__Host-s=bad" does not become __Host-s (CVE-2023-23934, Cookie Crumbles)', () => {
  for (const header of ['=__Host-s=bad', ' = __Host-s=bad', 'a=1; =__Host-s=bad', '==__Host-s=bad', '=', '__Host-s']) {
    assert.equal(read(header, '__Host-s'), null, header)
    assert.equal(parseCookies(header).has(''), false, header)
  }
  assert.equal(read('=__Host-s=bad; __Host-s=good', '__Host-s'), 'good')
  assert.equal(read('__Host-s; __Host-s=good', '__Host-s'), 'good')
})

test('PERCENT-ENCODED NAME: "%5F_Host-s" is never decoded into __Host-s (CVE-2020-8184)', () => {
  for (const name of ['%5F_Host-s', '_%5fHost-s', '__Host%2Ds', '__Host-%73', '%5F%5FHost-s']) {
    assert.equal(read(`${name}=bad`, '__Host-s'), null, name)
    assert.equal(read(`${name}=bad; __Host-s=good`, '__Host-s'), 'good', name)
  }
})

test('UNICODE PADDING: U+2000 and other blanks that trim() takes make no __Host-s of a free name (PortSwigger)', () => {
  for (const blank of [
    '\u2000',
    '\u00a0',
    '\u0085',
    '\u3000',
    '\ufeff',
    '\u2028',
    '\u180e',
    '\v',
    '\f',
    '\0',
    '\r',
    '\n',
  ]) {
    for (const padding of [blank, asLatin1(blank)]) {
      for (const name of [`${padding}__Host-s`, `__Host-s${padding}`, ` ${padding} __Host-s`]) {
        assert.equal(read(`${name}=bad`, '__Host-s'), null, JSON.stringify(name))
        assert.equal(read(`a=1; ${name}=bad; __Host-s=good`, '__Host-s'), 'good', JSON.stringify(name))
      }
    }
  }
})

test('LOOK-ALIKE NAME: other capitals, a longer or a shorter name is another cookie', () => {
  for (const name of [
    '__HOST-s',
    '__host-s',
    '__Host-S',
    'x__Host-s',
    '__Host-s2',
    '__Host-',
    '__Secure-s',
    '__Host-s.',
    '-__Host-s',
  ]) {
    assert.equal(read(`${name}=bad`, '__Host-s'), null, name)
    assert.equal(read(`${name}=bad; __Host-s=good`, '__Host-s'), 'good', name)
    assert.equal(read(`__Host-s=good; ${name}=bad`, '__Host-s'), 'good', name)
  }
})

test('COOKIE TOSSING: of two cookies of one name neither is believed, wherever they stand', () => {
  for (const header of [
    's=good; s=bad',
    's=same; s=same',
    's=1; a=2; s=3',
    's=1;s=2;s=3',
    's=; s=good',
    's=good; s=',
    's=good;\ts = bad',
    's=good; s=ctl\u0001',
    's=ctl\u0001; s=good',
  ]) {
    assert.equal(read(header, 's'), null, JSON.stringify(header))
    assert.equal(parseCookies(`${header}; other=kept`).get('other'), 'kept')
  }
})

test('a name inside a value is not a cookie and makes no duplicate', () => {
  assert.equal(read('a=s=1; s=2', 's'), '2')
  assert.equal(read('s=s=s', 's'), 's=s')
  assert.equal(read('ss=1; s=2; sss=3', 's'), '2')
})

test('PROTOTYPE POLLUTION: __proto__ and constructor are names like any other', () => {
  const header = '__proto__=polluted; constructor=x; toString=y'
  assert.equal(read(header, '__proto__'), 'polluted')
  assert.equal(read(header, 'constructor'), 'x')
  assert.equal(read('a=1', '__proto__'), null)
  assert.equal(read('a=1', 'toString'), null)
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

test('a value with control characters is no cookie', () => {
  for (const control of ['\0', '\u0001', '\b', '\n', '\r', '\u001f', '\u007f']) {
    assert.equal(read(`s=a${control}b`, 's'), null, JSON.stringify(control))
  }
  assert.equal(read('s=a\tb', 's'), 'a\tb')
})

test('names that are not tokens are not cookies of ours', () => {
  for (const name of ['a b', 'a[0]', '"s"', 'ñ', asLatin1('ñ'), 'a,b', '{s}', 'a/b', 's\u0001']) {
    assert.equal(parseCookies(`${name}=1; ok=2`).size, 1, JSON.stringify(name))
    assert.equal(readCookie(`${name}=1; ok=2`, name), null, JSON.stringify(name))
  }
  assert.equal(readCookie('a=1', ''), null)
  assert.equal(readCookie('a=1; b=2', '; b'), null)
})

test('a value is decoded exactly once, and broken encoding is no value', () => {
  assert.equal(readCookie('s=a%20b', 's'), 'a b')
  assert.equal(readCookie('s=%2541', 's'), '%41')
  assert.equal(readCookie('s=%C3%B1', 's'), 'ñ')
  for (const value of ['%', '%4', '%zz', '%FF', '%C3', '%C0%80', '%ED%A0%80'])
    assert.equal(readCookie(`s=${value}`, 's'), null, value)
  assert.equal(parseCookies('s=a%20b').get('s'), 'a%20b')
})

test('DENIAL OF SERVICE: hostile headers are read in time linear in their length (CVE-2025-14550)', () => {
  const long = COOKIE_HEADER_CHARS_MAX - 10
  const hostile = [
    ';',
    '=',
    ' ',
    '\t',
    's',
    's=',
    's=;',
    's ',
    's ;',
    '; s',
    ' =',
    'a=b;',
    '%',
    's=%',
    '\u2000',
    's\t=\t;\t',
  ]
  const milliseconds = cpuMillisecondsOf(() => {
    for (const piece of hostile) {
      const header = piece.repeat(Math.floor(long / piece.length))
      for (const text of [header, `${header}; s=1`, `s=1; ${header}`, `${header}=`]) read(text, 's')
      for (const name of ['s', '__Host-s', 's'.repeat(200)]) readCookie(header, name)
      assert.equal(parseCookies(piece.repeat(100_000)).size, 0)
      assert.equal(readCookie(piece.repeat(100_000), 's'), null)
    }
  })
  // About 20 ms when linear; any of these would take seconds if it were quadratic.
  assert.ok(milliseconds < 1_500)
})

test('C52 a header beyond the limit has no cookies: what it hides after the limit could be a duplicate', () => {
  const fill = (chars: number): string => `s=1; fill=${'x'.repeat(chars - 's=1; fill='.length)}`
  assert.equal(read(fill(COOKIE_HEADER_CHARS_MAX), 's'), '1')
  assert.equal(read(fill(COOKIE_HEADER_CHARS_MAX + 1), 's'), null)
  assert.equal(parseCookies(fill(COOKIE_HEADER_CHARS_MAX + 1)).size, 0)
})

test('both ways of reading agree on 20,000 random headers', () => {
  const pieces = ['s', 's=', '=', ';', '; ', ' ', '\t', 'ss', 'a=1', '"', ',', '%', '%41', '\u2000', '\0', '=s', ';s=x']
  let state = 20_260_801
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 16) % below
  }
  let found = 0
  for (let round = 0; round < 20_000; round += 1) {
    const header = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]).join('')
    if (read(header, 's') !== null) found += 1
    const raw = parseCookies(header).get('s')
    if (raw !== undefined && !raw.includes('%')) assert.equal(readCookie(header, 's'), raw, JSON.stringify(header))
  }
  assert.ok(found > 500, `${found} headers had the cookie`)
})
