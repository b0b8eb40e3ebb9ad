import assert from 'node:assert/strict'
import type { ExpirySweeping, SessionRecord, SessionStore, UserIndex } from 'comanda/store'
import { BLOCK, EXTENDED, idOf, numbersOfUser, SIGNED_IN_EVERY, userOf } from './made-session.ts'
import type { Population } from './population.ts'

/** A store with every ability. */
export type AbleStore = SessionStore & ExpirySweeping & UserIndex

/** One call that is timed: made before, and its answer looked at after. */
export interface Call {
  run(store: AbleStore): Promise<unknown>
  /** Throws if the answer is not the right one, and notes what must be there from now on. */
  check(answer: unknown): void
}

/** What is timed. */
export interface Operation {
  readonly name: string
  readonly writes: boolean
  /** A call for any session of those there are. Between two `forgetPicks` of the population, no two for the same one. */
  make(population: Population): Call
}

export const load: Operation = {
  name: 'load',
  writes: false,
  make(population) {
    const number = population.pick()
    const id = idOf(number)
    return {
      run: (store) => store.load(id),
      check: (answer) => assert.deepEqual(answer, population.expected(number), `session ${number}`),
    }
  },
}

const loadUnknown: Operation = {
  name: 'load, unknown id',
  writes: false,
  make(population) {
    const id = idOf(population.pickUnknown())
    return {
      run: (store) => store.load(id),
      check: (answer) => assert.equal(answer, null),
    }
  },
}

/** Changes the data and moves the end on, as a request that adds to a cart does. */
export const save: Operation = {
  name: 'save',
  writes: true,
  make(population) {
    const number = population.pick()
    const before = population.expected(number)
    const record = savedOnce(before, population.next())
    return {
      run: (store) => store.save(record, before.version),
      check(answer) {
        assert.deepEqual(answer, { kind: 'saved' }, `session ${number}`)
        population.expect(number, record)
      },
    }
  },
}

function savedOnce(before: SessionRecord, times: number): SessionRecord {
  const data = before.data.replace(/"count":\d+/, `"count":${before.version}`)
  const writeId = `${before.writeId.slice(0, 11)}${String(times).padStart(11, '0')}`
  return { ...before, data, writeId, version: before.version + 1, expiresAt: EXTENDED + times }
}

const touch: Operation = {
  name: 'touch',
  writes: true,
  make(population) {
    const number = population.pick()
    const record = { ...population.expected(number), expiresAt: EXTENDED + population.next() }
    return {
      run: (store) => store.touch(record.id, record.expiresAt),
      check(answer) {
        assert.equal(answer, true, `session ${number}`)
        population.expect(number, record)
      },
    }
  },
}

const destroyAndCreate: Operation = {
  name: 'destroy, then create',
  writes: true,
  make(population) {
    const number = population.pick()
    const record = population.expected(number)
    return {
      async run(store) {
        await store.destroy(record.id)
        return store.create(record)
      },
      check(answer) {
        assert.equal(answer, true, `session ${number}`)
        population.expect(number, record)
      },
    }
  },
}

const listByUser: Operation = {
  name: 'listByUser, 3 sessions',
  writes: false,
  make(population) {
    const picked = population.pick() % (population.count - (population.count % BLOCK))
    const number = picked - (picked % SIGNED_IN_EVERY)
    const user = userOf(number)
    const ids = numbersOfUser(number).map(idOf).toSorted()
    return {
      run: (store) => store.listByUser(user),
      check: (answer) => assert.deepEqual((answer as SessionRecord[]).map(({ id }) => id).toSorted(), ids, user),
    }
  },
}

/** Everything that is timed but sweeping, which is not for one session. */
export const OPERATIONS: readonly Operation[] = [load, loadUnknown, save, touch, destroyAndCreate, listByUser]

/** Loads sessions in groups, and throws at the first that is not as it must be. */
export async function checkSessions(
  store: AbleStore,
  population: Population,
  numbers: readonly number[],
): Promise<void> {
  for (let at = 0; at < numbers.length; at += LOADED_AT_ONCE) {
    const group = numbers.slice(at, at + LOADED_AT_ONCE)
    const loaded = await Promise.all(group.map((number) => store.load(idOf(number))))
    for (const [index, number] of group.entries())
      assert.deepEqual(loaded[index], population.expected(number), `session ${number}`)
  }
}

const LOADED_AT_ONCE = 64
