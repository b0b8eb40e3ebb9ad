import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroupLoad, GROUP_LOADS_MAX } from './group-load.ts'

/** A group load whose questions are written down, and answered with the ids in capitals. */
function listened(loadsMax?: number) {
  const asked: string[][] = []
  const load = createGroupLoad(async (ids) => {
    asked.push([...ids])
    if (ids.includes('bad')) throw new Error('no answer')
    return ids.map((id) => id.toUpperCase())
  }, loadsMax)
  return { asked, load }
}

test('all that is asked for in one moment is one question, and everybody gets their own answer', async () => {
  const { asked, load } = listened()
  assert.deepEqual(await Promise.all(['ana', 'ben', 'ana'].map(load)), ['ANA', 'BEN', 'ANA'])
  assert.deepEqual(asked, [['ana', 'ben', 'ana']])
})

test('who asks once a question is under way is in the next one: no answer is older than its call', async () => {
  const asked: string[][] = []
  const answers: (() => void)[] = []
  const load = createGroupLoad((ids) => {
    asked.push([...ids])
    return new Promise<string[]>((resolve) => answers.push(() => resolve(ids.map(() => 'found'))))
  })
  const early = load('ana')
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const late = load('ana')
  while (asked.length === 1) await new Promise((resolve) => setImmediate(resolve))
  for (const answer of answers) answer()
  assert.deepEqual(await Promise.all([early, late]), ['found', 'found'])
  assert.deepEqual(asked, [['ana'], ['ana']])
})

test('a question has a limit, and one that fails fails for nobody else', async () => {
  const { asked, load } = listened()
  const ids = Array.from({ length: GROUP_LOADS_MAX + 2 }, (_, index) => (index === 0 ? 'bad' : `${index}`))
  const outcomes = await Promise.allSettled(ids.map(load))
  assert.deepEqual(
    asked.map(({ length }) => length),
    [GROUP_LOADS_MAX, 2],
  )
  assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, GROUP_LOADS_MAX)
  assert.equal(await load('ana'), 'ANA')
})

test('where nothing can be asked for together, each is a question of its own', async () => {
  const { asked, load } = listened(1)
  assert.deepEqual(await Promise.all(['ana', 'ben'].map(load)), ['ANA', 'BEN'])
  assert.deepEqual(asked, [['ana'], ['ben']])
})
