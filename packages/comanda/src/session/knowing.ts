/**
 * Writes whose outcome is known. When a store's answer is lost, the write is tried again, and the `writeId` of a save
 * tells whether the first one had happened; where that cannot be told, the error stays an error.
 */
import { type Saved, type SessionRecord, type SessionStore, StoreUnavailable } from '../store/store.ts'

/** Waits before a store is asked again that did not answer: long enough for a client to connect again. */
export type OutagePause = () => Promise<void>

/** `store.save`, with one retry after a lost answer. Rejects with StoreUnavailable if it cannot be told. */
export async function saveKnowing(
  store: SessionStore,
  record: SessionRecord,
  ifVersion: number,
  pause: OutagePause,
): Promise<Saved> {
  try {
    return await store.save(record, ifVersion)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
  }
  await pause()
  const again = await store.save(record, ifVersion)
  if (again.kind === 'saved') return again
  if (again.kind === 'conflict') {
    const { current } = again
    if (current.writeId === record.writeId) return { kind: 'saved' }
    // Somebody else took the very version this write was for, so the first try did not happen.
    if (current.version === record.version) return again
  }
  throw new StoreUnavailable(
    'A save was not answered, and others have changed or ended the session since: nobody can tell whether it happened.',
  )
}

/**
 * `store.create` of what `make` makes; null if the id is taken. After a lost answer there is one retry, with another
 * session: the first may still come to be at any time, even after its browser has signed out, and then nobody must hold
 * its token.
 */
export async function createKnowing<Newborn extends { readonly record: SessionRecord }>(
  store: SessionStore,
  make: () => Newborn,
  pause: OutagePause,
): Promise<Newborn | null> {
  const first = make()
  try {
    return (await store.create(first.record)) ? first : null
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
  }
  await pause()
  const second = make()
  return (await store.create(second.record)) ? second : null
}

/** `store.destroy`, with one retry: it does no harm to destroy twice. */
export async function destroyKnowing(store: SessionStore, id: string, pause: OutagePause): Promise<void> {
  try {
    await store.destroy(id)
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    await pause()
    await store.destroy(id)
  }
}
