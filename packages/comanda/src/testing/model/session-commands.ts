import { type ActiveSession, openSession } from '../../session/active-session.ts'
import { createEngine, type Engine, type EngineOptions } from '../../session/engine.ts'
import { SessionError } from '../../session/error.ts'
import type { Expiry } from '../../session/lifetime.ts'
import type { FakeClock } from '../fake-clock.ts'
import { type CommandKind, commandKind, mustAnswerAlike, nth } from './command.ts'
import {
  ABSOLUTE_MS,
  commit,
  destroy,
  finish,
  IDLE_MS,
  open,
  type Request,
  type SessionModel,
} from './session-model.ts'

/** The engine that is compared with the model, and the cookies of its browsers. */
export interface SessionReal {
  readonly engine: Engine
  readonly clock: FakeClock
  readonly cookies: (string | null)[]
  /** The request under way, if there is one. */
  session: ActiveSession | null
}

const KEYS = ['a', 'b', '__proto__']
const VALUES = [0, '', false, null, 'text', [1, 'two']]
const STEPS_MS = [0, 1, 30_000, 399_999, 400_000, 999_999, 1_000_000]
const STATUSES = [200, 500]
const EXPIRIES: readonly ((now: number) => Expiry)[] = [
  () => ({ kind: 'default' }),
  () => ({ kind: 'idle', seconds: 400 }),
  () => ({ kind: 'idle', seconds: 4_000 }),
  (now) => ({ kind: 'at', time: new Date(now + 400_000) }),
  (now) => ({ kind: 'at', time: new Date(now - 1) }),
  () => ({ kind: 'browser-close' }),
]

/**
 * A model and an engine to run {@link sessionCommands} on, with so many browsers without cookies. One browser only for
 * a sealed cookie: a copy of it in another browser is a session of its own.
 */
export function newSessionRun(
  where: Pick<EngineOptions, 'store' | 'sealedCookie'>,
  clock: FakeClock,
  browsers: number,
): { model: SessionModel; real: SessionReal } {
  const engine = createEngine({
    ...where,
    clock,
    idleTimeoutSeconds: IDLE_MS / 1_000,
    absoluteTimeoutSeconds: ABSOLUTE_MS / 1_000,
    renewOnEveryRequest: true,
    report: () => {},
  })
  const none = () => Array.from({ length: browsers }, () => null)
  return {
    model: { now: clock(), cookies: none(), request: null },
    real: { engine, clock, cookies: none(), session: null },
  }
}

type Kind = CommandKind<SessionModel, SessionReal>

const between = ({ request }: SessionModel) => request === null
const within = ({ request }: SessionModel) => request !== null

/** A command inside the request that is under way. */
function inRequest(
  below: readonly number[],
  what: (...choices: number[]) => string,
  run: (request: Request, session: ActiveSession, model: SessionModel, ...choices: number[]) => void | Promise<void>,
): Kind {
  return commandKind(below, what, within, async (model, { session }, ...choices) => {
    if (model.request !== null && session !== null) await run(model.request, session, model, ...choices)
  })
}

const opening: Kind = commandKind(
  [8],
  (browser) => `open(${browser})`,
  between,
  async (model, real, drawn = 0) => {
    const browser = drawn % real.cookies.length
    real.session = await openSession(real.engine, real.cookies[browser] ?? null)
    open(model, browser)
  },
)

const finishing: Kind = commandKind(
  [STATUSES.length],
  (status) => `finish(${nth(STATUSES, status ?? 0)})`,
  within,
  async (model, real, drawn = 0) => {
    const { request } = model
    const { session } = real
    if (request === null || session === null) return
    const status = nth(STATUSES, drawn)
    mustAnswerAlike(await isStored(session.finish(status)), finish(model, request, status >= 500), 'finish()')
    const change = session.cookieChange
    if (change.kind !== 'none') real.cookies[request.browser] = change.kind === 'set' ? change.token : null
    real.session = null
  },
)

const copying: Kind = commandKind(
  [8, 8],
  (from, to) => `copyCookie(${from}, ${to})`,
  (model) => between(model) && model.cookies.length > 1,
  async (model, real, from = 0, to = 0) => {
    const [giver, taker] = [from % real.cookies.length, to % real.cookies.length]
    real.cookies[taker] = real.cookies[giver] ?? null
    model.cookies[taker] = model.cookies[giver] ?? null
  },
)

