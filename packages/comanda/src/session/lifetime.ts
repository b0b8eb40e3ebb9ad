import { SessionError } from './error.ts'

/** How long sessions live, in seconds. */
export interface LifetimeOptions {
  /** A session not used for this long ends. Default: two weeks. */
  readonly idleTimeoutSeconds?: number
  /** A session ends this long after it began, however much it is used. Default: 30 days. At most 400 days. */
  readonly absoluteTimeoutSeconds?: number
}

/** How long sessions live, in milliseconds. */
export interface Lifetime {
  readonly idleMs: number
  readonly absoluteMs: number
}

const DAY_SECONDS = 86_400
const IDLE_TIMEOUT_SECONDS = 14 * DAY_SECONDS
const ABSOLUTE_TIMEOUT_SECONDS = 30 * DAY_SECONDS
/** Browsers keep no cookie longer (RFC 6265bis §5.6.2). */
const ABSOLUTE_TIMEOUT_SECONDS_MAX = 400 * DAY_SECONDS
/** Until its browser has come back once, a session may be one that a double click made and nobody will ever use. */
const NEWBORN_MS = DAY_SECONDS * 1_000
/** The share of the idle time that may pass before a read moves the idle end on: so a read is seldom a write. */
const TOUCH_SHARE = 1 / 20

/** Throws `session/bad-setting`. */
export function lifetimeOf(options: LifetimeOptions): Lifetime {
  const idleSeconds = options.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS
  const absoluteSeconds = options.absoluteTimeoutSeconds ?? ABSOLUTE_TIMEOUT_SECONDS
  assertSeconds('idleTimeoutSeconds', idleSeconds)
  assertSeconds('absoluteTimeoutSeconds', absoluteSeconds)
  return { idleMs: Math.min(idleSeconds, absoluteSeconds) * 1_000, absoluteMs: absoluteSeconds * 1_000 }
}

/** Both ends of a session that begins at `now`. */
export function newbornEnds({ idleMs, absoluteMs }: Lifetime, now: number): { expiresAt: number; absoluteEnd: number } {
  return { expiresAt: now + Math.min(NEWBORN_MS, idleMs), absoluteEnd: now + absoluteMs }
}

/** The idle end of a session used at `now`. */
export function idleEnd({ idleMs }: Lifetime, now: number, absoluteEnd: number): number {
  return Math.min(now + idleMs, absoluteEnd)
}

/** Whether enough of the idle time has passed for a read to move the idle end on. */
export function touchIsDue(lifetime: Lifetime, now: number, expiresAt: number, absoluteEnd: number): boolean {
  return idleEnd(lifetime, now, absoluteEnd) - expiresAt > lifetime.idleMs * TOUCH_SHARE
}

function assertSeconds(name: string, seconds: number): void {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= ABSOLUTE_TIMEOUT_SECONDS_MAX) return
  throw new SessionError(
    'session/bad-setting',
    `${name} is ${seconds}; it must be a whole number of seconds from 1 to ${ABSOLUTE_TIMEOUT_SECONDS_MAX} (400 days).`,
  )
}
