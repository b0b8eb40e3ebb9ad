/** What processes leave behind that are killed in the middle of a write to files, and who may remove it when. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { nextRecord, sampleRecord } from '../testing/index.ts'
import { createFileStore, type FileStore, fileStoreOn } from './file.node.ts'
import { createChain } from './file-chain.node.ts'
import { type FileSystem, machineFiles } from './file-system.node.ts'
import { StoreUnavailable } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-file-leftovers-'))
let made = 0
after(() => rmSync(folder, { recursive: true }))

function newFolder(): string {
  made += 1
  const place = join(folder, String(made))
  createFileStore({ folder: place })
  return place
}

const storeOn = (place: string, files: Partial<FileSystem>): FileStore =>
  fileStoreOn(createChain(place, { ...machineFiles, ...files }))

/** To this store, all that lies about has done so for long. */
const muchLater = (place: string): FileStore => storeOn(place, { ageMs: async () => Number.POSITIVE_INFINITY })

/** All that is in the folder, but for the folders that are always there. */
function kept(place: string): string[] {
  const paths = readdirSync(place, { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => !/^(sessions(\/\d\d)?|incoming|ended)$/.test(path))
}

/** A file system on which a process does so many steps before it is killed. */
function killedAfter(steps: number): { readonly files: Partial<FileSystem>; isAlive(): boolean } {
  let left = steps
  const until =
    <Parameters extends unknown[], Result>(step: (...parameters: Parameters) => Promise<Result>) =>
    async (...parameters: Parameters): Promise<Result> => {
      left -= 1
      if (left < 0) throw new Error('The process is dead.')
      return step(...parameters)
    }
  const { list, read, writeDurably, makeDurable, makeFolder, rename, remove, removeAll } = machineFiles
  const readers = { list: until(list), read: until(read), makeFolder: until(makeFolder), rename: until(rename) }
  const writers = { writeDurably: until(writeDurably), makeDurable: until(makeDurable) }
  const files = { ...readers, ...writers, remove: until(remove), removeAll: until(removeAll) }
  return { files, isAlive: () => left >= 0 }
}

type Write = (store: FileStore) => Promise<unknown>
const LIVE = sampleRecord(Date.now())
const WRITES: Readonly<Record<string, Write>> = {
  'making a session': (store) => store.create(sampleRecord(Date.now())),
  'saving one': (store) => store.save(nextRecord(LIVE), 1),
  'ending one': (store) => store.destroy(LIVE.id),
}

for (const [what, write] of Object.entries(WRITES)) {
  test(`${what}: whatever a process that is killed at it leaves behind is swept away when it is old`, async () => {
    for (let steps = 0; ; steps += 1) {
      const place = newFolder()
      const sound = createFileStore({ folder: place })
      await sound.create(LIVE)
      await sound.create(sampleRecord(Date.now()))
      const { files, isAlive } = killedAfter(steps)
      await write(storeOn(place, files)).catch((error: unknown) => assert.ok(error instanceof StoreUnavailable))

      await muchLater(place).deleteExpired(Date.now(), 10)
      const ids = new Set(kept(place).map((path) => Buffer.from(path.split('/')[2] ?? '', 'hex').toString()))
      for (const id of ids) assert.ok(await sound.load(id), `killed after ${steps} steps, ${kept(place)} is there`)
      if (isAlive()) break
    }
  })
}

/** A session that ended, and was not moved away: whoever ends it is held, or killed, before that. */
async function halfEnded(place: string, id: string): Promise<{ goOn(): void; readonly ended: Promise<void> }> {
  const reached = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const rename = async (from: string, to: string) => {
    if (to.includes('/ended/')) {
      reached.resolve()
      await held.promise
    }
    return machineFiles.rename(from, to)
  }
  const ended = storeOn(place, { rename }).destroy(id)
  await reached.promise
  return { goOn: held.resolve, ended }
}

test('a sweep leaves a session alone that another process is just ending', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  await store.create(LIVE)
  const { goOn, ended } = await halfEnded(place, LIVE.id)
  const before = kept(place)
  assert.equal(await store.deleteExpired(Date.now(), 10), 0)
  assert.deepEqual(kept(place), before)
  goOn()
  await ended
  assert.deepEqual(kept(place), [])
})

test('a sweep that finds an end left undone takes nothing of the session that gets the id meanwhile', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  await store.create(LIVE)
  const { goOn, ended } = await halfEnded(place, LIVE.id)
  const anew = nextRecord(LIVE)
  const ageMs = async (path: string) => {
    goOn()
    await ended
    if (path.includes('/sessions/')) await store.create(anew)
    return Number.POSITIVE_INFINITY
  }
  await storeOn(place, { ageMs }).deleteExpired(Date.now(), 10)
  assert.deepEqual(await store.load(LIVE.id), anew)
})

test('of many sweeps that find the same end left undone, one removes it, and none takes what comes after', async () => {
  const place = newFolder()
  const stores = Array.from({ length: 8 }, () => createFileStore({ folder: place }))
  await stores[0]?.create(LIVE)
  await halfEnded(place, LIVE.id)
  const session = kept(place).find((path) => path.split('/').length === 3) ?? ''
  const twoHoursAgo = new Date(Date.now() - 7_200_000)
  utimesSync(join(place, session), twoHoursAgo, twoHoursAgo)
  const anew = nextRecord(LIVE)
  const made = await Promise.all(
    stores.map(async (store) => {
      await store.deleteExpired(Date.now(), 10)
      // Whoever does not remove it may have to wait for too long, on a slow disk.
      return store.create(anew).catch((error: unknown) => !(error instanceof StoreUnavailable))
    }),
  )
  assert.equal(made.filter((isMade) => isMade).length, 1)
  assert.deepEqual(await stores[0]?.load(LIVE.id), anew)
})

test('an id whose end was left undone long ago can be made anew, also where nobody sweeps', async () => {
  const place = newFolder()
  await createFileStore({ folder: place }).create(LIVE)
  await halfEnded(place, LIVE.id)
  const anew = nextRecord(LIVE)
  await assert.rejects(createFileStore({ folder: place }).create(anew), StoreUnavailable)
  assert.equal(await muchLater(place).create(anew), true)
  assert.deepEqual(await createFileStore({ folder: place }).load(LIVE.id), anew)
})
