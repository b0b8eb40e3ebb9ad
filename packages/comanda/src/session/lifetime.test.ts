import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Expiry, endsOf, lifetimeOf, newbornEnds, touchDue } from './lifetime.ts'

const DAY_MS = 86_400_000
const byDefault: Expiry = { kind: 'default' }

test('S46 sessions idle for two weeks or as old as 30 days end, unless told otherwise', () => {
  assert.deepEqual(endsOf(lifetimeOf({}), byDefault, 0, 0), { expiresAt: 14 * DAY_MS, absoluteExpiresAt: 30 * DAY_MS })
})

test('use never moves the idle end past the absolute end', () => {
  assert.equal(endsOf(lifetimeOf({}), byDefault, 0, 29 * DAY_MS).expiresAt, 30 * DAY_MS)
  assert.equal(lifetimeOf({ idleTimeoutSeconds: 100, absoluteTimeoutSeconds: 10 }).idleMs, 10_000)
})

test('a session whose browser never comes back ends within a day', () => {
  const newborn = newbornEnds(lifetimeOf({}), byDefault, 0)
  assert.deepEqual(newborn, { expiresAt: DAY_MS, absoluteExpiresAt: 30 * DAY_MS })
  assert.equal(
    touchDue(lifetimeOf({}), byDefault, 1, newborn),
    14 * DAY_MS + 1,
    'the first return makes it an ordinary one',
  )
})

test('a read is a write only once in a twentieth of the idle time', () => {
  const lifetime = lifetimeOf({ idleTimeoutSeconds: 100, absoluteTimeoutSeconds: 1_000 })
  const ends = { expiresAt: 100_000, absoluteExpiresAt: 1_000_000 }
  assert.equal(touchDue(lifetime, byDefault, 5_000, ends), null)
  assert.equal(touchDue(lifetime, byDefault, 5_001, ends), 105_001)
  const last = { expiresAt: 1_000_000, absoluteExpiresAt: 1_000_000 }
  assert.equal(touchDue(lifetime, byDefault, 999_000, last), null, 'at the absolute end there is nothing to extend')
})

test('with renewal on every request each read moves the idle end on', () => {
  const lifetime = lifetimeOf({ idleTimeoutSeconds: 100, renewOnEveryRequest: true })
  assert.equal(touchDue(lifetime, byDefault, 1, { expiresAt: 100_000, absoluteExpiresAt: 30 * DAY_MS }), 100_001)
})

test('S48 S49 an idle time of its own counts from each use', () => {
  const idle: Expiry = { kind: 'idle', seconds: 10 }
  assert.equal(endsOf(lifetimeOf({}), idle, 0, 5_000).expiresAt, 15_000)
  const long: Expiry = { kind: 'idle', seconds: 60 * 86_400 }
  assert.deepEqual(endsOf(lifetimeOf({}), long, 0, 0), { expiresAt: 60 * DAY_MS, absoluteExpiresAt: 60 * DAY_MS })
})

test('S50 a session can end at a date, which no use moves, and 400 days after it began at the latest', () => {
  const at: Expiry = { kind: 'at', time: new Date(5 * DAY_MS) }
  assert.deepEqual(endsOf(lifetimeOf({}), at, 0, DAY_MS), { expiresAt: 5 * DAY_MS, absoluteExpiresAt: 5 * DAY_MS })
  assert.equal(touchDue(lifetimeOf({}), at, DAY_MS, endsOf(lifetimeOf({}), at, 0, 0)), null)
  const never: Expiry = { kind: 'at', time: new Date(8.64e15) }
  assert.equal(endsOf(lifetimeOf({}), never, 0, 0).expiresAt, 400 * DAY_MS)
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
