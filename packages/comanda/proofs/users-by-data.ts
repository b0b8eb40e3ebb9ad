import type { SessionRecord, SessionStore } from '../src/store/store.ts'

/** `inner`, in which a session is the user's whom its data name as `user`. The engine gives its sessions to nobody. */
export function usersByData(inner: SessionStore): SessionStore {
  return {
    ...inner,
    create: (record) => inner.create(withUser(record)),
    save: (record, ifVersion) => inner.save(withUser(record), ifVersion),
  }
}

function withUser(record: SessionRecord): SessionRecord {
  const { user = null }: { user?: string | null } = JSON.parse(record.data)
  return { ...record, userId: user }
}
