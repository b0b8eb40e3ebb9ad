import type { SessionRecord, SessionStore } from '../../store/store.ts'
import type { FakeClock } from '../fake-clock.ts'
import { nextRecord, sampleRecord } from '../sample-record.ts'
import { type CommandKind, commandKind, mustAnswerAlike, nth } from './command.ts'
import { created, destroyed, loaded, type StoreModel, saved, touched } from './store-model.ts'

/** The store that is compared with the model. */
export interface StoreReal {
  readonly store: SessionStore
  readonly clock: FakeClock
  /** The ids that this run plays with. */
  readonly ids: readonly string[]
}

const IDS = 3
/** Lifetimes in milliseconds, some of which the steps of the clock hit exactly. */
const LIFETIMES_MS = [1, 1_000, 2_000, 5_000]
const STEPS_MS = [0, 1, 999, 1_000, 3_000]
/** What is put into a save beside the version that is stored: an older one, that one, a newer one. */
const VERSION_SHIFTS = [0, -1, 1]

/** A model and a store to run {@link storeCommands} on. The store runs by `clock`; it may hold other records. */
export function newStoreRun(store: SessionStore, clock: FakeClock): { model: StoreModel; real: StoreReal } {
  const ids = Array.from({ length: IDS }, () => sampleRecord(clock()).id)
  return { model: { now: clock(), records: new Map() }, real: { store, clock, ids } }
}

function recordOf({ clock, ids }: StoreReal, id: number, idle: number, absolute: number): SessionRecord {
  const absoluteExpiresAt = clock() + nth(LIFETIMES_MS, absolute)
  const expiresAt = Math.min(clock() + nth(LIFETIMES_MS, idle), absoluteExpiresAt)
  return sampleRecord(clock(), { id: nth(ids, id), expiresAt, absoluteExpiresAt })
}

const always = () => true

/** Everything that can be done to a store, and to time. */
export const storeCommands: readonly CommandKind<StoreModel, StoreReal>[] = [
  commandKind(
    [IDS],
    (id) => `load(${id})`,
    always,
    async (model, { store, ids }, id = 0) => {
      mustAnswerAlike(sorted(await store.load(nth(ids, id))), sorted(loaded(model, nth(ids, id))), `load(${id})`)
    },
  ),
  commandKind(
    [IDS, LIFETIMES_MS.length, LIFETIMES_MS.length],
    (id, idle, absolute) => `create(${id}, ${idle}, ${absolute})`,
    always,
    async (model, real, id = 0, idle = 0, absolute = 0) => {
      const record = recordOf(real, id, idle, absolute)
      mustAnswerAlike(await real.store.create(record), created(model, record), `create(${id})`)
    },
  ),
  commandKind(
    [IDS, VERSION_SHIFTS.length, LIFETIMES_MS.length, LIFETIMES_MS.length],
    (id, shift, idle, absolute) => `save(${id}, ${nth(VERSION_SHIFTS, shift ?? 0)}, ${idle}, ${absolute})`,
    always,
    async (model, real, id = 0, shift = 0, idle = 0, absolute = 0) => {
      const version = (loaded(model, nth(real.ids, id))?.version ?? 1) + nth(VERSION_SHIFTS, shift)
      const record = nextRecord({ ...recordOf(real, id, idle, absolute), version }, { data: '{"a":2}' })
      const answer = await real.store.save(record, version)
      const expected = saved(model, record, version)
      mustAnswerAlike(answer.kind, expected.kind, `save(${id})`)
      if (answer.kind === 'conflict' && expected.kind === 'conflict') {
        mustAnswerAlike(sorted(answer.current), sorted(expected.current), `the conflict of save(${id})`)
      }
    },
  ),
  commandKind(
    [IDS, LIFETIMES_MS.length],
    (id, idle) => `touch(${id}, ${idle})`,
    always,
    async (model, { store, ids, clock }, id = 0, idle = 0) => {
      const expiresAt = clock() + nth(LIFETIMES_MS, idle)
      mustAnswerAlike(
        await store.touch(nth(ids, id), expiresAt),
        touched(model, nth(ids, id), expiresAt),
        `touch(${id})`,
      )
    },
  ),
  commandKind(
    [IDS],
    (id) => `destroy(${id})`,
    always,
    async (model, { store, ids }, id = 0) => {
      await store.destroy(nth(ids, id))
      destroyed(model, nth(ids, id))
    },
  ),
  commandKind(
    [STEPS_MS.length],
    (step) => `advance(${nth(STEPS_MS, step ?? 0)})`,
    always,
    async (model, { clock }, step = 0) => {
      clock.advance(nth(STEPS_MS, step))
      model.now = clock()
    },
  ),
]

/** Stores may hand fields out in another order. */
function sorted(record: SessionRecord | null): unknown {
  return record && Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))
}
