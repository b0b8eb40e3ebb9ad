import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import type { SessionStore } from '../store/store.ts'
import { nextRecord, sampleRecord } from './sample-record.ts'
import { seededIntegers } from './seeded-random.ts'

const SAVES_EACH = 250
const KILLS = 4
const WRITERS = 8
const KILL_AFTER_MS_MAX = 60

/** A store, which may have to be closed. */
type ClosableStore = SessionStore & { close?(): Promise<void> }

/** A store as several processes see it. */
export interface StoreOfProcesses {
  /** The test file itself, `import.meta.filename`: it is run again as the processes, and must hold nothing else. */
  readonly file: string
  /** Says where the records of one test are to be, in words that {@link open} of another process understands. */
  newPlace(): Promise<string> | string
  open(place: string): Promise<ClosableStore> | ClosableStore
  /** Looks at the place after a kill, when all that was acknowledged has been found there. */
  audit?(place: string): Promise<void> | void
}

/** Tests what real processes do to a store, at once and when they are killed. Call it at the top of a test file. */
export async function storeProcesses(name: string, store: StoreOfProcesses): Promise<void> {
  const [role, place = '', id = ''] = process.argv.slice(2)
  if (role === undefined) register(name, store)
  else await play(role, await store.open(place), id)
}

function register(name: string, { file, newPlace, open, audit }: StoreOfProcesses): void {
  const running = new Set<ChildProcess>()

  function start(role: string, place: string, id = '') {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const child = spawn(process.execPath, [file, role, place, id], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    running.add(child)
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    const ended = once(child, 'close').then(([code]) => {
      running.delete(child)
      return { code: code as number | null, lines: printed.split('\n').slice(0, -1) }
    })
    return { child, ended, firstWords: once(child.stdout, 'data') }
  }

  describe(`several processes: ${name}`, () => {
    after(() => {
      for (const child of running) child.kill('SIGKILL')
    })

    test('two processes that save one session lose nothing', async () => {
      const place = await newPlace()
      const store = await open(place)
      const record = sampleRecord(Date.now(), { data: '0' })
      await store.create(record)
      const ends = await Promise.all([start('count', place, record.id).ended, start('count', place, record.id).ended])
      for (const { code } of ends) assert.equal(code, 0)
      const counted = await store.load(record.id)
      assert.equal(counted?.data, String(2 * SAVES_EACH))
      assert.equal(counted?.version, 1 + 2 * SAVES_EACH)
      await store.close?.()
    })

    test('a process killed under load has lost nothing that it acknowledged', async (context) => {
      const seed = Date.now()
      context.diagnostic(`seed ${seed}`)
      const integer = seededIntegers(seed)
      const place = await newPlace()
      for (let kill = 0; kill < KILLS; kill += 1) {
        const { child, ended, firstWords } = start('write', place)
        await firstWords
        await new Promise((resolve) => setTimeout(resolve, integer(KILL_AFTER_MS_MAX)))
        child.kill('SIGKILL')
        const { lines } = await ended
        const store = await open(place)
        for (const line of lines) await checkAcknowledged(store, line)
        await store.close?.()
        await audit?.(place)
      }
    })
  })
}

async function checkAcknowledged(store: SessionStore, line: string): Promise<void> {
  const [deed, id = '', version = ''] = line.split(' ')
  const record = await store.load(id)
  if (deed === 'destroyed') assert.equal(record, null, `acknowledged and undone: ${line}`)
  else if (record !== null) assert.ok(record.version >= Number(version), `acknowledged and lost: ${line}`)
  // Every third session is destroyed in the end, and the kill may have come before that was acknowledged.
  else assert.equal(deed, 'saved-last-but-one', `acknowledged and lost: ${line}`)
}

async function play(role: string, store: ClosableStore, id: string): Promise<void> {
  switch (role) {
    case 'count':
      await count(store, id)
      return store.close?.()
    case 'write':
      return writeForEver(store)
    default:
      throw new Error(`There is no role ${role}.`)
  }
}

/** Adds one, {@link SAVES_EACH} times, on the newest record each time. */
async function count(store: SessionStore, id: string): Promise<void> {
  let current = await store.load(id)
  for (let saves = 0; saves < SAVES_EACH; ) {
    assert.ok(current)
    const next = nextRecord(current, { data: String(Number(current.data) + 1) })
    const saved = await store.save(next, current.version)
    assert.notEqual(saved.kind, 'gone')
    if (saved.kind === 'saved') saves += 1
    current = saved.kind === 'conflict' ? saved.current : next
  }
}

/** Creates, saves and destroys until it is killed; prints what was acknowledged. */
async function writeForEver(store: SessionStore): Promise<void> {
  const writer = async () => {
    for (let round = 0; ; round += 1) {
      const isToEnd = round % 3 === 2
      const record = sampleRecord(Date.now())
      const deed = isToEnd ? 'saved-last-but-one' : 'saved'
      if (await store.create(record)) print(`${deed} ${record.id} 1`)
      const saved = await store.save(nextRecord(record), 1)
      if (saved.kind === 'saved') print(`${deed} ${record.id} 2`)
      if (isToEnd) await store.destroy(record.id)
      if (isToEnd) print(`destroyed ${record.id}`)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
