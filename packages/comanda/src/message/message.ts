import type { Session } from '../session/session.ts'
import { createSlot } from '../session/slot.ts'

/** How a message is meant; apps choose looks and roles by it. */
export type MessageLevel = 'debug' | 'info' | 'success' | 'warning' | 'error'

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
  /** Tells messages apart, so that a page removes the ones it showed and no others. */
  readonly id: number
}

interface Kept {
  readonly last: number
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
  slot.update(session, (kept = { last: 0, messages: [] }) => {
    const message = { id: kept.last + 1, level, text: text.slice(0, MESSAGE_CHARS_MAX), tags }
    return { last: message.id, messages: [...kept.messages, message].slice(-MESSAGES_MAX) }
  })
}

/**
 * The messages that wait, oldest first, which go on waiting: for answers nobody looks at, such as a page that a browser
 * fetches ahead (`visit.passive`).
 */
export function peekMessages<Data>(session: Session<Data>): readonly Message[] {
  return (slot.get(session)?.messages ?? []).map(({ level, text, tags }) => ({ level, text, tags }))
}

/**
 * The messages to show now, oldest first. They are removed when the answer is made, and only these: one that another
 * request adds meanwhile waits for the next page, and a page that fails (5xx) removes none.
 */
export function takeMessages<Data>(session: Session<Data>): readonly Message[] {
  const ids = new Set((slot.get(session)?.messages ?? []).map(({ id }) => id))
  if (ids.size === 0) return []
  const shown = peekMessages(session)
  slot.update(session, (kept = { last: 0, messages: [] }) => ({
    ...kept,
    messages: kept.messages.filter(({ id }) => !ids.has(id)),
  }))
  return shown
}
