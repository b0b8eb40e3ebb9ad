import type { Operation, SessionHistory } from './history.ts'
import { effectOf, type SessionState } from './model.ts'

/**
 * One thing that happened at one moment, somewhere between the beginning of its operation and the answer. What an
 * operation claims is broken up into such moments.
 */
export interface Moment {
  readonly operation: Operation
  readonly from: number
  /** The latest moment; Infinity for what may never have happened. */
  readonly to: number
  /** The state after it, or null if it cannot have happened in `state`. */
  readonly happen: (state: SessionState) => SessionState | null
}

/** The moments of all operations of a session, in order of their beginning. */
export function momentsOf({ operations }: SessionHistory): Moment[] {
  return operations.flatMap(claims).sort((one, other) => one.from - other.from)
}

function claims(operation: Operation): Moment[] {
  const { answer, deed } = operation
  switch (answer.kind) {
    case 'ok':
      // The store is asked twice: whether the token opens the session, and then to end it, whatever its token is by then.
      return deed.do === 'sign-out'
        ? [moment(operation, isOpen(operation)), moment(operation, ended)]
        : [moment(operation, done(operation, answer.found))]
    case 'stranger':
      return [moment(operation, isClosed(operation))]
    case 'refused':
      return answer.gone ? [moment(operation, isClosed(operation))] : []
    case 'unknown':
      if (deed.do === 'read') return []
      return [{ ...moment(operation, deed.do === 'sign-out' ? ended : perhapsDone(operation)), to: Infinity }]
  }
}

type Happen = Moment['happen']

function moment(operation: Operation, happen: Happen): Moment {
  return { operation, from: operation.invoked, to: operation.answered, happen }
}

function isOpen({ token }: Operation): Happen {
  return (state) => (state.token === token ? state : null)
}

function isClosed({ token }: Operation): Happen {
  return (state) => (state.token === token ? null : state)
}

const ended: Happen = (state) => ({ ...state, token: null })

function done({ token, deed }: Operation, found: unknown): Happen {
  const told = JSON.stringify(found)
  return (state) => {
    if (state.token !== token) return null
    const effect = effectOf(state, deed, typeof found === 'string' ? found : null)
    return JSON.stringify(effect.found) === told ? effect.state : null
  }
}

function perhapsDone({ token, deed, invoked }: Operation): Happen {
  // Nobody was told the token that a regenerate without an answer may have made.
  return (state) => (state.token === token ? effectOf(state, deed, `untold ${invoked}`).state : null)
}
