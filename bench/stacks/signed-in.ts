import type { SessionRecord, SessionStore } from 'comanda/store'

/**
 * `store`, with the user in the record of each session whose data name one under `key`: to Comanda's sessions themselves a
 * user is data like any other, and a store with users goes by the record.
 */
export function signedIn(store: SessionStore, key: string): SessionStore {
  return {
    ...store,
    create: (record) => store.create(withUser(record, key)),
    save: (record, ifVersion) => store.save(withUser(record, key), ifVersion),
  }
}

function withUser(record: SessionRecord, key: string): SessionRecord {
  if (record.userId !== null) return record
  const user: unknown = JSON.parse(record.data)[key]
  return typeof user === 'string' ? { ...record, userId: user } : record
}
