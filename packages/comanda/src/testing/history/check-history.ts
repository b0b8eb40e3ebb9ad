import type { History, SessionHistory } from './history.ts'
import { invariants } from './invariants.ts'
import { linearize } from './linearize.ts'
import type { SessionState } from './model.ts'
import type { Moment } from './moments.ts'

/**
 * What a history shows.
 * - `explained`: for each session there is an order in which everything happened.
 * - `broken`: it cannot have happened to a session that keeps its promises. `check` names what found it: one of the
 *   cheap checks, or `one order explains all`.
 * - `undecided`: the search for an order took too long. Record with fewer clients, or fewer operations a session.
 */
export type Verdict =
  | { readonly kind: 'explained' }
  | { readonly kind: 'broken'; readonly check: string; readonly message: string }
  | { readonly kind: 'undecided'; readonly message: string }

/** The name of the check that looks for an order. */
export const ONE_ORDER = 'one order explains all'

/**
 * Decides whether what concurrent clients were answered can be: whether each session's operations can be put into one
 * order, each between its beginning and its answer, in which every one saw what it was answered (linearizability).
 * An operation without a known outcome may have happened at any time after its beginning, or never.
 *
 * The cheap checks come first, since what they find they say in plain words.
 */
export function checkHistory({ seed, sessions }: History): Verdict {
  for (const session of sessions) {
    const verdict = checkSession(session)
    if (verdict.kind !== 'explained') return { ...verdict, message: `Seed ${seed}: ${verdict.message}` }
  }
  return { kind: 'explained' }
}

function checkSession(session: SessionHistory): Verdict {
  for (const { name, wrong } of invariants) {
    const message = wrong(session)
    if (message !== null) return { kind: 'broken', check: name, message }
  }
  const linearized = linearize(session)
  switch (linearized.kind) {
    case 'ordered':
      return { kind: 'explained' }
    case 'none':
      return { kind: 'broken', check: ONE_ORDER, message: blockedText(linearized.blocked, linearized.state) }
    case 'undecided':
      return { kind: 'undecided', message: `${session.operations.length} operations have too many possible orders.` }
  }
}

function blockedText({ operation: { deed, answer } }: Moment, { token, count, slot, list }: SessionState): string {
  const told = answer.kind === 'ok' ? `answered ${JSON.stringify(answer.found)}` : `answered "${answer.kind}"`
  const state = token === null ? 'the session has ended' : `count ${count}, slot ${slot}, ${list.length} items`
  return `No order explains a ${deed.do} that was ${told}; the search came as far as: ${state}.`
}
