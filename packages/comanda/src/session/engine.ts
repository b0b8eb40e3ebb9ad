import type { Clock, SessionStore } from '../store/store.ts'
import { type Codec, createTokenCodec } from './codec.ts'
import { type DataAtRestOptions, sealingStore } from './data-at-rest.ts'
import { type DataOptions, type DataRules, dataRulesOf } from './data-rules.ts'
import { defaultReport } from './default-report.ts'
import { SessionError } from './error.ts'
import type { Observe } from './events.ts'
import type { OutagePause } from './knowing.ts'
import { type Lifetime, type LifetimeOptions, lifetimeOf } from './lifetime.ts'
import { createSealedCodec, type SealedCodecParts, type SealedCookieOptions } from './sealed-codec.ts'
import { createTokens, createWriteIds, type Randomness, systemRandomness, type Token } from './token.ts'
import { createTurns, type Turns } from './turns.ts'

/** What all sessions of an app share. Everything from outside comes in here: store, clock, randomness, waiting. */
export interface Engine {
  readonly codec: Codec
  readonly lifetime: Lifetime
  readonly data: DataRules
  readonly turns: Turns
  readonly cookie: EngineCookie
  readonly clock: Clock
  readonly randomness: Randomness
  readonly newToken: () => Token
  readonly newWriteId: () => string
  readonly pause: Pause
  readonly outagePause: OutagePause
  /** Told of failures that the request survives. */
  readonly report: (error: unknown) => void
  readonly observe: Observe
}

/** Waits before a change is made again on what another process was faster to save. */
export type Pause = (attempt: number) => Promise<void>

/** What the engine knows of the cookie that carries its tokens. */
export interface EngineCookie {
  readonly name: string
  /** Whether the browser keeps the cookie of a session whose expiry says nothing of it. */
  readonly persistent: boolean
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
  /** Seals the data of sessions in the store, so that who reads the store does not read it. Default: it is plain JSON. */
  readonly dataAtRest?: DataAtRestOptions
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
  /** Unpredictable bytes. Default: the platform's. */
  readonly randomness?: Randomness
  /** Told of every failure that ends in a 503, and of those a request survives (a touch that failed). Default: `console.error`. */
  readonly report?: (error: unknown) => void
  /** Told of everything that happens to sessions, for figures and for watching. What it throws is reported. */
  readonly observe?: Observe
}

/** How long at most a save waits before it is tried again on what others saved. */
const SAVE_PAUSE_MS_MAX = 16
/** How long at least a write waits before it is tried once more. Clients of Redis connect again within a twentieth of a second. */
export const OUTAGE_PAUSE_MS = 80

/** Throws `session/bad-setting` if a setting makes no sense. */
export function createEngine<Data>(
  options: EngineOptions<Data>,
  cookie: EngineCookie = { name: 'session', persistent: true },
): Engine {
  const randomness = options.randomness ?? systemRandomness
  const clock = options.clock ?? Date.now
  const report = options.report ?? defaultReport
  const observe = harmless(options.observe, report)
  return {
    codec: codecOf(options, { cookieName: cookie.name, clock, randomness, observe }),
    lifetime: lifetimeOf(options, options.store !== undefined),
    data: dataRulesOf(options),
    turns: createTurns(),
    cookie,
    clock,
    randomness,
    newToken: createTokens(randomness),
    newWriteId: createWriteIds(randomness),
    pause: jitterOf(randomness),
    outagePause: outagePauseOf(randomness),
    report,
    observe,
  }
}

const STORE_METHODS = ['load', 'create', 'save', 'touch', 'destroy'] as const

/** Programs without types learn here, and not at the first sign-out, what their store lacks. */
function refuseIncomplete(store: SessionStore | undefined): void {
  const missing = STORE_METHODS.find((method) => store !== undefined && typeof store[method] !== 'function')
  if (missing !== undefined) {
    throw new SessionError('session/bad-setting', `The store has no ${missing}(); see SessionStore for what one needs.`)
  }
}

function codecOf({ store, sealedCookie, dataAtRest }: EngineOptions, parts: SealedCodecParts): Codec {
  refuseIncomplete(store ?? sealedCookie?.epochs)
  if (store !== undefined && sealedCookie === undefined) {
    return createTokenCodec(dataAtRest === undefined ? store : sealingStore(store, dataAtRest, parts), parts)
  }
  if (sealedCookie !== undefined && dataAtRest !== undefined) {
    throw new SessionError('session/bad-setting', 'dataAtRest is for a store; a sealed cookie is sealed already.')
  }
  if (store === undefined && sealedCookie !== undefined) return createSealedCodec(sealedCookie, parts)
  throw new SessionError('session/bad-setting', 'Sessions need either a store or sealedCookie, and not both.')
}

/** An observer that fails must spoil no request. */
function harmless(observe: Observe | undefined, report: (error: unknown) => void): Observe {
  if (observe === undefined) return () => {}
  return (event) => {
    try {
      observe(event)
    } catch (error) {
      report(error)
    }
  }
}

/** Waits a random time that grows with the attempts: two processes that collided once should not collide again. */
function jitterOf(randomness: Randomness): Pause {
  return (attempt) => waitMs(share(randomness) * Math.min(attempt, SAVE_PAUSE_MS_MAX))
}

/** From one to two times {@link OUTAGE_PAUSE_MS}: not all that an outage has hit ask again at the same moment. */
function outagePauseOf(randomness: Randomness): OutagePause {
  return () => waitMs((1 + share(randomness)) * OUTAGE_PAUSE_MS)
}

function share(randomness: Randomness): number {
  return (randomness(1)[0] ?? 0) / 256
}

function waitMs(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
