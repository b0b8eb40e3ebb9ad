import type { DeepReadonly } from './json.ts'
import type { Session } from './session.ts'

/** A value that a module keeps in any session under a key of its own, whatever else the app keeps there. */
export interface Slot<Value> {
  readonly key: string
  get<Data>(session: Session<Data>): DeepReadonly<Value> | undefined
  /** `fn` may also return undefined, which leaves an absent value absent. */
  update<Data>(session: Session<Data>, fn: (draft: Value | undefined) => Value | DeepReadonly<Value> | undefined): void
  delete<Data>(session: Session<Data>): void
}

/** A slot named `key`; begin it with the module's name and a dot (`comanda.cart`), so that no two meet. */
export function createSlot<Value>(key: string): Slot<Value> {
  // An app's type of its data says nothing of the slots of modules, so the session is looked at as one that has this one.
  const at = <Data>(session: Session<Data>) => session as unknown as Session<Record<string, Value>>
  return {
    key,
    get: (session) => at(session).get(key),
    update: (session, fn) => at(session).update(key, fn),
    delete: (session) => at(session).delete(key),
  }
}
