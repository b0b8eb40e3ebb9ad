import type { Json } from '../../session/json.ts'
import type { Expiry } from '../../session/lifetime.ts'

/** How long the sessions of the model live, in milliseconds; the real ones have to have the same settings. */
export const IDLE_MS = 1_000_000
/** See {@link IDLE_MS}. */
export const ABSOLUTE_MS = 3_000_000
const STALE_MS = 30_000

type Slots = Map<string, Json>
interface ModelSession {
  slots: Slots
  token: number
  renewedAt: number
  expiry: Expiry
  readonly createdAt: number
  expiresAt: number
  absoluteEnd: number
}
/** What a browser has: the session its cookie belongs to, and which of its tokens. */
type Cookie = { readonly session: ModelSession; readonly token: number } | null
/** One request, from the cookie to the answer. */
export interface Request {
  readonly browser: number
  readonly hadSession: boolean
  /** Its token was replaced a moment ago: it sees nothing, and makes no session. */
  readonly isStale: boolean
  session: ModelSession | null
  /** What the handler sees. */
  slots: Slots
  renewing: boolean
  expiry: Expiry | null
  written: boolean
  failed: boolean
  /** What the browser is told; undefined: nothing. */
  told: Cookie | undefined
}

/** Sessions as people think of them: browsers with cookies, and one request after the other. */
export interface SessionModel {
  now: number
  readonly cookies: Cookie[]
  /** The request under way, if there is one. */
  request: Request | null
}

const isAlive = ({ now }: SessionModel, session: ModelSession) => session.expiresAt > now

/** A browser sends a request with the cookie it has. */
export function open(model: SessionModel, browser: number): void {
  const cookie = model.cookies[browser] ?? null
  const known = cookie !== null && isAlive(model, cookie.session) ? cookie.session : null
  const session = known?.token === cookie?.token ? known : null
  const wasReplaced = known !== null && cookie?.token === known.token - 1
  const isStale = wasReplaced && model.now - known.renewedAt <= STALE_MS
  const slots = new Map(session?.slots)
  const nothing = { renewing: false, expiry: null, written: false, failed: false, told: undefined }
  model.request = { browser, hadSession: session !== null, isStale, session, slots, ...nothing }
}

/** The handler stores what it did so far. False: it is refused, since the session is gone. */
export function commit(model: SessionModel, request: Request): boolean {
  const { session, slots, renewing, expiry } = request
  if (request.failed) return false
  if (session === null ? slots.size === 0 : !renewing && expiry === null && sameSlots(slots, session.slots)) return true
  if (session === null ? request.isStale : !isAlive(model, session)) {
    request.failed = true
    return false
  }
  const next: ModelSession = session ?? {
    ...{ slots, token: 0, renewedAt: model.now, expiry: { kind: 'default' } },
    ...{ createdAt: model.now, expiresAt: 0, absoluteEnd: 0 },
  }
  next.slots = new Map(slots)
  next.expiry = expiry ?? next.expiry
  if (renewing) next.renewedAt = model.now
  next.token += renewing || session === null ? 1 : 0
  moveEnds(model, next)
  if (session === null || renewing || expiry !== null) request.told = { session: next, token: next.token }
  Object.assign(request, { session: next, renewing: false, expiry: null, written: true })
  return true
}

/** The handler ends the session. */
export function destroy(request: Request): void {
  // No cookie has this token, not even one that is compared with itself.
  if (request.session !== null) request.session.token = Number.NaN
  const told = request.hadSession ? null : undefined
  Object.assign(request, { session: null, slots: new Map(), renewing: false, expiry: null, failed: false, told })
}

/** The request is answered. False: the commit in it is refused. A server error stores nothing that was not stored before. */
export function finish(model: SessionModel, request: Request, isServerError: boolean): boolean {
  const stored = isServerError || commit(model, request)
  const { session, written, told, browser } = request
  const isTouched = stored && session !== null && !written && session.expiry.kind !== 'at' && isAlive(model, session)
  if (isTouched) moveEnds(model, session)
  if (told !== undefined) model.cookies[browser] = told
  model.request = null
  return stored
}

function moveEnds({ now }: SessionModel, session: ModelSession): void {
  const { expiry, createdAt } = session
  const idleMs = expiry.kind === 'idle' ? expiry.seconds * 1_000 : IDLE_MS
  session.absoluteEnd = expiry.kind === 'at' ? expiry.time.getTime() : createdAt + Math.max(ABSOLUTE_MS, idleMs)
  session.expiresAt = expiry.kind === 'at' ? session.absoluteEnd : Math.min(now + idleMs, session.absoluteEnd)
}

function sameSlots(one: Slots, other: Slots): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other])
}
