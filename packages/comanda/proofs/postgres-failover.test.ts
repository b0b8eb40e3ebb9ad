import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNoPostgres } from '@comanda/test-kit/postgres'
import { loseToStandby } from './postgres-failover.ts'

const skip = whyNoPostgres()

test('a synchronous standby that takes over has all that was acknowledged, sign-outs among it', {
  skip,
}, async (context) => {
  const { acknowledged, acknowledgedAlone, lost } = await loseToStandby(true)
  context.diagnostic(`${acknowledged} acknowledged writes, ${acknowledgedAlone} of them while it was away`)
  assert.deepEqual(lost, [])
})

test('and the loss would be seen: a primary that does not wait for its standby acknowledges in vain', {
  skip,
}, async () => {
  const { acknowledgedAlone, lost } = await loseToStandby(false)
  assert.ok(acknowledgedAlone > 0 && lost.length > 0, `${acknowledgedAlone} acknowledged alone, ${lost.length} lost`)
})
