/**
 * Removes expired sessions now and then, in small pieces.
 *
 * @module
 */
import { randomInt } from 'node:crypto'
import { ComandaError } from '../error.ts'
import type { Clock, ExpirySweeping } from './store.ts'

/** Records removed by one call of the store. */
export const SWEEP_PIECE = 256
/** Between two pieces at least, so that the requests of other processes come in between, in milliseconds. */
export const SWEEP_PAUSE_MS = 10
/** A pause is this many times as long as the piece before it took: so most requests meet no sweep, on a slow disk too. */
const PAUSE_TIMES_PIECE = 3
/** No pause is longer. */
const PAUSE_MS_MAX = 250
/** Between two sweeps on average, if nothing else is said. */
export const SWEEP_EVERY_SECONDS = 300
const EVERY_SECONDS_MAX = 86_400

/** What {@link createSweeper} needs. */
export interface SweeperOptions {
  readonly store: ExpirySweeping
  /** The clock of the store. Default: `Date.now`. */
  readonly clock?: Clock
  /** How far apart sweeps are on average: a whole number from 1 to 86400. Default: {@link SWEEP_EVERY_SECONDS}. */
  readonly everySeconds?: number
  /** Hears of a sweep that failed. The next one comes all the same. */
  readonly report: (error: unknown) => void
}

/** Sweeps until it is stopped. Does not keep the process alive. */
export interface Sweeper {
  /** Sweeps no more; resolves when the piece under way, or the pause after it, is done. Stopping twice is fine. */
  stop(): Promise<void>
}

/** `store/bad-interval`: a sweeper cannot work with the seconds it was given. */
export class SweeperError extends ComandaError<'store/bad-interval'> {
  override readonly name: string = 'SweeperError'
}

/**
 * Sweeps every `everySeconds`, give or take half of it, so that processes that start together do not sweep together.
 * Several processes may sweep one store.
 *
 * Throws {@link SweeperError}.
 */
export function createSweeper(options: SweeperOptions): Sweeper {
  const { store, clock = Date.now, everySeconds = SWEEP_EVERY_SECONDS, report } = options
  if (!Number.isSafeInteger(everySeconds) || everySeconds < 1 || everySeconds > EVERY_SECONDS_MAX) {
    const message = `A sweeper works every 1 to ${EVERY_SECONDS_MAX} seconds, in whole numbers; not every ${everySeconds}.`
    throw new SweeperError('store/bad-interval', message)
  }
  const stopping = new AbortController()
  let sweeping: Promise<void> = Promise.resolve()
  let timer = waitForNext()

  function waitForNext(): ReturnType<typeof setTimeout> {
    const next = setTimeout(sweepAndWait, randomInt(everySeconds * 500, everySeconds * 1_500))
    if (typeof next === 'object') next.unref()
    return next
  }

  function sweepAndWait(): void {
    sweeping = sweep(store, { clock, signal: stopping.signal })
      .then(() => {}, report)
      .then(() => {
        if (!stopping.signal.aborted) timer = waitForNext()
      })
  }

  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await sweeping
    },
  }
}

/** What {@link sweep} can be told. */
export interface SweepOptions {
  /** The clock of the store. Default: `Date.now`. */
  readonly clock?: Clock
  /** Ends the sweep after the piece under way. */
  readonly signal?: AbortSignal
}

/**
 * Removes all records that have expired by now, in pieces of {@link SWEEP_PIECE}, and answers how many. Between them it
 * pauses, three times as long as the piece took: from {@link SWEEP_PAUSE_MS} to 250 milliseconds.
 *
 * Rejects as `deleteExpired` does; what was removed until then is.
 */
export async function sweep(store: ExpirySweeping, { clock = Date.now, signal }: SweepOptions = {}): Promise<number> {
  const before = clock()
  let removed = 0
  while (!signal?.aborted) {
    const began = performance.now()
    const count = await store.deleteExpired(before, SWEEP_PIECE)
    const took = performance.now() - began
    removed += count
    if (count < SWEEP_PIECE || signal?.aborted) break
    const pause = Math.min(Math.max(SWEEP_PAUSE_MS, took * PAUSE_TIMES_PIECE), PAUSE_MS_MAX)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return removed
}
