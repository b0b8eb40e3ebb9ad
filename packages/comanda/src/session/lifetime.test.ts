import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idleEnd, lifetimeOf, newbornEnds, touchIsDue } from './lifetime.ts'

const DAY_MS = 86_400_000

test('sessions idle for two weeks or as old as 30 days end, unless told otherwise', () => {
  assert.deepEqual(lifetimeOf({}), { idleMs: 14 * DAY_MS, absoluteMs: 30 * DAY_MS })
})

test('use never moves the idle end past the absolute end', () => {
  assert.equal(idleEnd(lifetimeOf({}), 29 * DAY_MS, 30 * DAY_MS), 30 * DAY_MS)
  assert.equal(lifetimeOf({ idleTimeoutSeconds: 100, absoluteTimeoutSeconds: 10 }).idleMs, 10_000)
})

test('a session whose browser never comes back ends within a day', () => {
  assert.deepEqual(newbornEnds(lifetimeOf({}), 0), { expiresAt: DAY_MS, absoluteEnd: 30 * DAY_MS })
  assert.equal(touchIsDue(lifetimeOf({}), 1, DAY_MS, 30 * DAY_MS), true, 'the first return makes it an ordinary one')
})

test('a read is a write only once in a twentieth of the idle time', () => {
  const lifetime = lifetimeOf({ idleTimeoutSeconds: 100, absoluteTimeoutSeconds: 1_000 })
  assert.equal(touchIsDue(lifetime, 5_000, 100_000, 1_000_000), false)
  assert.equal(touchIsDue(lifetime, 5_001, 100_000, 1_000_000), true)
  assert.equal(
    touchIsDue(lifetime, 999_000, 1_000_000, 1_000_000),
    false,
    'at the absolute end there is nothing to extend',
  )
})

test('a timeout that makes no sense is refused when the app starts', () => {
  for (const seconds of [0, -1, 1.5, Number.NaN, 400 * 86_400 + 1]) {
    assert.throws(() => lifetimeOf({ idleTimeoutSeconds: seconds }), {
      code: 'session/bad-setting',
      message: /idleTimeoutSeconds/,
    })
    assert.throws(() => lifetimeOf({ absoluteTimeoutSeconds: seconds }), { code: 'session/bad-setting' })
  }
})
