import type { ExpirySweeping, SessionRecord, SessionStore } from '../../store/store.ts'
import { nextRecord, sampleRecord } from '../sample-record.ts'
import { type StoreBench, type StoreCase, sweepingCase } from '../store-case.ts'
import { brokenContract, checkAbsent, checkRecord, checkSame, mustCreate } from '../store-checks.ts'

const LIFE_MS = 5_000
const DAY_MS = 86_400_000
const EXPIRED = 200
const PIECE = 30
const PIECES_MAX = 10_000
const ROUNDS = 16

/** `deleteExpired` removes what is absent already, and nothing else. A store may hold records that others made. */
export const sweepingCases: readonly StoreCase[] = [
  sweepingCase('a sweep removes expired sessions for good, and says how many', async ({ store, clock }) => {
    await createMany(store, clock, LIFE_MS)
    clock.advance(LIFE_MS)
    const removed = await sweepAll(store, clock())
    if (removed < EXPIRED) {
      throw brokenContract(
        `deleteExpired() removed ${removed} records of at least ${EXPIRED}, and says there are no more.`,
      )
    }
    checkSame(
      await store.deleteExpired(clock(), PIECE),
      0,
      'deleteExpired() counts records that it had removed before.',
    )
  }),
  sweepingCase('a sweep removes no more at a time than it is told to', async ({ store, clock }) => {
    await createMany(store, clock, LIFE_MS)
    clock.advance(LIFE_MS)
    for (let swept = 0; swept + PIECE <= EXPIRED; swept += PIECE)
      checkSame(
        await store.deleteExpired(clock(), PIECE),
        PIECE,
        'deleteExpired() must remove as many as `limit` says.',
      )
  }),
  sweepingCase('a sweep leaves a session until its last millisecond is over', async ({ store, clock }) => {
    const record = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
    await mustCreate(store, record)
    clock.advance(LIFE_MS - 1)
    await sweepAll(store, clock())
    checkRecord(await store.load(record.id), record, 'deleteExpired() removed a record one millisecond before its end.')
    clock.advance(1)
    const removed = await sweepAll(store, clock())
    if (removed === 0) throw brokenContract('deleteExpired() left a record whose expiresAt is `before`.')
  }),
  sweepingCase('a sweep of what ended before a moment leaves what ended after it', async ({ store, clock }) => {
    await createMany(store, clock, 2 * LIFE_MS)
    const before = clock() + LIFE_MS
    clock.advance(2 * LIFE_MS)
    await sweepAll(store, before)
    const removed = await sweepAll(store, clock())
    if (removed < EXPIRED) throw brokenContract('deleteExpired() removed records that ended after `before`.')
  }),
  sweepingCase('no sweep removes a living session, whatever moment it is told', async ({ store, clock }) => {
    const record = sampleRecord(clock())
    await mustCreate(store, record)
    await sweepAll(store, clock() + 2 * DAY_MS)
    checkRecord(
      await store.load(record.id),
      record,
      'deleteExpired() removed a living record; `before` counts as now at most.',
    )
  }),
  sweepingCase(
    'a sweep finds what ended among sessions whose end was moved on, and these once they end',
    async (bench) => {
      const { store, clock } = bench
      const moved = await createMany(store, clock, LIFE_MS)
      const ended = await createMany(store, clock, LIFE_MS, PIECE)
      await Promise.all(moved.map(({ id }) => store.touch(id, clock() + 2 * LIFE_MS)))
      clock.advance(LIFE_MS)
      const sentence = 'deleteExpired() must remove as many as `limit` says, whatever was touched.'
      checkSame(await store.deleteExpired(clock(), PIECE), ended.length, sentence)
      await sweepAll(store, clock())
      for (const { id } of moved)
        if ((await store.load(id)) === null) throw brokenContract('deleteExpired() removed a record that was touched.')
      clock.advance(LIFE_MS)
      const removed = await sweepAll(store, clock())
      if (removed < moved.length)
        throw brokenContract('deleteExpired() left records that had been touched and ended then.')
    },
  ),
  sweepingCase('a sweep finds a session that was saved with an earlier end', async ({ store, clock }) => {
    const record = sampleRecord(clock(), { expiresAt: clock() + 2 * LIFE_MS })
    await mustCreate(store, record)
    await store.save(nextRecord(record, { expiresAt: clock() + LIFE_MS }), record.version)
    await sweepAll(store, clock())
    clock.advance(LIFE_MS)
    const removed = await sweepAll(store, clock())
    if (removed === 0) throw brokenContract('deleteExpired() goes by the end that a record had before it was saved.')
  }),
  sweepingCase('an id that was swept can be made anew', async ({ store, clock }) => {
    const old = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
    await mustCreate(store, old)
    clock.advance(LIFE_MS)
    await sweepAll(store, clock())
    checkAbsent(await store.load(old.id), 'deleteExpired() brought an expired record back.')
    const fresh = sampleRecord(clock(), { id: old.id })
    await mustCreate(store, fresh)
    await sweepAll(store, clock())
    checkRecord(await store.load(fresh.id), fresh, 'deleteExpired() removed the record that was made anew.')
  }),
  sweepingCase('a sweep takes no session that is touched, saved or made beside it', async ({ store, clock }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const touched = sampleRecord(clock(), { expiresAt: clock() + LIFE_MS })
      await mustCreate(store, touched)
      await createMany(store, clock, LIFE_MS - 1, PIECE)
      clock.advance(LIFE_MS - 1)
      const made = sampleRecord(clock())
      await Promise.all([
        store.deleteExpired(clock(), PIECE),
        store.touch(touched.id, clock() + LIFE_MS),
        store.deleteExpired(clock(), PIECE),
        store.create(made),
      ])
      clock.advance(1)
      await store.deleteExpired(clock(), PIECE)
      const sentence = 'deleteExpired() removed a living record; look and remove in one step.'
      checkRecord(await store.load(touched.id), { ...touched, expiresAt: clock() - 1 + LIFE_MS }, sentence)
      checkRecord(await store.load(made.id), made, sentence)
    }
  }),
]

/** Forgotten sessions, all made before the first of them ends: a store may drop expired ones as it meets them. */
async function createMany(
  store: SessionStore,
  clock: StoreBench['clock'],
  lifeMs: number,
  count = EXPIRED,
): Promise<readonly SessionRecord[]> {
  const records = Array.from({ length: count }, () => sampleRecord(clock(), { expiresAt: clock() + lifeMs }))
  await Promise.all(records.map((record) => mustCreate(store, record)))
  return records
}

/** Sweeps in pieces until there is nothing left, and answers how many there were. */
async function sweepAll(store: ExpirySweeping, before: number): Promise<number> {
  let removed = 0
  for (let piece = 0; piece < PIECES_MAX; piece += 1) {
    const count = await store.deleteExpired(before, PIECE)
    if (count > PIECE) throw brokenContract(`deleteExpired() removed ${count} records, and was told ${PIECE} at most.`)
    removed += count
    if (count < PIECE) return removed
  }
  throw brokenContract('deleteExpired() goes on answering that it removed something.')
}
