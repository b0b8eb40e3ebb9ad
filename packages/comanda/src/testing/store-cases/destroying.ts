import { nextRecord, sampleRecord } from '../sample-record.ts'
import type { StoreCase } from '../store-case.ts'
import { checkAbsent, checkRecord, mustCreate } from '../store-checks.ts'

const ROUNDS = 16

/** `destroy` is final. */
export const destroyingCases: readonly StoreCase[] = [
  {
    title: 'a destroyed session is gone at once',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await mustCreate(store, record)
      await store.destroy(record.id)
      checkAbsent(await store.load(record.id), 'load() found a record after destroy().')
    },
  },
  {
    title: 'destroying what is not there is fine',
    async run({ store, clock }) {
      const record = sampleRecord(clock())
      await store.destroy(record.id)
      await mustCreate(store, record)
      await store.destroy(record.id)
      await store.destroy(record.id)
      checkAbsent(await store.load(record.id), 'load() found a record after destroy().')
    },
  },
  {
    title: 'destroy takes one session and no other',
    async run({ store, clock }) {
      const other = sampleRecord(clock(), { userId: 'customer-1' })
      const record = sampleRecord(clock(), { userId: 'customer-1' })
      await mustCreate(store, other)
      await mustCreate(store, record)
      await store.destroy(record.id)
      checkRecord(await store.load(other.id), other, 'destroy() took the record of another session.')
    },
  },
  {
    title: 'sign-out wins against the saves and touches beside it',
    async run({ store, clock }) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const record = sampleRecord(clock())
        await mustCreate(store, record)
        const writes: (() => Promise<unknown>)[] = [
          () => store.save(nextRecord(record), record.version),
          () => store.touch(record.id, record.expiresAt + 1),
          () => store.save(nextRecord(record), record.version),
        ]
        writes.splice(round % (writes.length + 1), 0, () => store.destroy(record.id))
        await Promise.all(writes.map((write) => write()))
        const sentence =
          'A save() or touch() that ran beside destroy() made the record again; each must be one atomic step.'
        checkAbsent(await store.load(record.id), sentence)
      }
    },
  },
]
