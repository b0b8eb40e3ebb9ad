/** What a file store does with records that somebody or something has damaged, and beside them. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createFakeClock, nextRecord, sampleRecord } from '../testing/index.ts'
import { createFileStore, fileStoreOn } from './file.node.ts'
import { createChain } from './file-chain.node.ts'
import { machineFiles } from './file-system.node.ts'
import { RecordUnreadable, type SessionRecord, StoreUnavailable } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'comanda-file-damage-'))
let made = 0
after(() => rmSync(folder, { recursive: true }))

function newFolder(): string {
  made += 1
  return join(folder, String(made))
}

/** The file with the newest state of a session, which is written first. */
function stateOf({ id }: SessionRecord, place: string): string {
  const shelves = readdirSync(join(place, 'sessions')).map((shelf) => join(place, 'sessions', shelf))
  const session = shelves.flatMap((shelf) => readdirSync(shelf).map((name) => join(shelf, name))).find(isNamed(id))
  assert.ok(session)
  const name = readdirSync(session).find((file) => !file.startsWith('newest'))
  return join(session, name ?? '')
}

const isNamed = (id: string) => (session: string) => session.endsWith(`/${Buffer.from(id).toString('hex')}`)

test('a damaged record is an error, never an empty session: one changed bit is noticed', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  const record = sampleRecord(Date.now())
  await store.create(record)
  const file = stateOf(record, place)
  const text = readFileSync(file, 'utf8')
  const damages = [text.slice(0, -1), '', `${text} `, text.replace('bread', 'breed'), text.replace(/^1/, '2')]
  for (const damaged of damages) {
    writeFileSync(file, damaged)
    await assert.rejects(store.load(record.id), RecordUnreadable)
    await assert.rejects(store.save(nextRecord(record), 1), RecordUnreadable)
  }
  writeFileSync(file, text)
  assert.deepEqual(await store.load(record.id), record)
})

/** Damages that leave nothing to tell whose the session was. */
const DAMAGES = {
  'a file of rubbish': (file: string) => writeFileSync(file, 'rubbish'),
  'a file that is missing': (file: string) => rmSync(file),
  'a folder without files': (file: string) => {
    rmSync(join(file, '..'), { recursive: true })
    mkdirSync(join(file, '..'))
  },
} as const

for (const [damage, inflict] of Object.entries(DAMAGES)) {
  test(`${damage} is a record that cannot be read, not an empty session`, async () => {
    const place = newFolder()
    const store = createFileStore({ folder: place })
    const record = sampleRecord(Date.now())
    await store.create(record)
    inflict(stateOf(record, place))
    await assert.rejects(store.load(record.id), RecordUnreadable)
    await assert.rejects(store.create(record), RecordUnreadable)
  })

  test(`${damage} stops no sweep, and is left for people to look at`, async () => {
    const clock = createFakeClock(Date.now())
    const place = newFolder()
    const store = createFileStore({ folder: place, clock })
    const [damaged, sound] = [sampleRecord(clock()), sampleRecord(clock())]
    await store.create(damaged)
    await store.create(sound)
    inflict(stateOf(damaged, place))
    clock.advance(7_200_000)
    assert.equal(await store.deleteExpired(clock(), 10), 1)
    await assert.rejects(store.load(damaged.id), RecordUnreadable)
  })

  test(`${damage} keeps nobody signed in: users are listed, and sign out everywhere, beside it`, async () => {
    const place = newFolder()
    const store = createFileStore({ folder: place })
    const damaged = sampleRecord(Date.now(), { userId: 'bob' })
    const [here, there, other] = ['ana', 'ana', 'bob'].map((userId) => sampleRecord(Date.now(), { userId }))
    assert.ok(here && there && other)
    for (const record of [damaged, here, there, other]) await store.create(record)
    inflict(stateOf(damaged, place))
    assert.deepEqual(new Set((await store.listByUser('ana')).map(({ id }) => id)), new Set([here.id, there.id]))
    await store.destroyByUser('ana', here.id)
    assert.equal(await store.load(there.id), null)
    assert.deepEqual(await store.load(here.id), here)
    await store.destroyByUser('ana')
    assert.equal(await store.load(here.id), null)
    assert.deepEqual(await store.listByUser('bob'), [other])
    await assert.rejects(store.load(damaged.id), RecordUnreadable)
  })
}

test('signing out everywhere removes a damaged record, too, while it names the user', async () => {
  const place = newFolder()
  const store = createFileStore({ folder: place })
  const data = '{"says":"\\"userId\\":\\"ana\\""}'
  const [own, told] = [sampleRecord(Date.now(), { userId: 'ana' }), sampleRecord(Date.now(), { userId: 'bob', data })]
  for (const record of [own, told]) {
    await store.create(record)
    const file = stateOf(record, place)
    writeFileSync(file, `${readFileSync(file, 'utf8')} `)
  }
  assert.deepEqual(await store.listByUser('ana'), [])
  await store.destroyByUser('ana')
  assert.equal(await store.load(own.id), null)
  await assert.rejects(store.load(told.id), RecordUnreadable)
})

test('a file that the system does not hand out may be anybody’s: all others end, and signing out is not acknowledged', async () => {
  const place = newFolder()
  const sound = createFileStore({ folder: place })
  const records = [1, 2, 3].map(() => sampleRecord(Date.now(), { userId: 'ana' }))
  for (const record of records) await sound.create(record)
  const [first] = records
  assert.ok(first)
  const failing = stateOf(first, place)
  const read = async (file: string) => {
    if (file === failing) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
    return machineFiles.read(file)
  }
  const store = fileStoreOn(createChain(place, { ...machineFiles, read }))
  await assert.rejects(store.listByUser('ana'), StoreUnavailable)
  await assert.rejects(store.destroyByUser('ana'), StoreUnavailable)
  assert.deepEqual(await sound.listByUser('ana'), [first])
})
