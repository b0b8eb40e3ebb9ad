import type { SessionRecord } from '../../store/store.ts'
import { nextRecord, sampleRecord } from '../sample-record.ts'
import type { StoreCase } from '../store-case.ts'
import { checkAbsent, checkRecord, checkSame, mustCreate, mustLoad, mustSave } from '../store-checks.ts'

const LAST_MOMENT_MS = Date.UTC(9999, 11, 31)
/** More than 32 bits hold. */
const LARGE_NUMBER = 2 ** 40 + 1
const DATA_BYTES = 65_536

const ODD_TEXTS = [
  '',
  '0',
  'false',
  'null',
  '{}',
  ' {"spaces": 1 }\n',
  '{"__proto__":{"admin":true},"constructor":1}',
  '{"quotes":"\' \\" ` \\\\ %s $1 :id ?"}',
  `{"sql":"'; drop table session; --"}`,
  '{"nul":"\\u0000","lone":"\\ud800"}',
  '{"lines":"\u2028\u2029\u0085\r\n\ufeff"}',
  '{"signs":"€ ñ e\u0301 中 🧺 \u200d \u202e"}',
]

/** What goes in comes out, and nothing else. */
export const keepingCases: readonly StoreCase[] = [
  {
    title: 'a forged id finds nothing and leaves nothing behind',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      checkAbsent(await store.load(record.id), 'load() found a record that nobody made.')
      checkAbsent(await store.load(record.id), 'load() of an unknown id made a record: anybody could fill the store.')
      checkSame(await store.create(record), true, 'load() of an unknown id left something behind that takes the id.')
    },
  },
  {
    title: 'every field comes back as it was stored',
    async run({ store, clock }) {
      const empty = sampleRecord(clock(), { previousVerifierHash: null, rotatedAt: null, userId: null })
      const full = { ...fullRecord(clock()), version: 1 }
      for (const record of [empty, full]) {
        await mustCreate(store, record)
        checkRecord(await store.load(record.id), record, 'create() stored something else than it was given.')
      }
    },
  },
  {
    title: 'zero, empty and null stay three different things',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), {
        rotatedAt: 0,
        createdAt: 0,
        userId: '',
        previousVerifierHash: '',
        meta: '',
      })
      await mustCreate(store, record)
      checkRecord(
        await store.load(record.id),
        record,
        'The store takes 0 or an empty text for nothing, or the reverse.',
      )
    },
  },
  {
    title: 'times and counters keep their full value',
    async run({ store, clock }) {
      const large = { generation: LARGE_NUMBER, version: LARGE_NUMBER, rotatedAt: LAST_MOMENT_MS - 1 }
      const record = sampleRecord(clock(), {
        ...large,
        expiresAt: LAST_MOMENT_MS - 1,
        absoluteExpiresAt: LAST_MOMENT_MS,
      })
      await mustCreate(store, record)
      checkRecord(
        await store.load(record.id),
        record,
        'The store cuts or rounds large numbers; 64-bit integers hold them.',
      )
      const next = nextRecord(record)
      await mustSave(store, next)
      checkRecord(
        await store.load(record.id),
        next,
        'The store cuts or rounds large numbers; 64-bit integers hold them.',
      )
    },
  },
  {
    title: 'odd texts come back unchanged',
    async run({ store, clock }) {
      for (const text of ODD_TEXTS) {
        const record = sampleRecord(clock(), { data: text, meta: text, userId: text })
        await mustCreate(store, record)
        checkRecord(
          await store.load(record.id),
          record,
          'create() changed a text; stores neither read nor change texts.',
        )
        const next = nextRecord(record, { userId: null })
        await mustSave(store, next)
        checkRecord(await store.load(record.id), next, 'save() changed a text; stores neither read nor change texts.')
      }
    },
  },
  {
    title: '64 KiB of data come back whole',
    async run({ store, clock }) {
      for (const sign of ['a', '€', '\\', '🧺']) {
        const record = sampleRecord(clock(), { data: sign.repeat(DATA_BYTES / new TextEncoder().encode(sign).length) })
        await mustCreate(store, record)
        checkRecord(await store.load(record.id), record, 'The store cut data of 64 KiB, the most a session may hold.')
      }
    },
  },
  {
    title: 'changing what was handed in changes nothing in the store',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      const given = { ...record }
      await mustCreate(store, given)
      spoil(given)
      checkRecord(await store.load(record.id), record, 'create() keeps the object it was given; keep a copy.')
      const next = nextRecord(record, { data: '{"cart":["bread","milk"]}' })
      const givenNext = { ...next }
      await mustSave(store, givenNext)
      spoil(givenNext)
      checkRecord(await store.load(record.id), next, 'save() keeps the object it was given; keep a copy.')
    },
  },
  {
    title: 'changing what was handed out changes nothing in the store',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, { ...record })
      spoil(await mustLoad(store, record.id))
      checkRecord(await store.load(record.id), record, 'load() hands out the object the store keeps; hand out a copy.')
      const stale = await store.save(nextRecord(record), record.version + 7)
      if (stale.kind !== 'conflict') return
      spoil(stale.current)
      checkRecord(await store.load(record.id), record, 'save() hands out the object the store keeps; hand out a copy.')
    },
  },
  {
    title: 'sessions that are loaded at the same moment are told apart, and nobody shares one',
    async run({ store, clock }) {
      const [one, other, unknown] = [sampleRecord(clock()), sampleRecord(clock()), sampleRecord(clock())]
      await mustCreate(store, { ...one })
      await mustCreate(store, { ...other })
      const ids = [one.id, unknown.id, other.id, one.id]
      const [first, none, second, again] = await Promise.all(ids.map((id) => store.load(id)))
      checkAbsent(none ?? null, 'load() of an unknown id beside others found a record; it is the one of somebody else.')
      checkRecord(second ?? null, other, 'load() beside others found the wrong record.')
      checkRecord(first ?? null, one, 'load() beside others found the wrong record.')
      if (first) spoil(first)
      checkRecord(again ?? null, one, 'load() gave two requests of one moment the same object; give each its own.')
    },
  },
]

/** A record none of whose fields is null, empty or as in another record. */
export function fullRecord(now: number): SessionRecord {
  return sampleRecord(now, {
    previousVerifierHash: 'p'.repeat(43),
    rotatedAt: now - 1_000,
    generation: 3,
    version: 8,
    data: '{"full":true}',
    userId: 'customer-7',
    createdAt: now - 60_000,
    expiresAt: now + 120_000,
    absoluteExpiresAt: now + 240_000,
    meta: '{"note":"full"}',
  })
}

/** What a caller may do to an object of its own; a frozen one stays as it is, which is fine too. */
function spoil(record: SessionRecord): void {
  Reflect.set(record, 'data', '{"spoilt":true}')
  Reflect.set(record, 'version', 99)
  Reflect.set(record, 'userId', 'intruder')
}
