import type { SessionStore } from '../store/store.ts'
import { aroundStore, type StoreMethod } from './around-store.ts'

/** How often each call was made, and all together. */
export type StoreCalls = Readonly<Record<StoreMethod | 'total', number>>

/** A store that counts. */
export interface CountingStore extends SessionStore {
  /** The calls made so far; goes on counting. */
  readonly calls: StoreCalls
}

/** A store that passes every call on to `inner` and counts it: for tests that promise "no store call here". */
export function countingStore(inner: SessionStore): CountingStore {
  const calls = noCalls()
  const store = aroundStore(inner, (method, call) => {
    calls[method] += 1
    calls.total += 1
    return call()
  })
  return { ...store, calls }
}

function noCalls(): Record<StoreMethod | 'total', number> {
  return { load: 0, create: 0, save: 0, touch: 0, destroy: 0, total: 0 }
}
