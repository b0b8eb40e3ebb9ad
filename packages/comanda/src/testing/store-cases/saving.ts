import type { SessionRecord, SessionStore } from '../../store/store.ts'
import { nextRecord, sampleRecord } from '../sample-record.ts'
import type { StoreCase } from '../store-case.ts'
import {
  brokenContract,
  checkAbsent,
  checkRecord,
  checkSame,
  checkSaved,
  mustCreate,
  mustLoad,
  mustSave,
} from '../store-checks.ts'
import { fullRecord } from './keeping.ts'

const AT_ONCE = 16
const ROUNDS = 4
const ATTEMPTS_MAX = 1_000
const SESSIONS = 100

/** `create` only makes, `save` only changes, and both are one atomic step. */
export const savingCases: readonly StoreCase[] = [
  {
    title: 'create never overwrites a session',
    async run({ store, clock }) {
      const first = sampleRecord(clock(), { userId: 'customer-1' })
      await mustCreate(store, first)
      const second = sampleRecord(clock(), { id: first.id, userId: 'customer-2' })
      checkSame(await store.create(second), false, 'create() accepted an id that is taken.')
      checkRecord(await store.load(first.id), first, 'create() overwrote the record of an id that is taken.')
    },
  },
  {
    title: 'of sixteen creates of one id at once exactly one wins',
    async run({ store, clock }) {
      const { id } = sampleRecord(clock())
      const rivals = times(AT_ONCE, (rival) => sampleRecord(clock(), { id, data: `{"rival":${rival}}` }))
      const answers = await Promise.all(rivals.map((rival) => store.create(rival)))
      const winners = rivals.filter((_, rival) => answers[rival])
      checkSame(winners.length, 1, 'create() is not one atomic step: of parallel creates exactly one may be true.')
      for (const winner of winners)
        checkRecord(await store.load(id), winner, 'create() stored another than the winner.')
    },
  },
  {
    title: 'save replaces the record as a whole',
    async run({ store, clock }) {
      const empty = sampleRecord(clock())
      await mustCreate(store, empty)
      const full = { ...fullRecord(clock()), id: empty.id, version: 2 }
      await mustSave(store, full)
      checkRecord(await store.load(empty.id), full, 'save() must replace every field, the expiry too.')
      const again = { ...empty, version: 3 }
      await mustSave(store, again)
      checkRecord(await store.load(empty.id), again, 'save() must replace every field, with null where it is null.')
    },
  },
  {
    title: 'save never makes a session',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      const saved = await store.save(nextRecord(record), record.version)
      checkAbsent(
        await store.load(record.id),
        'save() made a record for an id that was never created; only create() may.',
      )
      checkSaved(saved, 'gone', 'save() must say gone where there is no record.')
    },
  },
  {
    title: 'a slow request does not undo sign-out',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { userId: 'customer-1' })
      await mustCreate(store, record)
      const loaded = await mustLoad(store, record.id)
      await store.destroy(record.id)
      const saved = await store.save(nextRecord(loaded), loaded.version)
      checkAbsent(
        await store.load(record.id),
        'save() made the record of a destroyed session again: the visitor who signed out is signed in. Never upsert.',
      )
      checkSaved(saved, 'gone', 'save() must say that a destroyed session is gone.')
    },
  },
  {
    title: 'a stale save writes nothing and is told the record of now',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      const now = nextRecord(record, { data: '{"cart":["bread","milk"]}', userId: 'customer-1' })
      await mustSave(store, now)
      for (const ifVersion of [1, 3]) {
        const stale = nextRecord(record, { version: ifVersion + 1, data: '{"cart":["eggs"]}' })
        const saved = await store.save(stale, ifVersion)
        checkSaved(saved, 'conflict', 'save() accepted a version that is not the stored one: a change is lost.')
        if (saved.kind === 'conflict')
          checkRecord(saved.current, now, 'save() told of another record than the current.')
        checkRecord(await store.load(record.id), now, 'save() wrote though it answered conflict.')
      }
    },
  },
  {
    title: 'of sixteen saves of one version at once exactly one wins',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      const rivals = times(AT_ONCE, (rival) => nextRecord(record, { data: `{"rival":${rival}}` }))
      const answers = await Promise.all(rivals.map((rival) => store.save(rival, record.version)))
      const winners = rivals.filter((_, rival) => answers[rival]?.kind === 'saved')
      checkSame(winners.length, 1, 'save() does not compare and write in one atomic step: changes are lost.')
      for (const winner of winners) {
        checkRecord(await store.load(record.id), winner, 'save() stored another record than the winner.')
        for (const answer of answers) {
          if (answer.kind !== 'saved') checkSaved(answer, 'conflict', 'save() must tell the losers of the conflict.')
          if (answer.kind === 'conflict') checkRecord(answer.current, winner, 'save() told a loser of another record.')
        }
      }
    },
  },
  {
    title: 'sixteen requests counting in one session lose nothing',
    async run({ store, clock }) {
      const record = sampleRecord(clock(), { data: '0' })
      await mustCreate(store, record)
      await Promise.all(times(AT_ONCE, () => countUp(store, record, ROUNDS)))
      const { data, version } = await mustLoad(store, record.id)
      checkSame(data, String(AT_ONCE * ROUNDS), 'Saves that were acknowledged are missing.')
      checkSame(version, 1 + AT_ONCE * ROUNDS, 'The version must go up by one with each save.')
    },
  },
  {
    title: 'the writes of one moment all land, each in its own session',
    async run({ store, clock }) {
      const records = times(SESSIONS, (session) => sampleRecord(clock(), { data: String(session) }))
      await Promise.all(records.map((record) => mustCreate(store, record)))
      const next = records.map((record) => nextRecord(record, { data: `${record.data} saved` }))
      await Promise.all(next.map((record) => mustSave(store, record)))
      for (const record of next)
        checkRecord(await store.load(record.id), record, 'A parallel write was lost or mixed up.')
    },
  },
  {
    title: 'an acknowledged write is there when the store is opened again',
    async run({ store, clock, reopen }) {
      if (reopen === undefined) {
        throw new Error(
          'This store cannot be opened again: have make() return `reopen`, or skip this case with a reason.',
        )
      }
      const kept = sampleRecord(clock())
      const ended = sampleRecord(clock())
      await mustCreate(store, kept)
      await mustCreate(store, ended)
      const next = nextRecord(kept, { data: '{"cart":["bread","milk"]}' })
      await mustSave(store, next)
      await store.destroy(ended.id)
      const opened = await reopen()
      checkRecord(await opened.load(kept.id), next, 'An acknowledged save did not survive.')
      checkAbsent(await opened.load(ended.id), 'A destroyed session came back when the store was opened again.')
      await mustSave(opened, nextRecord(next))
    },
  },
]

async function countUp(store: SessionStore, record: SessionRecord, count: number): Promise<void> {
  let current = await mustLoad(store, record.id)
  let counted = 0
  for (let attempt = 0; counted < count; attempt += 1) {
    if (attempt === ATTEMPTS_MAX) {
      throw brokenContract('save() goes on answering conflict though it is given the current version.')
    }
    const next = nextRecord(current, { data: String(Number(current.data) + 1) })
    const saved = await store.save(next, current.version)
    if (saved.kind === 'gone') checkSaved(saved, 'saved', 'save() lost a living record.')
    if (saved.kind === 'saved') counted += 1
    current = saved.kind === 'conflict' ? saved.current : next
  }
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
