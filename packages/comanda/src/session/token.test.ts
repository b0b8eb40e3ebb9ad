import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newToken, parseToken, systemRandomness, tokenText, verifierHashOf, verifierMatches } from './token.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA'

test('a token has 128 random bits to find the record and 128 to open it', () => {
  const token = newToken(systemRandomness)
  assert.match(tokenText(token), /^[\w-]{22}\.[\w-]{22}$/)
  assert.deepEqual(parseToken(tokenText(token)), token)
})

test('10,000 tokens are 10,000 different ones', () => {
  const texts = Array.from({ length: 10_000 }, () => tokenText(newToken(systemRandomness)))
  assert.equal(new Set(texts).size, texts.length)
})

test('whatever is not exactly of the form of a token never reaches a store', () => {
  const hostile = [
    '',
    '.',
    id,
    `${id}.`,
    `${id}.${id}.`,
    `${id}.${id}x`,
    `${id}.${id.slice(1)}`,
    `${id}.${id.slice(1)}B`, // bits set that base64url of 16 bytes leaves zero: a second spelling of the same id
    ` ${id}.${id}`,
    `${id}.${id}\n`,
    `../../../../etc/passwd.${id}`,
    `${id.slice(2)}a/.${id}`,
    `${id.slice(2)}é=.${id}`,
    `${id}.${id}`.repeat(1_000),
    '\u0000'.repeat(45),
  ]
  for (const text of hostile) assert.equal(parseToken(text), null, JSON.stringify(text.slice(0, 60)))
})

test('only the verifier itself opens the record; the hash a thief finds in the store does not', () => {
  const { verifier } = newToken(systemRandomness)
  const hash = verifierHashOf(verifier)
  assert.equal(verifierMatches(verifier, hash), true)
  assert.equal(verifierMatches(hash, hash), false)
  assert.equal(verifierMatches(`${verifier}A`, hash), false)
  assert.equal(verifierMatches(verifier, ''), false)
})
