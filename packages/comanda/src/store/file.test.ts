import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  historyContract,
  nextRecord,
  raceContract,
  restlessHome,
  sampleRecord,
  storeContract,
} from '../testing/index.ts'
import { storeHome } from '../testing/races/engine-home.ts'
import { createFileStore, fileStoreOn } from './file.node.ts'
import { createChain } from './file-chain.node.ts'
import { type FileSystem, machineFiles } from './file-system.node.ts'
import { type SessionStore, StoreUnavailable } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-file-'))
let made = 0
after(() => rmSync(folder, { recursive: true }))

function newFolder(): string {
  made += 1
  return join(folder, String(made))
}

storeContract('files', ({ clock }) => {
  const place = newFolder()
  return { store: createFileStore({ folder: place, clock }), reopen: () => createFileStore({ folder: place, clock }) }
})

/** Two stores on one folder know nothing of each other, as two processes. */
function twoOnOneFolder(): readonly [SessionStore, SessionStore] {
  const place = newFolder()
  return [createFileStore({ folder: place }), createFileStore({ folder: place })]
}

raceContract('files, two stores on one folder', (context) => ({ home: storeHome(twoOnOneFolder(), context) }))
historyContract('files, two stores on one folder', (unrest) => ({ home: restlessHome(twoOnOneFolder(), unrest) }), {
  rounds: 2,
  operations: 300,
})

/** Every file below `place`, as a path from there. */
function filesIn(place: string): string[] {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

test('nobody but the owner can look into the folders and files of sessions', async () => {
  const place = newFolder()
  await createFileStore({ folder: place }).create(sampleRecord(Date.now()))
  const [file] = filesIn(place)
  assert.ok(file)
  assert.equal(statSync(place).mode & 0o777, 0o700)
  assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('sign-out leaves no file behind, and no write leaves one beside the newest state', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  const record = sampleRecord(Date.now())
  await store.create(record)
  const atFirst = filesIn(place).length
  await store.save(nextRecord(record), 1)
  await store.touch(record.id, record.expiresAt + 1_000)
  await store.save(nextRecord(record), 1)
  assert.equal(filesIn(place).length, atFirst)
  await store.destroy(record.id)
  assert.deepEqual(filesIn(place), [])
})

test('an id with a path in it stays inside the folder', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: join(place) })
  for (const id of ['../../../../etc/passwd', '/etc/passwd', '..', '.', 'nul\0', 'CON']) {
    assert.equal(await store.load(id), null)
    const record = sampleRecord(Date.now(), { id })
    assert.equal(await store.create(record), true)
    assert.deepEqual(await store.load(id), record)
  }
  for (const file of filesIn(place))
    assert.match(file.slice(place.length), /^\/sessions\/[0-9]{2}\/[0-9a-f]+\/[a-z0-9-]+$/)
})

test('ids that differ in case alone are two sessions, also where names of files do not tell case', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  await store.create(sampleRecord(Date.now(), { id: 'aaaa' }))
  await store.create(sampleRecord(Date.now(), { id: 'AAAA' }))
  const names = filesIn(place).map((file) => file.toLowerCase().split('/').at(-2))
  assert.equal(new Set(names).size, 2)
})

test('S82 a folder that cannot be made, or whose parent is missing, is refused by its path, with the reason of the system', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  for (const place of [file, join(folder, 'nothing', 'here')]) {
    assert.throws(
      () => createFileStore({ folder: place }),
      (error: Error) => error.message.includes(place) && 'code' in error && error.code === 'store/file-cannot-open',
    )
  }
})

const STEPS = ['list', 'read', 'writeDurably', 'makeDurable', 'makeFolder', 'rename', 'remove', 'removeAll'] as const

test('S86 a write is one step: who looks before, between and after all that it does finds the old state or the new one', async () => {
  const place = newFolder()
  const reader = createFileStore({ folder: place })
  const record = sampleRecord(Date.now())
  const next = nextRecord(record)
  const seen: unknown[] = []
  const look = async () => void seen.push((await reader.load(record.id))?.version ?? null)
  const watched = STEPS.map((step) => {
    const take = machineFiles[step] as (...parameters: unknown[]) => Promise<unknown>
    return [
      step,
      (...parameters: unknown[]) =>
        look()
          .then(() => take(...parameters))
          .finally(look),
    ] as const
  })
  const writer = fileStoreOn(createChain(place, Object.fromEntries(watched) as unknown as FileSystem))
  await writer.create(record)
  await writer.save(next, 1)
  await writer.destroy(record.id)
  const orders = seen.filter((version, index) => index === 0 || version !== seen[index - 1])
  assert.deepEqual(orders, [null, 1, 2, null])
  assert.ok(seen.length > 20)
})

