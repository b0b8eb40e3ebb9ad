import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTokens, parseToken, systemRandomness, tokenText, verifierHashOf, verifierMatches } from './token.ts'

const newToken = createTokens(systemRandomness)
const id = 'AAAAAAAAAAAAAAAAAAAAAA'

test('S24 S25 a token has 128 random bits to find the record and 128 to open it, as base64url', () => {
  const token = newToken()
  assert.match(tokenText(token), /^[\w-]{22}\.[\w-]{22}$/)
  assert.deepEqual(parseToken(tokenText(token)), token)
})

test('ids made one after the other begin alike, so that their sessions stand together, and share nothing else', () => {
  const token = createTokens(systemRandomness)
  const ids = Array.from({ length: 96 }, () => token().id)
  const beginnings = ids.map((made) => made.slice(0, 4))
  assert.equal(new Set(beginnings).size, 3)
  assert.deepEqual(
    [beginnings[0], beginnings[32], beginnings[64]],
    [beginnings[31], beginnings[63], beginnings[95]],
    '32 in a row',
  )
  for (let place = 4; place < 21; place += 1)
    assert.ok(new Set(ids.map((made) => made[place])).size > 32, `character ${place} is each id's own`)
})

test('two engines do not make neighbours of each other, and no beginning tells when it was made', () => {
  const beginnings = Array.from({ length: 1_000 }, () => createTokens(systemRandomness)().id.slice(0, 4))
  assert.ok(new Set(beginnings).size > 990)
})

test('10,000 tokens are 10,000 different ones', () => {
  const texts = Array.from({ length: 10_000 }, () => tokenText(newToken()))
  assert.equal(new Set(texts).size, texts.length)
})

test('S22 S23 S75 S90 what has not exactly the form of a token, or is endless, never reaches a store (CVE-2018-11386, scs fd43cf7)', () => {
  const hostile = [
    '',
    '1',
    '.',
    id,
    `${id}.`,
    `${id}.${id}.`,
    `${id}.${id}x`,
    `${id}.${id.slice(1)}`,
    `${id}.${id.slice(1)}B`, // bits set that base64url of 16 bytes leaves zero: a second spelling of the same id
    ` ${id}.${id}`,
    `${id}.${id}\n`,
    `${id.slice(2)}é=.${id}`,
    `' or 1=1; --AAAAAAAAAA.${id}`,
    `${id}.${id}`.repeat(1_000),
    'A'.repeat(100_000),
    '\u0000'.repeat(45),
  ]
  for (const text of hostile) assert.equal(parseToken(text), null, JSON.stringify(text.slice(0, 60)))
})

test('S83 S84 an id with a slash, a backslash or dots never reaches a store (path traversal, CVE-2011-0698)', () => {
  for (const climbing of [
    '../../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'C:\\x',
    '..',
    '.',
    'a/b',
    'a\\b',
  ])
    for (const text of [climbing, climbing.padEnd(22, 'A'), climbing.padStart(22, 'A')])
      for (const token of [text, `${text}.${id}`, `${id}.${text}`]) assert.equal(parseToken(token), null, token)
})

test('only the verifier opens the record, not what a store, a list or a log shows (CVE-2019-16782, CVE-2019-25025, CVE-2020-5224)', () => {
  const { verifier } = newToken()
  const hash = verifierHashOf(verifier)
  assert.equal(verifierMatches(verifier, hash), true)
  assert.equal(verifierMatches(hash, hash), false)
  assert.equal(verifierMatches(`${verifier}A`, hash), false)
  assert.equal(verifierMatches(verifier, ''), false)
})
