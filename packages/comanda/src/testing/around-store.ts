import type { SessionStore } from '../store/store.ts'

/** The calls a session store answers. */
export const STORE_METHODS = ['load', 'create', 'save', 'touch', 'destroy'] as const

/** One of the calls a session store answers. */
export type StoreMethod = (typeof STORE_METHODS)[number]

/** Gets each call's name and the call itself, to be carried out or not. */
export type Around = <Answer>(method: StoreMethod, call: () => Promise<Answer>) => Promise<Answer>

/** A store whose every call goes through `around`. */
export function aroundStore(inner: SessionStore, around: Around): SessionStore {
  return {
    consistency: inner.consistency,
    load: (id) => around('load', () => inner.load(id)),
    create: (record) => around('create', () => inner.create(record)),
    save: (record, ifVersion) => around('save', () => inner.save(record, ifVersion)),
    touch: (id, expiresAt) => around('touch', () => inner.touch(id, expiresAt)),
    destroy: (id) => around('destroy', () => inner.destroy(id)),
  }
}
