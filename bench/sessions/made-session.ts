import { hash } from 'node:crypto'
import type { SessionRecord } from 'comanda/store'
import { newVisitor } from '../stacks/visitor.ts'

/*
 * Sessions by their number, the same in every run, so that the right answer to everything is known without keeping it.
 * Time stands still: the stores are given a clock that says NOW, and LATER for what comes after a sweep.
 */

const DAY_MS = 86_400_000

/** The clock of the stores while they are filled and timed. Milliseconds, as all times of a record. */
export const NOW = Date.UTC(2026, 0, 1)
/** A day on: the short sessions have expired by then, and no other. */
export const LATER = NOW + DAY_MS
/** Past the end of any session as it was made, and before the last moment of all. */
export const EXTENDED = NOW + 25 * DAY_MS

/** Of so many sessions one after the other, a fifth is short: those at the front. */
const RUN = 500
const SHORT_OF_RUN = 100
/** Every third session is somebody's, and each user has three, which began at different times. */
export const SIGNED_IN_EVERY = 3
const BETWEEN_SESSIONS_OF_USER = 300
/** The sessions of a user are in one block of so many. */
export const BLOCK = 3 * BETWEEN_SESSIONS_OF_USER
/** Sessions made one after the other by one process, whose ids begin alike. */
const NEIGHBOURS = 32
/** So that neighbours in time are no neighbours by number. */
const SCATTER = 7_919

/** The session of that number as it was when its visitor had added three things to a cart. */
export function madeSession(number: number): SessionRecord {
  const lifetime = isShort(number) ? shortLifetime(number) : 2 * DAY_MS + ((number * SCATTER) % (20 * DAY_MS))
  return {
    id: idOf(number),
    verifierHash: hash('sha256', verifierOf(number), 'base64url'),
    previousVerifierHash: null,
    rotatedAt: null,
    generation: 1,
    version: 1,
    writeId: hash('md5', `write ${number}`, 'base64url'),
    data: JSON.stringify(newVisitor(`Visitor ${number}`)),
    userId: number % SIGNED_IN_EVERY === 0 ? userOf(number) : null,
    createdAt: NOW - 1,
    expiresAt: NOW + 1 + lifetime,
    absoluteExpiresAt: NOW + 30 * DAY_MS,
    meta: '',
  }
}

/**
 * The id of a session: 16 bytes that look random, and as with real ones, 32 in a row begin alike. No two of a million share
 * a place in SQLite.
 */
export function idOf(number: number): string {
  const beginning = hash('md5', `neighbours ${Math.floor(number / NEIGHBOURS)}`, 'base64url').slice(0, 4)
  return beginning + hash('md5', `visit ${number}`, 'base64url').slice(4)
}

/** What a visitor's cookie has beside the id. */
export function verifierOf(number: number): string {
  return hash('md5', `verifier ${number}`, 'base64url')
}

/** Whether the session expires before LATER. */
export function isShort(number: number): boolean {
  return number % RUN < SHORT_OF_RUN
}

/** How many of the sessions from 0 to `count - 1` are short. */
export function shortBelow(count: number): number {
  return Math.floor(count / RUN) * SHORT_OF_RUN + Math.min(count % RUN, SHORT_OF_RUN)
}

/**
 * A session ends some time after its visitor's last request, and most visits are short: they end nearly in the order in
 * which they began, and the sweep finds neighbours.
 */
function shortLifetime(number: number): number {
  const inRun = number % RUN
  return (number - inRun) * 10 + ((inRun * SCATTER) % SHORT_OF_RUN)
}

/** Whose session it is, if it is anybody's. */
export function userOf(number: number): string {
  return `user-${numbersOfUser(number)[0]}`
}

/** The numbers of the sessions of the user who has session `number`. */
export function numbersOfUser(number: number): readonly [number, number, number] {
  const first = number - (number % BLOCK) + (number % BETWEEN_SESSIONS_OF_USER)
  return [first, first + BETWEEN_SESSIONS_OF_USER, first + 2 * BETWEEN_SESSIONS_OF_USER]
}
