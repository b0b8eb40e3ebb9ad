/**
 * Several processes that open one file, and one whose disk is full. This file is both the test and the processes it
 * starts: with a role in its arguments it plays that role.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { environmentOutsideTests } from '@comanda/test-kit/child'
import { sampleRecord } from '../testing/index.ts'
import { createSqliteStore, openSessionFile } from './sqlite.node.ts'
import { StoreUnavailable } from './store.ts'

const OPENERS = 4
const HOLD_MS = 100
const FILE_BLOCKS_MAX = 256

const [role, path = '', argument = ''] = process.argv.slice(2)
if (role === undefined) tests()
else await play(role)

function tests(): void {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-processes-'))
  const running = new Set<ChildProcess>()
  after(() => {
    for (const child of running) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  /** Starts this file in a role; `output` resolves with all it printed. `shell` runs before it, in its process. */
  function start(child: string, file: string, extra = '', shell = 'true') {
    const command = [process.execPath, import.meta.filename, child, file, extra]
    const started = spawn('sh', ['-c', `${shell}; exec "$@"`, 'sh', ...command], {
      env: environmentOutsideTests(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running.add(started)
    let printed = ''
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    const ended = once(started, 'close').then(([code]) => {
      running.delete(started)
      return { code: code as number | null, lines: printed.split('\n').slice(0, -1) }
    })
    return { process: started, ended, firstWords: once(started.stdout, 'data') }
  }

  test('processes that start at once on a new file all start', async () => {
    const at = String(Date.now() + 300)
    const children = Array.from({ length: OPENERS }, () => start('open', join(folder, 'new.db'), at))
    for (const { ended } of children) assert.deepEqual(await ended, { code: 0, lines: ['opened'] })
  })

  test('opening waits for the process that is setting the new file up', async () => {
    const file = join(folder, 'held.db')
    const holder = start('hold', file)
    await holder.firstWords
    const store = createSqliteStore({ path: file })
    assert.equal(await store.create(sampleRecord(Date.now())), true)
    await store.close()
    assert.deepEqual(await holder.ended, { code: 0, lines: ['held'] })
  })

  test('a file that another process keeps locked is told as that', () => {
    const file = join(folder, 'locked.db')
    const other = openSessionFile({ path: file })
    other.exec('begin immediate')
    assert.throws(() => openSessionFile({ path: file }, 20), { name: 'SqliteStoreError', code: 'store/sqlite-locked' })
    other.close()
  })

  test('an address of a file is refused: what SQLite makes of it would be for everybody to read', () => {
    const path = `file:${join(folder, 'address.db')}`
    assert.throws(() => createSqliteStore({ path }), { name: 'SqliteStoreError', code: 'store/sqlite-cannot-open' })
    assert.equal(existsSync(join(folder, 'address.db')), false)
  })

  test('a file system that refuses the write fails the commit: nothing of the group is stored, the store works on', async () => {
    const child = start('fill', join(folder, 'full.db'), '', `ulimit -f ${FILE_BLOCKS_MAX}`)
    const { code, lines } = await child.ended
    assert.equal(code, 0)
    assert.deepEqual(lines, ['small true', 'refused 40 of 40', 'stored 0 of 40', 'small true'])
  })
}

async function play(part: string): Promise<void> {
  switch (part) {
    case 'open':
      return openAt(Number(argument))
    case 'hold':
      return hold()
    case 'fill':
      return fill()
    default:
      throw new Error(`There is no role ${part}.`)
  }
}

async function openAt(atMs: number): Promise<void> {
  while (Date.now() < atMs);
  const store = createSqliteStore({ path })
  await store.create(sampleRecord(Date.now()))
  await store.close()
  print('opened')
}

/** Holds the write lock of a file that is not in WAL mode yet: there SQLite refuses others instead of waiting. */
async function hold(): Promise<void> {
  const connection = new DatabaseSync(path)
  connection.exec('begin immediate')
  print('held')
  await new Promise((resolve) => setTimeout(resolve, HOLD_MS))
  connection.close()
}

/** More at once than the limit on the size of files lets through. */
async function fill(): Promise<void> {
  const store = createSqliteStore({ path })
  print(`small ${await store.create(sampleRecord(Date.now()))}`)
  const large = Array.from({ length: 40 }, () => sampleRecord(Date.now(), { data: 'x'.repeat(20_000) }))
  const results = await Promise.allSettled(large.map((record) => store.create(record)))
  const refused = results.filter((result) => result.status === 'rejected' && result.reason instanceof StoreUnavailable)
  print(`refused ${refused.length} of ${large.length}`)
  const stored = await Promise.all(large.map(({ id }) => store.load(id)))
  print(`stored ${stored.filter((record) => record !== null).length} of ${large.length}`)
  print(`small ${await store.create(sampleRecord(Date.now()))}`)
  await store.close()
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
