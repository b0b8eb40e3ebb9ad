import { nextRecord, sampleRecord } from '../sample-record.ts'
import type { StoreCase } from '../store-case.ts'
import { checkAbsent, checkRecord, checkSame, mustCreate, mustLoad, mustSave } from '../store-checks.ts'
import { fullRecord } from './keeping.ts'

const MINUTE_MS = 60_000
const AT_ONCE = 16

/** `touch` moves the idle end on, and does nothing else. */
export const touchingCases: readonly StoreCase[] = [
  {
    title: 'touch moves the idle end and nothing else',
    async run({ store, clock }) {
      const record = fullRecord(clock())
      await mustCreate(store, record)
      const expiresAt = record.expiresAt + MINUTE_MS
      checkSame(await store.touch(record.id, expiresAt), true, 'touch() must answer true for a living record.')
      checkRecord(
        await store.load(record.id),
        { ...record, expiresAt },
        'touch() must move expiresAt and nothing else.',
      )
    },
  },
  {
    title: 'a touched session lives on to its new end',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { expiresAt: clock() + MINUTE_MS })
      await mustCreate(store, record)
      clock.advance(MINUTE_MS - 1)
      await store.touch(record.id, clock() + MINUTE_MS)
      clock.advance(MINUTE_MS - 1)
      await mustLoad(store, record.id)
      clock.advance(1)
      checkAbsent(await store.load(record.id), 'A touched record is there after its new end.')
    },
  },
  {
    title: 'touch never shortens a session',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      for (const expiresAt of [record.expiresAt - 1, clock() + 1, clock(), 0]) {
        checkSame(await store.touch(record.id, expiresAt), true, 'touch() must answer true for a living record.')
        checkRecord(
          await store.load(record.id),
          record,
          'touch() with an earlier end must change nothing: a slow request would cut the session short.',
        )
      }
    },
  },
  {
    title: 'touch never passes the absolute end',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      const past = record.absoluteExpiresAt + MINUTE_MS
      checkSame(await store.touch(record.id, past), true, 'touch() past the absolute end must go as far as it can.')
      const expected = { ...record, expiresAt: record.absoluteExpiresAt }
      checkRecord(await store.load(record.id), expected, 'touch() must stop at absoluteExpiresAt.')
    },
  },
  {
    title: 'touch never makes a session',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      const answer = await store.touch(record.id, record.expiresAt)
      const sentence = 'touch() made a record for an id that was never created; only create() may.'
      checkAbsent(await store.load(record.id), sentence)
      checkSame(await store.create(record), true, sentence)
      checkSame(answer, false, 'touch() must answer false where there is no record.')
    },
  },
  {
    title: 'a slow request does not touch a signed-out session back to life',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      await store.destroy(record.id)
      const answer = await store.touch(record.id, record.expiresAt + MINUTE_MS)
      checkAbsent(await store.load(record.id), 'touch() made the record of a destroyed session again.')
      checkSame(answer, false, 'touch() must answer false where there is no record.')
    },
  },
  {
    title: 'a touch between load and save is no conflict',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      const loaded = await mustLoad(store, record.id)
      await store.touch(record.id, record.expiresAt + MINUTE_MS)
      const next = nextRecord(loaded, { expiresAt: record.expiresAt + 2 * MINUTE_MS })
      checkSame((await store.save(next, loaded.version)).kind, 'saved', 'touch() must not count as a save.')
      checkRecord(await store.load(record.id), next, 'A save after a touch must replace the record as a whole.')
    },
  },
  {
    title: 'of sixteen touches at once the furthest counts',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      const ends = Array.from({ length: AT_ONCE }, (_, touch) => record.expiresAt + ((touch * 7) % AT_ONCE) * MINUTE_MS)
      await Promise.all(ends.map((end) => store.touch(record.id, end)))
      const expected = { ...record, expiresAt: record.expiresAt + (AT_ONCE - 1) * MINUTE_MS }
      checkRecord(await store.load(record.id), expected, 'touch() does not compare and move in one atomic step.')
    },
  },
  {
    title: 'a touch never takes back the save beside it',
    async run({ store, clock }) {
      for (let round = 0; round < AT_ONCE; round += 1) {
        const record = sampleRecord(clock())
        await mustCreate(store, record)
        const next = nextRecord(record, { data: '{"cart":["bread","milk"]}' })
        const save = () => mustSave(store, next)
        const touch = () => store.touch(record.id, record.expiresAt + MINUTE_MS)
        const [first, second] = round % 2 === 0 ? [save, touch] : [touch, save]
        await Promise.all([first(), second()])
        const { expiresAt } = await mustLoad(store, record.id)
        const sentence = 'touch() wrote back what it had read and undid a save; change expiresAt alone, in one step.'
        checkRecord(await store.load(record.id), { ...next, expiresAt }, sentence)
      }
    },
  },
]
