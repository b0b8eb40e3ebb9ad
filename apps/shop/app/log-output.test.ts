import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { createStandardLog } from './log.ts'
import { LOG_WAITING_BYTES_MAX, type LogStream, lastLinesRead } from './log-output.ts'

/** A reader that reads a piece when it is told to, and one that fails. */
function slowReader() {
  const read: string[] = []
  const waiting: (() => void)[] = []
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _, done) {
      waiting.push(() => {
        if (text !== '') read.push(text)
        done()
      })
    },
  })
  const readOne = () => waiting.shift()?.()
  const readAll = async () => {
    while (stream.writableLength + waiting.length > 0) {
      readOne()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { stream, read, readAll }
}

const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
const LINE = { text: 'x'.repeat(10_000) }

test('a reader that hangs costs no more memory than a limit, and learns how many lines are missing, and where', async () => {
  const { stream, read, readAll } = slowReader()
  const log = createStandardLog(stream)
  for (let turn = 0; turn < 1_000; turn += 1) log.info({ turn, ...LINE })
  assert.ok(stream.writableLength > LOG_WAITING_BYTES_MAX)
  assert.ok(stream.writableLength < LOG_WAITING_BYTES_MAX + 20_000)
  await readAll()
  log.info('later')
  await readAll()
  const lines = parsed(read)
  const kept = lines.filter(({ turn }) => turn !== undefined)
  assert.deepEqual(
    kept.map(({ turn }) => turn),
    kept.map((_, index) => index),
    'the oldest are kept, without a gap',
  )
  assert.deepEqual(
    lines.slice(kept.length).map(({ level, lines, msg }) => ({ level, lines, msg })),
    [
      { level: 'warn', lines: 1_000 - kept.length, msg: 'nobody read the log in time: lines are missing here' },
      { level: 'info', lines: undefined, msg: 'later' },
    ],
  )
})

test('a reader that hangs twice is told twice', async () => {
  const { stream, read, readAll } = slowReader()
  const log = createStandardLog(stream)
  for (let time = 0; time < 2; time += 1) {
    for (let turn = 0; turn < 200; turn += 1) log.info(LINE)
    await readAll()
  }
  const told = parsed(read).filter(({ level }) => level === 'warn')
  assert.equal(told.length, 2)
  assert.equal(read.length - 2 + Number(told[0]?.['lines']) + Number(told[1]?.['lines']), 400)
})

test('the end waits for a slow reader, also for what is said of dropped lines', async () => {
  const { stream, read, readAll } = slowReader()
  const log = createStandardLog(stream)
  for (let turn = 0; turn < 200; turn += 1) log.info(LINE)
  await Promise.all([lastLinesRead(stream, 60_000), readAll()])
  assert.equal(stream.writableLength, 0)
  assert.equal(parsed(read).at(-1)?.['level'], 'warn')
})

test('the end does not wait for a reader that hangs, has failed, or has read all', async () => {
  const { stream } = slowReader()
  await lastLinesRead(stream, 60_000)
  stream.write('x')
  await lastLinesRead(stream, 10)
  assert.equal(stream.writableLength, 1)
  const failed: LogStream = {
    writableLength: 1,
    write: (_, done) => {
      done?.(new Error('EPIPE'))
      return false
    },
    once: () => {},
  }
  await lastLinesRead(failed, 60_000)
  await lastLinesRead({ ...failed, writableLength: undefined }, 60_000)
})
