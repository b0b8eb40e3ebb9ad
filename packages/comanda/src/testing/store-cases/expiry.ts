import { nextRecord, sampleRecord } from '../sample-record.ts'
import type { StoreCase } from '../store-case.ts'
import { checkAbsent, checkRecord, checkSame, checkSaved, mustCreate } from '../store-checks.ts'

const LIFE_MS = 5_000
const EXPIRED = 16

/** A record whose end has come is absent for every call. */
export const expiryCases: readonly StoreCase[] = [
  {
    title: 'a session is there until the last millisecond and not at its end',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      await mustCreate(store, record)
      clock.advance(LIFE_MS - 1)
      checkRecord(await store.load(record.id), record, 'load() lost a record one millisecond before its end.')
      clock.advance(1)
      checkAbsent(await store.load(record.id), 'load() found a record whose expiresAt is now: that is expired.')
      clock.advance(LIFE_MS)
      checkAbsent(await store.load(record.id), 'load() found a record long after its end.')
    },
  },
  {
    title: 'an expired session is not saved back to life',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      await mustCreate(store, record)
      clock.advance(LIFE_MS)
      const saved = await store.save(nextRecord(record, { expiresAt: clock() + LIFE_MS }), record.version)
      checkAbsent(await store.load(record.id), 'save() brought an expired record back.')
      checkSaved(saved, 'gone', 'save() must say that an expired record is gone.')
    },
  },
  {
    title: 'a stale save of an expired session is gone, not a conflict',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS, version: 4 })
      await mustCreate(store, record)
      clock.advance(LIFE_MS)
      const saved = await store.save(nextRecord(record, { version: 3, expiresAt: clock() + LIFE_MS }), 2)
      checkSaved(saved, 'gone', 'save() must say that an expired record is gone, whatever the version.')
    },
  },
  {
    title: 'an expired session is not touched back to life',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      await mustCreate(store, record)
      clock.advance(LIFE_MS)
      const answer = await store.touch(record.id, clock() + LIFE_MS)
      checkAbsent(await store.load(record.id), 'touch() brought an expired record back.')
      checkSame(answer, false, 'touch() must answer false for an expired record.')
    },
  },
  {
    title: 'the ids of expired sessions can be made anew',
    async run({ store, clock }) {
      const expired = Array.from({ length: EXPIRED }, () =>
        sampleRecord(clock(), { expiresAt: clock() + LIFE_MS, userId: 'customer-1', rotatedAt: 1 }),
      )
      for (const record of expired) await mustCreate(store, record)
      clock.advance(LIFE_MS)
      for (const { id } of expired) {
        const fresh = sampleRecord(clock(), { id, data: '{"fresh":true}' })
        checkSame(await store.create(fresh), true, 'create() takes an expired record for a living one.')
        checkRecord(await store.load(id), fresh, 'create() over an expired record left parts of the old one.')
      }
    },
  },
  {
    title: 'an expired session can be destroyed',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      await mustCreate(store, record)
      clock.advance(LIFE_MS)
      await store.destroy(record.id)
      checkAbsent(await store.load(record.id), 'destroy() brought an expired record back.')
    },
  },
  {
    title: 'the end of one session is not the end of another',
    async run({ store, clock }) {
      const short = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      const long = sampleRecord(clock(), { expiresAt: clock() + 2 * LIFE_MS })
      await mustCreate(store, short)
      await mustCreate(store, long)
      clock.advance(LIFE_MS)
      await mustCreate(store, sampleRecord(clock()))
      checkRecord(await store.load(long.id), long, 'A living record went with an expired one.')
    },
  },
]
