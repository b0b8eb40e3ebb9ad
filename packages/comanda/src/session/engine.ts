import type { Clock, SessionStore } from '../store/store.ts'
import { type Codec, createTokenCodec } from './codec.ts'
import { type DataOptions, type DataRules, dataRulesOf } from './data-rules.ts'
import { SessionError } from './error.ts'
import type { Pause } from './knowing.ts'
import { type Lifetime, type LifetimeOptions, lifetimeOf } from './lifetime.ts'
import { createSealedCodec, type SealedCodecParts, type SealedCookieOptions } from './sealed-codec.ts'
import { type Randomness, systemRandomness } from './token.ts'
import { createTurns, type Turns } from './turns.ts'

/** What all sessions of an app share. Everything from outside comes in here: store, clock, randomness, waiting. */
export interface Engine {
  readonly codec: Codec
  readonly lifetime: Lifetime
  readonly data: DataRules
  readonly turns: Turns
  readonly clock: Clock
  readonly randomness: Randomness
  readonly pause: Pause
  /** Told of failures that the request survives. */
  readonly report: (error: unknown) => void
}

/** What {@link createEngine} can be told. */
export interface EngineOptions<Data = unknown> extends LifetimeOptions, DataOptions<Data> {
  /** Where the records live. */
  readonly store?: SessionStore
  /**
   * Instead of a store: the sealed cookie is the session. At most 4096 bytes, and the one home in which parallel changes
   * of a visitor can be lost.
   */
  readonly sealedCookie?: SealedCookieOptions
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
  /** Unpredictable bytes. Default: the platform's. */
  readonly randomness?: Randomness
  /** Told of every failure that ends in a 503, and of those a request survives (a touch that failed). Default: `console.error`. */
  readonly report?: (error: unknown) => void
}

const PAUSE_MS_MAX = 16

/** Throws `session/bad-setting` if a setting makes no sense. */
export function createEngine<Data>(options: EngineOptions<Data>, cookieName = 'session'): Engine {
  const randomness = options.randomness ?? systemRandomness
  const clock = options.clock ?? Date.now
  return {
    codec: codecOf(options, { cookieName, clock, randomness }),
    lifetime: lifetimeOf(options),
    data: dataRulesOf(options),
    turns: createTurns(),
    clock,
    randomness,
    pause: jitterOf(randomness),
    report: options.report ?? ((error) => console.error(error)),
  }
}

function codecOf({ store, sealedCookie }: EngineOptions, parts: SealedCodecParts): Codec {
  if (store !== undefined && sealedCookie === undefined) return createTokenCodec(store)
  if (store === undefined && sealedCookie !== undefined) return createSealedCodec(sealedCookie, parts)
  throw new SessionError('session/bad-setting', 'Sessions need either a store or sealedCookie, and not both.')
}

/** Waits a random time that grows with the attempts: two processes that collided once should not collide again. */
function jitterOf(randomness: Randomness): Pause {
  return (attempt) => {
    const share = (randomness(1)[0] ?? 0) / 256
    return new Promise((resolve) => setTimeout(resolve, share * Math.min(attempt, PAUSE_MS_MAX)))
  }
}
