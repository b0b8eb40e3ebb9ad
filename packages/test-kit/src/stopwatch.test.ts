import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertAtDeadline, startStopwatch } from './stopwatch.ts'

function keepBusy(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

test('a process that was kept from its work for long has been awake no longer for it', async () => {
  const read = startStopwatch()
  await sleep(100)
  keepBusy(400)
  const { onTheClock, awake } = read()
  assert.ok(onTheClock >= 490, `${onTheClock} ms`)
  assert.ok(awake <= 150, `${awake} ms`)
})

test('a timer is never late by the time a process is awake', async () => {
  const busy = setInterval(keepBusy, 5, 40)
  try {
    const read = startStopwatch()
    await sleep(300)
    const { onTheClock, awake } = read()
    assert.ok(onTheClock >= 298, `${onTheClock} ms`)
    assert.ok(awake <= 310, `${awake} ms`)
  } finally {
    clearInterval(busy)
  }
})

test('a deadline that is not kept, or twice as long, is found', async () => {
  const read = startStopwatch()
  await sleep(300)
  const took = read()
  assertAtDeadline(took, 300)
  assert.throws(() => assertAtDeadline(took, 400), /instead of 400 ms/)
  assert.throws(() => assertAtDeadline({ onTheClock: 600, awake: 540 }, 300), /it took 540 ms instead of 300 ms/)
})
