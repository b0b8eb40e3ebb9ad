import type { SessionRecord } from 'comanda/store'
import { seededIntegers } from 'comanda/testing'
import { isShort, madeSession, shortBelow } from './made-session.ts'

/** What a store must hold: the sessions it was filled with, and what was changed since. */
export interface Population {
  /** Sessions it was filled with. */
  readonly count: number
  /** Those of them that are not short. */
  readonly living: number
  /** The numbers of the sessions that were changed, each once. */
  changed(): number[]
  /** The record as it must be. */
  expected(number: number): SessionRecord
  /** From now on it must be this one. */
  expect(number: number, record: SessionRecord): void
  /** The number of any session that is not short. None comes twice before `forgetPicks`. */
  pick(): number
  /** The number of a session that does not exist. None comes twice. */
  pickUnknown(): number
  /** A number that is higher than the ones before. */
  next(): number
  forgetPicks(): void
}

/** The sessions from 0 to `count - 1`, unchanged. `seed` decides what is picked. */
export function createPopulation(count: number, seed: number): Population {
  const integer = seededIntegers(seed)
  const changes = new Map<number, SessionRecord>()
  const picked = new Set<number>()
  let last = 0

  function pickOnce(): number {
    for (;;) {
      const number = integer(count)
      if (isShort(number) || picked.has(number)) continue
      picked.add(number)
      return number
    }
  }

  return {
    count,
    living: count - shortBelow(count),
    changed: () => [...changes.keys()],
    expected: (number) => changes.get(number) ?? madeSession(number),
    expect: (number, record) => void changes.set(number, record),
    pick: pickOnce,
    pickUnknown: () => count + integer(2 ** 31),
    next() {
      last += 1
      return last
    },
    forgetPicks: () => picked.clear(),
  }
}
