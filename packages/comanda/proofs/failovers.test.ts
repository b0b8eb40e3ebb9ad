import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNoRedis } from '@comanda/test-kit/redis'
import { killPrimary } from './failovers.ts'

const title = 'sentinels have a replica take over for a killed primary: the apps find it, and all it acknowledges stays'
test(title, { skip: whyNoRedis() }, async (context) => {
  const { awayMs, acknowledged, lost, lostAfterwards } = await killPrimary()
  // A replica may miss the last moments: how many is told, and not held against anything.
  context.diagnostic(`away for ${awayMs} ms; of ${acknowledged} acknowledged writes ${lost.length} are lost`)
  assert.deepEqual(lostAfterwards, [])
})
