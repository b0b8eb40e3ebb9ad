/** What a primary that lost sight of its replica and its sentinels acknowledges in vain: as measured, by settings. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNoRedis } from '@comanda/test-kit/redis'
import { cutPrimaryOff } from './failovers.ts'

const LAG = { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' }
const ways = [
  { name: 'a client that stays, any primary', failoverDetector: false, settings: {} },
  { name: 'a client that asks the sentinels, any primary', failoverDetector: true, settings: {} },
  { name: 'a client that stays, a primary that needs its replica', failoverDetector: false, settings: LAG },
  { name: 'a client that asks the sentinels, a primary that needs its replica', failoverDetector: true, settings: LAG },
]

for (const { name, ...options } of ways) {
  const title = `a primary that is cut off loses nothing of what it acknowledged before: ${name}`
  test(title, { skip: whyNoRedis(), timeout: Infinity }, async (context) => {
    const { replacedMs, lostBefore, lost, lostForMs, ended, undone } = await cutPrimaryOff(options)
    const until = lostForMs === Infinity ? 'to the end of the cut' : `for ${lostForMs} ms`
    context.diagnostic(
      `another primary after ${replacedMs} ms; ${lost.length} sessions lost writes, acknowledged ${until}`,
    )
    context.diagnostic(`of ${ended} acknowledged sign-outs ${undone} are undone`)
    assert.deepEqual(lostBefore, [])
  })
}
