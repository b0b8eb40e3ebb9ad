import { type ActiveSession, type CookieChange, openSession } from '../../session/active-session.ts'
import { createEngine, type Engine, type EngineOptions, type Pause } from '../../session/engine.ts'
import { SessionError } from '../../session/error.ts'
import type { SealedCookieOptions } from '../../session/sealed-codec.ts'
import { parseToken } from '../../session/token.ts'
import type { SessionStore } from '../../store/store.ts'
import type { HomeAnswer, Outcome, SessionHome, Told } from './home.ts'
import { runSteps, type Step } from './request.ts'

/** What {@link storeHome} and {@link sealedCookieHome} can be told. */
export interface EngineHomeOptions extends Pick<EngineOptions, 'clock' | 'randomness' | 'observe'> {
  /** What the step `wait` awaits. Default: it goes on at once. */
  readonly wait?: () => Promise<void>
  /** How the engine waits before it tries again. Default: a few milliseconds, after an outage a tenth of a second. */
  readonly pause?: Pause
}

/**
 * Comanda's engine on a store, without HTTP in between. The two stores are two ways to the same records (a second
 * connection to the same file or server), or the same store twice; each has an engine of its own, as two processes have.
 */
export function storeHome(stores: readonly [SessionStore, SessionStore], options: EngineHomeOptions = {}): SessionHome {
  const home = engineHome([engineOn({ store: stores[0] }, options), engineOn({ store: stores[1] }, options)], options)
  return {
    ...home,
    async isKept(cookie) {
      const token = parseToken(cookie)
      return token !== null && (await stores[0].load(token.id)) !== null
    },
  }
}

/** Comanda's engine with the session in the sealed cookie: two engines that share the secrets, and epochs if there are any. */
export function sealedCookieHome(sealedCookie: SealedCookieOptions, options: EngineHomeOptions = {}): SessionHome {
  return engineHome([engineOn({ sealedCookie }, options), engineOn({ sealedCookie }, options)], options)
}

function engineOn(where: Pick<EngineOptions, 'store' | 'sealedCookie'>, options: EngineHomeOptions): Engine {
  const { wait: _, pause, ...told } = options
  // What ends in a 503 is told by the outcome.
  const engine = createEngine({ ...told, ...where, report: () => {} })
  return pause === undefined ? engine : { ...engine, pause, outagePause: () => pause(1) }
}

function engineHome(engines: readonly [Engine, Engine], { wait = async () => {} }: EngineHomeOptions): SessionHome {
  return {
    async send({ cookie, steps, engine }) {
      const session = await openSession(engines[engine], cookie).catch(unlessSessionError)
      if (session instanceof SessionError) {
        return { outcome: { kind: 'refused', code: session.code }, told: { kind: 'nothing' } }
      }
      return serve(session, steps, wait)
    },
  }
}

async function serve(session: ActiveSession, steps: readonly Step[], wait: () => Promise<void>): Promise<HomeAnswer> {
  const outcome = await runSteps(session, steps, wait)
    .then(async (done): Promise<Outcome> => {
      await session.finish(200)
      return done
    })
    .catch((error: unknown) => outcomeOf(unlessSessionError(error)))
  return { outcome, told: toldOf(session.cookieChange) }
}

function unlessSessionError(error: unknown): SessionError {
  if (error instanceof SessionError) return error
  throw error
}

function outcomeOf({ code }: SessionError): Outcome {
  return code === 'session/unavailable' ? { kind: 'unknown' } : { kind: 'refused', code }
}

function toldOf(change: CookieChange): Told {
  switch (change.kind) {
    case 'none':
      return { kind: 'nothing' }
    case 'set':
      return { kind: 'keep', cookie: change.token }
    case 'delete':
      return { kind: 'forget' }
  }
}
