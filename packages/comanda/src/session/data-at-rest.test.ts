import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { everyStore, type OpenStore } from '../../proofs/every-store.ts'
import { createSecrets } from '../cookie/index.ts'
import { createMemoryStore } from '../store/memory.ts'
import { RecordUnreadable, type SessionRecord, type SessionStore } from '../store/store.ts'
import {
  historyContract,
  nextRecord,
  raceContract,
  restlessHome,
  sampleRecord,
  storeContract,
} from '../testing/index.ts'
import { storeHome } from '../testing/races/engine-home.ts'
import { createVisitor } from '../testing/visitor.ts'
import { sealingStore } from './data-at-rest.ts'
import { createEngine } from './engine.ts'
import { systemRandomness } from './token.ts'

const [NEWER, OLDER] = [
  'the newer secret, which has more than 32 bytes',
  'the older secret, which has more than 32 bytes',
]
const secrets = createSecrets([NEWER])
const parts = { clock: Date.now, randomness: systemRandomness }
const sealing = (store: SessionStore) => sealingStore(store, { secrets }, parts)

storeContract('sealed data in memory', ({ clock }) => {
  const inner = createMemoryStore({ clock })
  return { store: sealing(inner), reopen: () => sealing(inner) }
})

const twoOnOne = () => {
  const inner = createMemoryStore()
  return [sealing(inner), sealing(inner)] as const
}
raceContract('sealed data in memory', (context) => ({ home: storeHome(twoOnOne(), context) }))
historyContract('sealed data in memory', (unrest) => ({ home: restlessHome(twoOnOne(), unrest) }), { rounds: 2 })

for (const { name, whyNot, open } of everyStore)
  describe(`sealed data in ${name}`, { skip: whyNot }, () => {
    let opened: OpenStore
    let inner: SessionStore
    before(async () => {
      opened = await open(Date.now)
      inner = opened.store
    })
    after(() => opened.close())

    test('who reads the store finds no word of the data anywhere, which without sealing stands there', async () => {
      for (const isSealed of [false, true]) {
        const note = isSealed ? 'sealed-words' : 'plain-words'
        const ana = createVisitor(createEngine({ store: inner, ...(isSealed ? { dataAtRest: { secrets } } : {}) }))
        await ana.visit((session) => session.set('note', note))
        for (let reads = 0; reads < 2; reads += 1) assert.equal(await ana.visit((session) => session.get('note')), note)
        if (opened.raw) assert.equal((await opened.raw()).includes(note), !isSealed, note)
      }
    })

    test('who reads the store reads no data, only ids, times and who is signed in', async () => {
      const record = sampleRecord(Date.now(), { data: '{"card":"visible?"}', userId: 'customer-7' })
      await sealing(inner).create(record)
      const kept = await inner.load(record.id)
      assert.ok(kept)
      assert.ok(!JSON.stringify(kept).includes('visible'))
      assert.deepEqual({ ...kept, data: record.data }, record)
    })

    /** What is found of a record after somebody has changed what is kept of it. */
    async function afterChange(change: (kept: SessionRecord, other: SessionRecord) => Partial<SessionRecord>) {
      const store = sealing(inner)
      const [record, other] = [sampleRecord(Date.now()), sampleRecord(Date.now())]
      await store.create(record)
      await store.create(other)
      const [kept, keptOther] = [await inner.load(record.id), await inner.load(other.id)]
      assert.ok(kept && keptOther)
      await store.save(nextRecord(record), 1)
      const now = await inner.load(record.id)
      assert.ok(now)
      await inner.save({ ...now, version: 3, ...change(kept, keptOther) }, 2)
      return store.load(record.id)
    }

    test('data moved from another session, put back from an earlier version, or made up, does not open', async () => {
      await assert.rejects(
        afterChange((_, other) => ({ data: other.data })),
        RecordUnreadable,
      )
      await assert.rejects(
        afterChange((earlier) => ({ data: earlier.data })),
        RecordUnreadable,
      )
      await assert.rejects(
        afterChange(() => ({ data: '{"admin":true}' })),
        RecordUnreadable,
      )
      await assert.rejects(
        afterChange(() => ({ data: '' })),
        RecordUnreadable,
      )
    })

    test('a new secret opens what the older one sealed, and the next change is sealed with the new one', async () => {
      const engineWith = (...list: string[]) =>
        createEngine({ store: inner, dataAtRest: { secrets: createSecrets(list) }, report: () => {} })
      const ana = createVisitor(engineWith(OLDER))
      await ana.visit((session) => session.set('user', 'ana'))
      const rotated = createVisitor(engineWith(NEWER, OLDER), ana.cookie())
      assert.equal(await rotated.visit((session) => session.get('user')), 'ana')
      const readWith = (...list: string[]) =>
        createVisitor(engineWith(...list), ana.cookie()).visit((session) => session.get('user'))
      await assert.rejects(readWith(NEWER), { code: 'session/unreadable' })
      await rotated.visit((session) => session.set('visits', 2))
      assert.equal(await readWith(NEWER), 'ana')
    })

    test('plain data from before is refused, unless it is said to be there; then the next change seals it', async () => {
      const ana = createVisitor(createEngine({ store: inner }))
      await ana.visit((session) => session.set('user', 'ana'))
      const sealed = (readPlain: boolean) =>
        createVisitor(
          createEngine({ store: inner, dataAtRest: { secrets, readPlain }, report: () => {} }),
          ana.cookie(),
        )
      await assert.rejects(
        sealed(false).visit((session) => session.get('user')),
        { code: 'session/unreadable' },
      )
      await sealed(true).visit((session) => session.set('visits', 2))
      assert.equal(await sealed(false).visit((session) => session.get('user')), 'ana')
    })
  })

test('a sealed cookie is sealed already', () => {
  assert.throws(() => createEngine({ sealedCookie: { secrets }, dataAtRest: { secrets } }), {
    code: 'session/bad-setting',
  })
})
