import type { Clock, SessionStore } from '../store/store.ts'
import type { Pause } from './knowing.ts'
import { type Lifetime, type LifetimeOptions, lifetimeOf } from './lifetime.ts'
import { type Randomness, systemRandomness } from './token.ts'
import { createTurns, type Turns } from './turns.ts'

/** What all sessions of an app share. Everything from outside comes in here: store, clock, randomness, waiting. */
export interface Engine {
  readonly store: SessionStore
  readonly lifetime: Lifetime
  readonly turns: Turns
  readonly clock: Clock
  readonly randomness: Randomness
  readonly pause: Pause
  /** Told of failures that the request survives. */
  readonly report: (error: unknown) => void
}

/** What {@link createEngine} can be told. */
export interface EngineOptions extends LifetimeOptions {
  /** Where the records live. */
  readonly store: SessionStore
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
  /** Unpredictable bytes. Default: the platform's. */
  readonly randomness?: Randomness
  /** Told of every failure that ends in a 503, and of those a request survives (a touch that failed). Default: `console.error`. */
  readonly report?: (error: unknown) => void
}

const PAUSE_MS_MAX = 16

/** Throws `session/bad-setting` if a timeout makes no sense. */
export function createEngine(options: EngineOptions): Engine {
  const randomness = options.randomness ?? systemRandomness
  return {
    store: options.store,
    lifetime: lifetimeOf(options),
    turns: createTurns(),
    clock: options.clock ?? Date.now,
    randomness,
    pause: jitterOf(randomness),
    report: options.report ?? ((error) => console.error(error)),
  }
}

/** Waits a random time that grows with the attempts: two processes that collided once should not collide again. */
function jitterOf(randomness: Randomness): Pause {
  return (attempt) => {
    const share = (randomness(1)[0] ?? 0) / 256
    return new Promise((resolve) => setTimeout(resolve, share * Math.min(attempt, PAUSE_MS_MAX)))
  }
}
