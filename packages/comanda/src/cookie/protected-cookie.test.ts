import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import {
  type CookieEvent,
  createSecrets,
  type ProtectedCookieOptions,
  SECRETS_MAX,
  sealedCookie,
  signedCookie,
} from './index.ts'
import { seal, unseal } from './seal.ts'
import { sign, unsign } from './sign.ts'

const first = 'first secret: 0123456789abcdefghijklmnopqrstuvwxyz'
const second = 'second secret: 9876543210zyxwvutsrqponmlkjihgfedcba'
const secrets = createSecrets([first])
const binding = { purpose: 'vip', name: 'status' }
const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const values = [
  null,
  true,
  0,
  -1.5,
  '',
  'añb:c.d=e;f',
  ' ’ ',
  '</script>',
  [1, [2]],
  { a: { b: ['c'] } },
  'x'.repeat(2_000),
]

const kinds = {
  signed: {
    close: (value: unknown, under = binding, by = secrets, now = 0) => sign(by, under, value, now),
    open: (text: string, under = binding, by = secrets) => unsign(by, under, text),
    cookie: signedCookie,
  },
  sealed: {
    close: (value: unknown, under = binding, by = secrets, now = 0) => seal(by, under, value, now, bytes),
    open: (text: string, under = binding, by = secrets) => unseal(by, under, text),
    cookie: sealedCookie,
  },
}

