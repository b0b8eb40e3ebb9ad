import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from './fake-clock.ts'

test('a fake clock stands still until it is told to go on', () => {
  const clock = createFakeClock(1_000)
  assert.equal(clock(), 1_000)
  clock.advance(0)
  clock.advance(250)
  assert.equal(clock(), 1_250)
})

test('a fake clock starts at the same moment every time', () => {
  assert.equal(new Date(createFakeClock()()).toISOString(), '2026-01-01T00:00:00.000Z')
})

test('time neither runs backwards nor stops at half a millisecond', () => {
  const clock = createFakeClock(0)
  for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => clock.advance(wrong), RangeError)
  }
  assert.equal(clock(), 0)
})
