import type { ExpirySweeping, SessionStore, UserIndex } from '../store/store.ts'

/** A store with every ability. */
export type AbleStore = SessionStore & ExpirySweeping & UserIndex

/** One store whose calls go to each of `stores` in turn: what two processes of an app do to each other. */
export function inTurn(stores: readonly [AbleStore, AbleStore]): AbleStore {
  let calls = 0
  const next = (): AbleStore => {
    calls += 1
    return calls % 2 === 1 ? stores[0] : stores[1]
  }
  return {
    consistency: 'strong',
    load: (id) => next().load(id),
    create: (record) => next().create(record),
    save: (record, ifVersion) => next().save(record, ifVersion),
    touch: (id, expiresAt) => next().touch(id, expiresAt),
    destroy: (id) => next().destroy(id),
    deleteExpired: (before, limit) => next().deleteExpired(before, limit),
    listByUser: (userId) => next().listByUser(userId),
    destroyByUser: (userId, except) => next().destroyByUser(userId, except),
  }
}
