import type { SessionRecord, SessionStore } from '../src/store/store.ts'

/** Whose the sessions of nobody are, below {@link ofSomebody}. */
export const SOMEBODY = 'somebody'

/** `inner`, in which every session is a user's: the engine gives its sessions to nobody, and so would try no note. */
export function ofSomebody<Store extends SessionStore>(inner: Store): Store {
  const below = (record: SessionRecord) => ({ ...record, userId: record.userId ?? SOMEBODY })
  const above = (record: SessionRecord) => (record.userId === SOMEBODY ? { ...record, userId: null } : record)
  const outside: Pick<SessionStore, 'load' | 'create' | 'save'> = {
    async load(id) {
      const record = await inner.load(id)
      return record && above(record)
    },
    create: (record) => inner.create(below(record)),
    async save(record, ifVersion) {
      const saved = await inner.save(below(record), ifVersion)
      return saved.kind === 'conflict' ? { ...saved, current: above(saved.current) } : saved
    },
  }
  return { ...inner, ...outside }
}
