import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createMemoryStore } from '../store/memory.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { createTurns, type Turns } from './turns.ts'

const store = createMemoryStore()

/** Takes a turn that saves a record, as a commit does. */
async function save(turns: Turns, id: string): Promise<void> {
  await turns.take(id, async (lane) => {
    lane.newest = { store, record: sampleRecord(0, { id }) }
  })
}

/** The id of the newest record that the next turn is handed. */
function handedOn(turns: Turns, id: string): Promise<string | undefined> {
  return turns.take(id, async ({ newest }) => newest?.record.id)
}

test('turns of one session come one after another, those of others do not wait', async () => {
  const turns = createTurns()
  const log: string[] = []
  const slow = turns.take('a', async () => {
    await pause(5)
    log.push('slow a')
  })
  await Promise.all([slow, turns.take('a', async () => log.push('a')), turns.take('b', async () => log.push('b'))])
  assert.deepEqual(log, ['b', 'slow a', 'a'])
})

test('a turn that fails fails alone', async () => {
  const turns = createTurns()
  const failing = turns.take('a', () => Promise.reject(new Error('full')))
  const next = turns.take('a', async () => 'fine')
  await assert.rejects(failing, /full/)
  assert.equal(await next, 'fine')
})

test('who comes when the queue is empty again builds on what the last one saved, and runs into no conflict', async () => {
  const turns = createTurns()
  await save(turns, 'a')
  await pause(1)
  assert.equal(await handedOn(turns, 'a'), 'a')
  assert.equal(await handedOn(turns, 'b'), undefined)
})

test('what rests is forgotten when many others came after it, so that visitors cannot fill the memory', async () => {
  const turns = createTurns()
  await save(turns, 'a')
  for (let n = 0; n < 200; n += 1) await save(turns, `few ${n}`)
  assert.equal(await handedOn(turns, 'a'), 'a')
  for (let n = 0; n < 600; n += 1) await save(turns, `many ${n}`)
  assert.equal(await handedOn(turns, 'a'), undefined)
})
