import type { Clock } from '../store/store.ts'

/** A clock that stands still until it is told to go on. */
export type FakeClock = Clock & {
  /** Moves time on by whole milliseconds, 0 or more. Throws a RangeError for anything else. */
  readonly advance: (milliseconds: number) => void
}

/** 2026-01-01, a moment in the lifetime of every certificate and cookie that tests make up. */
const START_MS = Date.UTC(2026, 0, 1)

/** A clock for tests: call it for the time, in milliseconds since 1970-01-01 UTC. Starts at 2026-01-01 by default. */
export function createFakeClock(startMs: number = START_MS): FakeClock {
  let now = startMs
  function advance(milliseconds: number): void {
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
      throw new RangeError(`A clock advances by whole milliseconds, 0 or more; not by ${milliseconds}.`)
    }
    now += milliseconds
  }
  return Object.assign(() => now, { advance })
}
