/** When sessions in files end: what their records say, and nothing else. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { createEngine } from '../session/engine.ts'
import { createFakeClock, type FakeClock, sampleRecord } from '../testing/index.ts'
import { createVisitor } from '../testing/visitor.ts'
import { createFileStore, type FileStore } from './file.node.ts'

let folder: string
let clock: FakeClock
let store: FileStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-file-ends-'))
  clock = createFakeClock()
  store = createFileStore({ folder: join(folder, 'sessions'), clock })
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Gives all files and folders the time at which they were changed last, as a copy or a restored backup does. */
function changedAt(milliseconds: number): void {
  const time = new Date(milliseconds)
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, entry), time, time)
}

test('S60 a session ends when its record says so, whatever the times of its files are', async () => {
  const record = sampleRecord(clock(), { expiresAt: clock() + 10_000 })
  await store.create(record)
  changedAt(0)
  assert.deepEqual(await store.load(record.id), record)
  assert.equal(await store.deleteExpired(clock(), 10), 0)
  clock.advance(10_000)
  changedAt(clock() + 1_000_000)
  assert.equal(await store.load(record.id), null)
  assert.equal(await store.deleteExpired(clock(), 10), 1)
})

test('S61 a session with an idle time of its own ends after so many seconds, and is swept away', async () => {
  const ana = createVisitor(createEngine({ store, clock }))
  await ana.visit((session) => {
    session.set('a', 1)
    session.setExpiry({ kind: 'idle', seconds: 10 })
  })
  clock.advance(9_999)
  assert.equal(await store.deleteExpired(clock(), 10), 0)
  assert.equal(await ana.visit((session) => session.get('a')), 1)
  clock.advance(10_000)
  assert.equal(await ana.visit((session) => session.has('a')), false)
  assert.equal(await store.deleteExpired(clock(), 10), 1)
})
