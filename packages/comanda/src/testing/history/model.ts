import type { Json } from '../../session/json.ts'
import type { Deed } from './history.ts'

/** A session as it ought to be: one thing after another. */
export interface SessionState {
  /** The token that opens it; null once it has ended. */
  readonly token: string | null
  readonly list: readonly string[]
  readonly count: number
  readonly slot: string | null
}

/** What a deed makes of a session, and what it sees. */
export interface Effect {
  readonly state: SessionState
  readonly found: Json
}

/** A session that has just begun. */
export function newSession(token: string): SessionState {
  return { token, list: [], count: 0, slot: null }
}

/** The whole truth about what deeds do, when nobody else is there. `newToken` is what a regenerate gives out. */
export function effectOf(state: SessionState, deed: Deed, newToken: string | null): Effect {
  const { list, count, slot } = state
  switch (deed.do) {
    case 'read':
      return { state, found: [list, count, slot] }
    case 'append': {
      const longer = [...list, deed.item]
      return { state: { ...state, list: longer }, found: longer }
    }
    case 'count':
      return { state: { ...state, count: count + 1 }, found: count + 1 }
    case 'set':
      return { state: { ...state, slot: deed.value }, found: null }
    case 'swap':
      return { state: { ...state, slot: deed.value }, found: slot }
    case 'delete':
      return { state: { ...state, slot: null }, found: null }
    case 'pull':
      return { state: { ...state, slot: null }, found: slot }
    case 'regenerate':
      return { state: { ...state, token: newToken }, found: newToken }
    case 'sign-out':
      return { state: { ...state, token: null }, found: null }
  }
}
