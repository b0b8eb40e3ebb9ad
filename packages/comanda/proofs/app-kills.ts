import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { type ClosableStore, lostOf, playRole, SAVES_EACH } from './process-roles.ts'
import { sampleRecord } from './sample-record.ts'
import { seededIntegers } from './seeded-random.ts'

const KILLS = 4
const KILL_AFTER_MS_MAX = 60

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
  else await playRole(role, await store.open(place), id)
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
        assert.deepEqual(await lostOf(store, lines), [])
        await store.close?.()
        await audit?.(place)
      }
    })
  })
}
