import { SessionError } from './error.ts'

/** How long sessions live, in seconds. */
export interface LifetimeOptions {
  /** A session not used for this long ends. Default: two weeks. */
  readonly idleTimeoutSeconds?: number
  /** A session ends this long after it began, however much it is used. Default: 30 days. At most 400 days. */
  readonly absoluteTimeoutSeconds?: number
  /**
   * True: every request moves the idle end on, at the price of a write. Default: false, a request does so when a
   * twentieth of the idle time has passed since the last one that did.
   */
  readonly renewOnEveryRequest?: boolean
}

/** How long sessions live, in milliseconds. */
export interface Lifetime {
  readonly idleMs: number
  readonly absoluteMs: number
  readonly renewOnEveryRequest: boolean
  /** How long a session lives at most until its browser has come back once. */
  readonly newbornMs: number
}

/**
 * How one session ends:
 * - `default`: as the app's settings say.
 * - `idle`: when it was not used for so many whole seconds, from 1 to 400 days. One that may idle for longer than sessions
 *   live at most lives as long as that.
 * - `at`: at that time, and use does not move it. A time that is past ends it at once.
 * - `browser-close`: the browser forgets it when it closes; here it ends as by default.
 */
export type Expiry =
  | { readonly kind: 'default' }
  | { readonly kind: 'idle'; readonly seconds: number }
  | { readonly kind: 'at'; readonly time: Date }
  | { readonly kind: 'browser-close' }

/** When a session ends, in milliseconds since 1970-01-01 UTC. */
export interface Ends {
  /** If it is not used any more. */
  readonly expiresAt: number
  /** However much it is used. */
  readonly absoluteExpiresAt: number
}

const DAY_SECONDS = 86_400
const IDLE_TIMEOUT_SECONDS = 14 * DAY_SECONDS
const ABSOLUTE_TIMEOUT_SECONDS = 30 * DAY_SECONDS
/** Browsers keep no cookie longer (RFC 6265bis §5.5). */
const TIMEOUT_SECONDS_MAX = 400 * DAY_SECONDS
/** A session whose browser has not come back yet may be one that a double click made: its record is not kept for long. */
const NEWBORN_MS = DAY_SECONDS * 1_000
/** The share of the idle time that may pass before a read moves the idle end on: so a read is seldom a write. */
const TOUCH_SHARE = 1 / 20

/**
 * @param keepsRecords false where nothing is kept here, so that sessions nobody comes back to cost nothing
 * @throws {SessionError} `session/bad-setting`
 */
export function lifetimeOf(options: LifetimeOptions, keepsRecords = true): Lifetime {
  const idleSeconds = options.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS
  const absoluteSeconds = options.absoluteTimeoutSeconds ?? ABSOLUTE_TIMEOUT_SECONDS
  assertSeconds('idleTimeoutSeconds', idleSeconds)
  assertSeconds('absoluteTimeoutSeconds', absoluteSeconds)
  return {
    idleMs: Math.min(idleSeconds, absoluteSeconds) * 1_000,
    absoluteMs: absoluteSeconds * 1_000,
    renewOnEveryRequest: options.renewOnEveryRequest ?? false,
    newbornMs: keepsRecords ? NEWBORN_MS : Number.POSITIVE_INFINITY,
  }
}

/** The ends of a session that began at `createdAt` and is used at `now`. */
export function endsOf(lifetime: Lifetime, expiry: Expiry, createdAt: number, now: number): Ends {
  if (expiry.kind === 'at') {
    const time = Math.min(expiry.time.getTime(), createdAt + TIMEOUT_SECONDS_MAX * 1_000)
    return { expiresAt: time, absoluteExpiresAt: time }
  }
  const idleMs = idleMsOf(lifetime, expiry)
  const absoluteExpiresAt = createdAt + Math.max(lifetime.absoluteMs, idleMs)
  return { expiresAt: Math.min(now + idleMs, absoluteExpiresAt), absoluteExpiresAt }
}

/** The ends of a session that begins at `now`. */
export function newbornEnds(lifetime: Lifetime, expiry: Expiry, now: number): Ends {
  const ends = endsOf(lifetime, expiry, now, now)
  const isChosen = expiry.kind === 'idle' || expiry.kind === 'at'
  return isChosen ? ends : { ...ends, expiresAt: Math.min(now + lifetime.newbornMs, ends.expiresAt) }
}

/** The idle end to move a session on to that is read at `now`; null if that is not due. */
export function touchDue(lifetime: Lifetime, expiry: Expiry, now: number, ends: Ends): number | null {
  if (expiry.kind === 'at') return null
  const idleMs = idleMsOf(lifetime, expiry)
  const moved = Math.min(now + idleMs, ends.absoluteExpiresAt)
  const gained = moved - ends.expiresAt
  return gained > (lifetime.renewOnEveryRequest ? 0 : idleMs * TOUCH_SHARE) ? moved : null
}

/** Throws `session/bad-setting` for an expiry that makes no sense. */
export function assertExpiry(expiry: Expiry): void {
  if (expiry.kind === 'idle') assertSeconds('seconds', expiry.seconds)
  if (expiry.kind === 'at' && !Number.isFinite(expiry.time.getTime())) {
    throw new SessionError('session/bad-setting', 'The time at which the session is to end is no valid Date.')
  }
}

function idleMsOf(lifetime: Lifetime, expiry: Expiry): number {
  return expiry.kind === 'idle' ? expiry.seconds * 1_000 : lifetime.idleMs
}

function assertSeconds(name: string, seconds: number): void {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= TIMEOUT_SECONDS_MAX) return
  throw new SessionError(
    'session/bad-setting',
    `${name} is ${seconds}; it must be a whole number of seconds from 1 to ${TIMEOUT_SECONDS_MAX} (400 days).`,
  )
}