/** A file system whose `failing`th step fails: before it is done, or after it was done (unless it fails by itself). */
function failingFiles(failing: number, moment: 'before' | 'after') {
  let steps = 0
  let failures = 0
  const fail = (): never => {
    failures += 1
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
  }
  const around =
    <Arguments extends unknown[], Result>(step: (...parameters: Arguments) => Promise<Result>) =>
    async (...parameters: Arguments): Promise<Result> => {
      steps += 1
      const fails = steps === failing
      if (fails && moment === 'before') fail()
      const result = await step(...parameters)
      return fails ? fail() : result
    }
  const files = Object.fromEntries(STEPS.map((step) => [step, around(machineFiles[step] as () => Promise<unknown>)]))
  return {
    files: files as unknown as FileSystem,
    /** Whether there were fewer steps than that. */
    isBeyond: () => steps < failing,
    failures: () => failures,
  }
}

for (const moment of ['before', 'after'] as const) {
  test(`whatever step of the file system fails (${moment} it is done), no write is acknowledged that is not there`, async () => {
    for (let failing = 1; ; failing += 1) {
      const place = newFolder()
      const sound = createFileStore({ folder: place })
      const faulty = failingFiles(failing, moment)
      const store = fileStoreOn(createChain(place, faulty.files))
      const [kept, ended, fresh] = [sampleRecord(Date.now()), sampleRecord(Date.now()), sampleRecord(Date.now())]
      await sound.create(kept)
      await sound.create(ended)

      const next = nextRecord(kept)
      const outcomes = {
        saved: await outcomeOf(store.save(next, 1)),
        ended: await outcomeOf(store.destroy(ended.id)),
        created: await outcomeOf(store.create(fresh)),
      }
      const found = await sound.load(kept.id)
      assert.ok(found !== null, `step ${failing}: the session is lost`)
      if (outcomes.saved === 'done') assert.equal(found.writeId, next.writeId, `step ${failing}: save`)
      if (outcomes.ended === 'done') assert.equal(await sound.load(ended.id), null, `step ${failing}: destroy`)
      if (outcomes.created === 'done') assert.deepEqual(await sound.load(fresh.id), fresh, `step ${failing}: create`)
      if (faulty.isBeyond()) break
      const told = Object.values(outcomes).includes('unavailable')
      assert.equal(told, faulty.failures() > 0, `step ${failing}: an error was swallowed, or one was made up`)
    }
  })
}

async function outcomeOf(write: Promise<unknown>): Promise<'done' | 'unavailable'> {
  try {
    await write
    return 'done'
  } catch (error) {
    assert.ok(error instanceof StoreUnavailable)
    return 'unavailable'
  }
}

test('after a failing fsync nothing more is acknowledged: the next one may succeed without having written anything', async () => {
  const place = newFolder()
  let isFailing = true
  createFileStore({ folder: place })
  const store = fileStoreOn(
    createChain(place, {
      ...machineFiles,
      makeDurable: async (what) => {
        if (isFailing && what.includes('sessions')) throw new Error('EIO')
        return machineFiles.makeDurable(what)
      },
    }),
  )
  await assert.rejects(store.create(sampleRecord(Date.now())), StoreUnavailable)
  isFailing = false
  await assert.rejects(store.create(sampleRecord(Date.now())), (error: Error) => {
    assert.match(String((error.cause as Error).message), /The disk failed before/)
    return error instanceof StoreUnavailable
  })
  assert.equal(await createFileStore({ folder: place }).create(sampleRecord(Date.now())), true)
})

test('what killed processes left behind is swept away when it is old, and nothing that is under way', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  await store.create(sampleRecord(Date.now()))
  const kept = filesIn(place)
  const twoHoursAgo = new Date(Date.now() - 7_200_000)
  for (const left of ['incoming/old', 'incoming/young', 'ended/old']) {
    mkdirSync(join(place, left))
    writeFileSync(join(place, left, 'a-state'), '')
    if (left.endsWith('old')) utimesSync(join(place, left), twoHoursAgo, twoHoursAgo)
  }
  assert.equal(await store.deleteExpired(Date.now(), 10), 0)
  assert.deepEqual(filesIn(place).sort(), [...kept, join(place, 'incoming/young/a-state')].sort())
})

test('a session that is made between the looks of somebody who makes one of the same id stays', async () => {
  const place = newFolder()
  const other = createFileStore({ folder: place })
  for (let look = 1; look <= 3; look += 1) {
    const mine = sampleRecord(Date.now(), { writeId: 'mine' })
    const theirs = { ...mine, writeId: 'theirs' }
    let looks = 0
    let theirsMade: boolean | null = null
    const list = async (path: string) => {
      looks += 1
      if (looks === look) theirsMade = await other.create(theirs)
      return machineFiles.list(path)
    }
    const mineMade = await fileStoreOn(createChain(place, { ...machineFiles, list })).create(mine)
    theirsMade ??= await other.create(theirs)
    assert.equal(Number(mineMade) + Number(theirsMade), 1, `in look ${look}`)
    assert.equal((await other.load(mine.id))?.writeId, mineMade ? 'mine' : 'theirs')
  }
})
