import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { describe, test } from 'node:test'
import { csrfToken, isCsrfToken } from '../csrf/token.ts'
import { createTokens, systemRandomness, verifierHashOf, verifierMatches } from '../session/token.ts'
import { createSecrets, sign, unsign } from './index.ts'

const secrets = createSecrets(['a secret of thirty-two bytes and more, for tests'])

/** `text` with another character at that place. */
const changedAt = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)

const signed = sign(secrets, { purpose: 'vip', name: 'status' }, 'gold', 0)
const { verifier } = createTokens(systemRandomness)()
const verifierHash = verifierHashOf(verifier)
const session = { sessionId: 'AAAAAAAAAAAAAAAAAAAAAA', generation: 1 }
const masked = csrfToken(secrets, session, systemRandomness)

/** What is compared with a secret: where the right text begins to be compared, and the check. */
const checks: Readonly<Record<string, { right: string; from: number; check: (given: string) => boolean }>> = {
  'a signature': {
    right: signed,
    from: signed.lastIndexOf('.') + 1,
    check: (given) => unsign(secrets, { purpose: 'vip', name: 'status' }, given) !== null,
  },
  'the hash of a verifier': { right: verifierHash, from: 0, check: (given) => verifierMatches(verifier, given) },
  'the token of a form': { right: masked, from: 43, check: (given) => isCsrfToken(secrets, session, given) },
}

describe('G35 TIMING of what is compared with a secret (CVE-2016-1000236, CVE-2013-0263, CVE-2018-1000119)', () => {
  for (const [what, { right, from, check }] of Object.entries(checks)) {
    test(`${what} is compared as a whole, wherever it differs`, (t) => {
      const compared: number[] = []
      const { timingSafeEqual } = crypto
      t.mock.method(crypto, 'timingSafeEqual', (one: Uint8Array, other: Uint8Array) => {
        compared.push(one.length)
        return timingSafeEqual(one, other)
      })
      syncBuiltinESMExports()
      t.after(() => {
        t.mock.restoreAll()
        syncBuiltinESMExports()
      })
      assert.equal(check(right), true)
      for (const at of [from, from + 1, from + 20, right.length - 2]) assert.equal(check(changedAt(right, at)), false)
      const [length = 0, ...others] = compared
      assert.ok(length >= 32, `${length} bytes`)
      assert.deepEqual(others, [length, length, length, length])
    })
  }
})
