import type { Session } from '../session/session.ts'
import { createSlot } from '../session/slot.ts'

/** How messages can be meant, the least urgent first. `debug` is for developers. */
export const MESSAGE_LEVELS = ['debug', 'info', 'success', 'warning', 'error'] as const

/** How a message is meant; apps choose looks and roles by it. */
export type MessageLevel = (typeof MESSAGE_LEVELS)[number]

/** A message that is shown once. */
export interface Message {
  readonly level: MessageLevel
  /** Plain text in the reader's language; escape it like any text. */
  readonly text: string
  /** Words of the app's own, such as which part of the page it belongs to. */
  readonly tags: readonly string[]
}

/** Messages that wait to be shown; more push out the oldest. */
export const MESSAGES_MAX = 20
/** Characters of one message; what is longer is cut. */
export const MESSAGE_CHARS_MAX = 500

interface KeptMessage extends Message {
  /** Tells messages apart, so that a page removes the ones it met and no others. */
  readonly id: string
}

interface Kept {
  readonly messages: readonly KeptMessage[]
}

const slot = createSlot<Kept>('comanda.message')

/** Leaves a message for the next page this browser is shown, after a redirect for example. Empty text is ignored. */
export function addMessage<Data>(
  session: Session<Data>,
  level: MessageLevel,
  text: string,
  tags: readonly string[] = [],
): void {
  if (text === '') return
  // Made here and not by the update: that may run again, on messages of others, and this one must stay the same.
  const message = { id: newId(), level, text: cut(text), tags }
  slot.update(session, (kept = { messages: [] }) => ({ messages: [...kept.messages, message].slice(-MESSAGES_MAX) }))
}

/**
 * The messages that wait, oldest first, which go on waiting. Those below `leastLevel` are left out.
 */
export function peekMessages<Data>(session: Session<Data>, leastLevel: MessageLevel = 'info'): readonly Message[] {
  const least = MESSAGE_LEVELS.indexOf(leastLevel)
  return (slot.get(session)?.messages ?? [])
    .filter(({ level }) => MESSAGE_LEVELS.indexOf(level) >= least)
    .map(({ level, text, tags }) => ({ level, text, tags }))
}

/**
 * The messages to show now, oldest first; those below `leastLevel` are removed without being shown. They are removed
 * when the answer is made, and only these: one that another request adds meanwhile waits for the next page, and a page
 * that fails (5xx) removes none. A request whose answer nobody looks at (HEAD, prefetch) removes none either.
 */
export function takeMessages<Data>(session: Session<Data>, leastLevel: MessageLevel = 'info'): readonly Message[] {
  if (session.passive) return peekMessages(session, leastLevel)
  const ids = new Set((slot.get(session)?.messages ?? []).map(({ id }) => id))
  if (ids.size === 0) return []
  const shown = peekMessages(session, leastLevel)
  slot.update(session, (kept = { messages: [] }) => ({ messages: kept.messages.filter(({ id }) => !ids.has(id)) }))
  return shown
}

/** Never in the middle of a character. */
function cut(text: string): string {
  return text.slice(0, MESSAGE_CHARS_MAX).replace(/[\uD800-\uDBFF]$/, '')
}

const ID_BYTES = 6

/** Different from those of the few messages that wait in the same session; it need not be hard to guess. */
function newId(): string {
  return crypto.getRandomValues(new Uint8Array(ID_BYTES)).toBase64({ alphabet: 'base64url' })
}
