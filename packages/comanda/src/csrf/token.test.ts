import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { createSecrets } from '../cookie/index.ts'
import { keyOf } from '../cookie/mac.ts'
import { systemRandomness } from '../session/token.ts'
import { csrfToken, isCsrfToken } from './token.ts'

const secret = 'a secret of thirty-two bytes and more, for tests'
const secrets = createSecrets([secret])
const session = { sessionId: 'BBBBBBBBBBBBBBBBBBBBBA', generation: 3 }
const maskOf = (byte: number) => (length: number) => new Uint8Array(length).fill(byte)
const isOurs = (token: string) => isCsrfToken(secrets, session, token)

/** What is behind the mask, made without our framing: each text with its length in four bytes before it. */
function bareToken(): Uint8Array {
  const key = keyOf(new TextEncoder().encode(secret), 'mask')
  const framed = `\0\0\0\x04csrf\0\0\0\x16${session.sessionId}\0\0\0\x01${session.generation}`
  return createHmac('sha256', key).update(framed, 'latin1').digest()
}

test('C1 a mask of zeros shows the bare token, a mask of ones its opposite', () => {
  const bare = bareToken()
  for (const [byte, masked] of [
    [0x00, bare],
    [0xff, bare.map((one) => one ^ 0xff)],
  ] as const) {
    const expected = Buffer.concat([maskOf(byte)(32), masked]).toString('base64url')
    assert.equal(csrfToken(secrets, session, maskOf(byte)), expected)
  }
})

test('C2 any mask comes off again, and the text is 86 characters that forms and headers hold', () => {
  for (let nth = 0; nth < 1_000; nth += 1) {
    const token = csrfToken(secrets, session, systemRandomness)
    assert.match(token, /^[\w-]{86}$/)
    assert.equal(isOurs(token), true)
  }
})

test('C7 C8 a text of another length, with other characters or of another session is no token', () => {
  const token = csrfToken(secrets, session, systemRandomness)
  const bare = Buffer.from(bareToken()).toString('base64url')
  for (const text of ['', 'x', bare, token.slice(0, 16), token.slice(1), `${token}A`, `${token}=`, ` ${token}`]) {
    assert.equal(isOurs(text), false, text)
  }
  for (const char of ['*', '+', '/', '.', 'ñ', '\0']) assert.equal(isOurs(char + token.slice(1)), false, char)
  for (const other of [
    { ...session, sessionId: 'CCCCCCCCCCCCCCCCCCCCCA' },
    { ...session, generation: 4 },
  ])
    assert.equal(isOurs(csrfToken(secrets, other, systemRandomness)), false)
})

test('a token of an older secret is valid while that secret is listed', () => {
  const newer = 'a newer secret of thirty-two bytes and more'
  const token = csrfToken(secrets, session, systemRandomness)
  assert.equal(isCsrfToken(createSecrets([newer, secret]), session, token), true)
  assert.equal(isCsrfToken(createSecrets([newer]), session, token), false)
})