const advancing: Kind = commandKind(
  [STEPS_MS.length],
  (step) => `advance(${nth(STEPS_MS, step ?? 0)})`,
  between,
  async (model, { clock }, step = 0) => {
    clock.advance(nth(STEPS_MS, step))
    model.now = clock()
  },
)

/**
 * Everything that browsers, handlers and time can do to a session. What begins and ends requests is there more than
 * once, so that it is drawn more often.
 */
export const sessionCommands: readonly Kind[] = [
  ...[opening, opening, opening, finishing, finishing, finishing, copying, advancing],
  inRequest(
    [],
    () => 'entries()',
    ({ slots }, session) => mustAnswerAlike(session.entries(), [...slots], 'entries()'),
  ),
  inRequest(
    [],
    () => 'expiry()',
    ({ session: stored }, session) => {
      const ends = session.expiry()
      const found = ends && [ends.expiresAt.getTime(), ends.absoluteEnd.getTime(), ends.untilBrowserCloses]
      const expected = stored && [stored.expiresAt, stored.absoluteEnd, stored.expiry.kind === 'browser-close']
      mustAnswerAlike(found, expected, 'expiry()')
    },
  ),
  inRequest(
    [KEYS.length],
    (key) => `get(${nth(KEYS, key ?? 0)})`,
    ({ slots }, session, _, key = 0) => {
      mustAnswerAlike(session.get(nth(KEYS, key)), slots.get(nth(KEYS, key)), 'get()')
      mustAnswerAlike(session.has(nth(KEYS, key)), slots.has(nth(KEYS, key)), 'has()')
    },
  ),
  inRequest(
    [KEYS.length, VALUES.length],
    (key, value) => `set(${nth(KEYS, key ?? 0)}, ${JSON.stringify(nth(VALUES, value ?? 0))})`,
    ({ slots }, session, _, key = 0, value = 0) => {
      session.set(nth(KEYS, key), nth(VALUES, value))
      slots.set(nth(KEYS, key), nth(VALUES, value))
    },
  ),
  inRequest(
    [KEYS.length],
    (key) => `delete(${nth(KEYS, key ?? 0)})`,
    ({ slots }, session, _, key = 0) => {
      session.delete(nth(KEYS, key))
      slots.delete(nth(KEYS, key))
    },
  ),
  inRequest(
    [KEYS.length],
    (key) => `pull(${nth(KEYS, key ?? 0)})`,
    ({ slots }, session, _, key = 0) => {
      mustAnswerAlike(session.pull(nth(KEYS, key)), slots.get(nth(KEYS, key)), 'pull()')
      slots.delete(nth(KEYS, key))
    },
  ),
  inRequest(
    [KEYS.length],
    (key) => `update(${nth(KEYS, key ?? 0)})`,
    ({ slots }, session, _, key = 0) => {
      const longer = (value: unknown) => [...(Array.isArray(value) ? value : []), 'more']
      session.update(nth(KEYS, key), longer)
      slots.set(nth(KEYS, key), longer(slots.get(nth(KEYS, key))))
    },
  ),
  inRequest(
    [],
    () => 'clear()',
    ({ slots }, session) => {
      session.clear()
      slots.clear()
    },
  ),
  inRequest(
    [],
    () => 'regenerate()',
    (request, session) => {
      session.regenerate()
      request.renewing = true
    },
  ),
  inRequest(
    [EXPIRIES.length],
    (expiry) => `setExpiry(${nth(EXPIRIES, expiry ?? 0)(0).kind})`,
    (request, session, { now }, drawn = 0) => {
      const expiry = nth(EXPIRIES, drawn)(now)
      session.setExpiry(expiry)
      request.expiry = expiry
    },
  ),
  inRequest(
    [],
    () => 'commit()',
    async (request, session, model) => {
      mustAnswerAlike(await isStored(session.commit()), commit(model, request), 'commit()')
    },
  ),
  inRequest(
    [],
    () => 'destroy()',
    async (request, session) => {
      await session.destroy()
      destroy(request)
    },
  ),
]

/** False if it is refused because the session is gone. */
async function isStored(commit: Promise<void>): Promise<boolean> {
  try {
    await commit
    return true
  } catch (error) {
    if (error instanceof SessionError && error.code === 'session/gone') return false
    throw error
  }
}
