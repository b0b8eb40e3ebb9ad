import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, errorFields } from './log.ts'

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = []
  write(createLog({ write: (line) => void lines.push(line) }))
  return lines
}

test('a line break in what a visitor sends does not begin a line of the log (log injection)', () => {
  const path = '/a\r\n{"level":"info","msg":"forged"}\u2028\u0000\u001b[2J'
  const [line = '', ...more] = linesOf((log) => log.info({ path }, 'request'))
  assert.equal(more.length, 0)
  assert.ok([...line.trimEnd()].every((character) => character >= ' '))
  assert.equal((JSON.parse(line) as { path: string }).path, path)
})

test('a line has its time in UTC and its level as a word', () => {
  const [line = ''] = linesOf((log) => log.warn('careful'))
  const { time, level, msg } = JSON.parse(line) as Record<string, string>
  assert.match(time ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  assert.deepEqual({ level, msg }, { level: 'warn', msg: 'careful' })
})

test('an error is told by name, code, message, place and causes', () => {
  const cause = Object.assign(new Error('disk is full'), { code: 'ENOSPC' })
  const { error } = errorFields(Object.assign(new Error('could not save', { cause }), { code: 'store/unavailable' }))
  assert.equal(error.name, 'Error')
  assert.equal(error.code, 'store/unavailable')
  assert.equal(error.message, 'could not save')
  assert.match(error.frames[0] ?? '', /log\.test\.ts/)
  assert.deepEqual(error.causes, ['Error: ENOSPC: disk is full'])
})

test('a syntax error is told without its message, which quotes the body that was sent', () => {
  const secret = 'secret-of-the-visitor'
  try {
    JSON.parse(`{"card": ${secret}}`)
    assert.fail('it parsed')
  } catch (error) {
    const wrapped = new Error('bad body', { cause: error })
    assert.doesNotMatch(JSON.stringify([errorFields(error), errorFields(wrapped)]), /secret/)
  }
})

test('a message of many lines does not get among the frames', () => {
  const { error } = errorFields(new Error('one\n    at two (no-file.ts)'))
  assert.equal(error.message, 'one\n    at two (no-file.ts)')
  assert.ok(!error.frames.some((frame) => frame.includes('no-file.ts')))
})

test('values that are no errors, and causes that go round in circles, can be told', () => {
  assert.deepEqual(errorFields('password').error, { name: 'string', code: null, message: null, frames: [], causes: [] })
  const round = new Error('round')
  round.cause = round
  assert.equal(errorFields(round).error.causes.length, 3)
})