for (const [kind, { close, open, cookie }] of Object.entries(kinds)) {
  describe(`a ${kind} value`, () => {
    test('G6 G8 G10 G11 of any JSON comes back as it was, in its own type', () => {
      for (const value of values) assert.deepEqual(open(close(value))?.value, value)
    })

    test('G7 is plain text that cookies hold without escaping', () => {
      for (const value of values) assert.match(close(value), /^[\w.-]+$/)
    })

    test('G2 by another secret is nothing', () => {
      assert.notEqual(close(1), close(1, binding, createSecrets([second])))
      assert.equal(open(close(1, binding, createSecrets([second]))), null)
    })

    test('G3 G26 for another purpose or name is nothing: a welcome cookie is no session (CVE-2023-48309, Laravel 2020-07)', () => {
      assert.equal(open(close(1, { ...binding, purpose: 'other' })), null)
      assert.equal(open(close(1, { ...binding, name: 'other' })), null)
    })

    test('G32 of name a, purpose bc does not pass for name ab, purpose c (CVE-2026-6873, CVE-2019-10911)', () => {
      const parts = ['', 'a', 'b', 'c', 'ab', 'bc', 'abc', 'a.b', '\u0000']
      const bindings = parts.flatMap((purpose) => parts.map((name) => ({ purpose, name })))
      for (const made of bindings) {
        const text = close(1, made)
        for (const asked of bindings) {
          if (asked !== made) assert.equal(open(text, asked), null, JSON.stringify([made, asked]))
        }
        assert.equal(open(text, made)?.value, 1)
      }
    })

    test('G9 G12 with any one character changed, added or missing is nothing', () => {
      const text = close({ level: 'gold' })
      for (let at = 0; at < text.length; at += 1) {
        const swapped = text[at] === 'A' ? 'B' : 'A'
        assert.equal(open(text.slice(0, at) + swapped + text.slice(at + 1)), null, `changed at ${at}`)
        assert.equal(open(text.slice(0, at) + text.slice(at + 1)), null, `missing at ${at}`)
      }
      for (const tampered of [
        text.toUpperCase(),
        `${text}A`,
        `${text}=`,
        `${text}.`,
        ` ${text}`,
        text.replaceAll('.', ''),
        '',
      ]) {
        assert.equal(open(tampered), null, tampered)
      }
    })

    test('garbage of any kind, such as an endless time stamp (CVE-2010-4535), is nothing and throws nothing', () => {
      for (const text of [
        '.',
        '...',
        's1...',
        'e1.',
        's1.e30.0.x',
        'e1.AAAA',
        's1.%%.0.'.padEnd(80, 'A'),
        `s1.e30.${'z'.repeat(100_000)}.${'A'.repeat(43)}`,
        'x'.repeat(100_000),
      ]) {
        assert.equal(open(text), null)
      }
    })

    test('never falls back to another way of reading: text of the other kind is nothing (CVE-2026-39324)', () => {
      assert.equal(unseal(secrets, binding, sign(secrets, binding, 1, 0)), null)
      assert.equal(unsign(secrets, binding, seal(secrets, binding, 1, 0, bytes)), null)
    })

    test('G16 G17 by an older secret is valid while that secret is listed, and says how old it is', () => {
      const rotated = createSecrets([second, first])
      assert.equal(open(close(1), binding, rotated)?.secretAge, 1)
      assert.equal(open(close(1, binding, rotated), binding, rotated)?.secretAge, 0)
      assert.equal(open(close(1, binding, rotated)), null, 'and the new one signs, not the old one')
    })

    test('G20 carries the time it was made', () => {
      assert.equal(open(close(1, binding, secrets, 1_700_000_000_999))?.madeAt, 1_700_000_000_000)
      assert.notEqual(close(1, binding, secrets, 1_000), close(1, binding, secrets, 2_000))
    })

    test('G24 carries any time from 1970 on, beyond 2038 and 32 bits too', () => {
      for (const seconds of [0, 1, 99, 1_620_378_259, 2 ** 31, 2 ** 32, 10 ** 10, 10 ** 11]) {
        assert.equal(open(close(1, binding, secrets, seconds * 1_000))?.madeAt, seconds * 1_000)
      }
    })

    test('G5 of a version or by a method that we do not know is nothing', () => {
      const [, ...parts] = close(1).split('.')
      for (const version of ['s0', 's2', 'e0', 'e2', 'none', 'HS256', '']) {
        assert.equal(open([version, ...parts].join('.')), null, version)
      }
    })

    test('that JSON cannot say is a mistake of the program', () => {
      for (const value of [undefined, () => 1]) assert.throws(() => close(value), { code: 'cookie/not-json' })
    })
  })

  describe(`a ${kind} cookie`, () => {
    let now = 0
    const options = {
      secrets,
      name: '__Host-vip',
      purpose: 'vip',
      maxAgeSeconds: 11,
      parse: (value: unknown) => (typeof value === 'string' ? value : null),
      clock: () => now,
    } as const
    const vip = cookie(options)
    const headerOf = (setCookie: string) => setCookie.split(';')[0] ?? ''
    const madeAt = (time: number) => {
      now = time
      return headerOf(vip.set('gold'))
    }

    test('G25 G30 is set with its age and read back', () => {
      assert.match(vip.set('gold'), /^__Host-vip=[\w.-]+; Max-Age=11; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
      assert.equal(vip.read(`a=b; ${headerOf(vip.set('gold'))}; c=d`), 'gold')
    })

    test('G21 G23 G29 is valid at the age it may have and not a second later, whatever the browser keeps', () => {
      const header = madeAt(1_000_500)
      for (const [age, value] of [
        [0, 'gold'],
        [10_499, 'gold'],
        [11_499, 'gold'],
        [12_000, null],
        [9_999_999, null],
      ] as const) {
        now = 1_000_500 + age
        assert.equal(vip.read(header), value, `${age} ms`)
      }
    })

    test('from the future is nothing, but for clocks that differ a little', () => {
      const header = madeAt(1_000_000)
      now = 950_000
      assert.equal(vip.read(header), 'gold')
      now = 900_000
      assert.equal(vip.read(header), null)
    })

    test('G27 G28 gives nothing instead of an error, whatever is wrong, so a default is one ?? away', () => {
      const good = madeAt(0)
      for (const header of [
        null,
        undefined,
        '',
        'other=1',
        `${good}x`,
        `${good}; ${good}`,
        good.replace('vip', 'vip2'),
        '__Host-vip=%',
      ]) {
        assert.equal(vip.read(header) ?? 'none', 'none', String(header))
      }
    })

    test('of another version of the app, whose values look different, is nothing', () => {
      const older = cookie<string, number>({ ...options, parse: () => 1 } as ProtectedCookieOptions<string, number>)
      assert.equal(vip.read(headerOf(older.set(7))), null)
    })

    test('is deleted with the attributes it was set with', () => {
      assert.match(vip.delete(), /^__Host-vip=; Expires=.*Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    })

    test('that nobody here made, or that an old secret made, is told to whoever watches', () => {
      const events: CookieEvent[] = []
      const rotated = createSecrets([second, first])
      const watched = cookie({ ...options, secrets: rotated, observe: (event: CookieEvent) => void events.push(event) })
      assert.equal(watched.read(`__Host-vip=forged`), null)
      assert.equal(watched.read('other=1'), null)
      assert.equal(watched.read(madeAt(now)), 'gold')
      assert.equal(watched.read(headerOf(watched.set('gold'))), 'gold')
      assert.deepEqual(events, [
        { kind: 'bad-signature', name: '__Host-vip' },
        { kind: 'old-secret', name: '__Host-vip', secretAge: 1 },
      ])
    })

    test('too large for browsers is refused when it is set', () => {
      assert.throws(() => vip.set('x'.repeat(4_000)), { code: 'cookie/too-large' })
    })
  })
}

/** The signature as it is written down, made without any of our code. */
function signatureByHand(secret: string, ...parts: string[]): string {
  const mac = (key: string | Buffer, texts: readonly string[]) => {
    const framed = texts.map((text) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(Buffer.byteLength(text))
      return Buffer.concat([length, Buffer.from(text)])
    })
    return createHmac('sha256', key).update(Buffer.concat(framed)).digest()
  }
  return mac(mac(secret, ['comanda', 'sign']), ['s1', ...parts]).toString('base64url')
}

test('G1 a signature is HMAC-SHA256 over purpose, name, value and time, each with its length', () => {
  for (const value of ['plain', 'with:colons.and.dots', 'añb ’ 🍅', { a: [1] }]) {
    const payload = Buffer.from(JSON.stringify(value)).toString('base64url')
    const signature = signatureByHand(first, 'vip', 'status', payload, '1e')
    assert.equal(sign(secrets, binding, value, 50_000), `s1.${payload}.1e.${signature}`)
  }
})

test('a sealed value shows nothing of what is in it, and is another text each time', () => {
  const one = seal(secrets, binding, 'allergic to nuts', 0, bytes)
  assert.notEqual(one, seal(secrets, binding, 'allergic to nuts', 0, bytes))
  assert.equal(Buffer.from(one.slice(3), 'base64url').includes('nuts'), false)
})

test('10,000 sealed values use 10,000 nonces and salts', () => {
  const texts = Array.from({ length: 10_000 }, () => seal(secrets, binding, 0, 0, bytes).slice(3, 3 + 37))
  assert.equal(new Set(texts).size, texts.length)
})

describe('secrets', () => {
  test('that could be guessed, none, or too many are refused, without repeating them', () => {
    const short = 'changeme'
    for (const list of [
      [],
      [short],
      [''],
      ['a'.repeat(64)],
      [first, short],
      Array.from({ length: SECRETS_MAX + 1 }, () => first),
    ]) {
      assert.throws(
        () => createSecrets(list),
        (error: Error) => 'code' in error && error.code === 'cookie/bad-secret' && !error.message.includes(short),
      )
    }
  })

  test('are not shown by printing or writing them', () => {
    const shown = inspect(secrets, { depth: 9, showHidden: true }) + JSON.stringify(secrets)
    assert.equal(shown.includes('secret:'), false)
  })

  test('have a key for each use, so that a signature is no seal', () => {
    assert.notDeepEqual(secrets.keysFor('sign'), secrets.keysFor('seal'))
  })
})
