import { type Secrets, seal, unseal } from '../cookie/index.ts'
import { type Clock, RecordUnreadable, type Saved, type SessionRecord, type SessionStore } from '../store/store.ts'
import type { Randomness } from './token.ts'

/** How the data of sessions is kept from those who can read the store. */
export interface DataAtRestOptions {
  /** The first one seals, all of them open: put a new one in front, and drop the old one when no session is older. */
  readonly secrets: Secrets
  /**
   * Reads data that is not sealed as it is, and seals it with the next change: for the days after sealing was turned on.
   * WARNING: while it is on, whoever can write to the store can put data of their own there. Default: false.
   */
  readonly readPlain?: boolean
}

const PURPOSE = 'session-data'

/**
 * `store`, in which the data of each session is sealed (AES-256-GCM). It is bound to the session's id and version: data
 * that was moved to another session, or put back from an older version, does not open. Everything else in a record
 * stays readable, which stores need: ids, times, and who is signed in.
 *
 * Data that no secret opens is {@link RecordUnreadable}, never an empty session.
 */
export function sealingStore(
  store: SessionStore,
  { secrets, readPlain = false }: DataAtRestOptions,
  { clock, randomness }: { readonly clock: Clock; readonly randomness: Randomness },
): SessionStore {
  function sealed(record: SessionRecord): SessionRecord {
    return { ...record, data: seal(secrets, bindingOf(record), record.data, clock(), randomness) }
  }

  function opened(record: SessionRecord): SessionRecord {
    const data = unseal(secrets, bindingOf(record), record.data)?.value
    if (typeof data === 'string') return { ...record, data }
    if (readPlain && isPlain(record)) return record
    throw new RecordUnreadable(
      `The data of session ${record.id} cannot be opened: it is not sealed, was changed, or was sealed by a secret that is not here.`,
    )
  }

  return {
    consistency: store.consistency,
    async load(id) {
      const record = await store.load(id)
      return record && opened(record)
    },
    create: (record) => store.create(sealed(record)),
    async save(record, ifVersion): Promise<Saved> {
      const saved = await store.save(sealed(record), ifVersion)
      return saved.kind === 'conflict' ? { kind: 'conflict', current: opened(saved.current) } : saved
    },
    touch: (id, expiresAt) => store.touch(id, expiresAt),
    destroy: (id) => store.destroy(id),
  }
}

function bindingOf({ id, version }: SessionRecord) {
  return { purpose: PURPOSE, name: `${id}.${version}` }
}

/** The data of a session is an object as JSON; what is sealed never begins like one. */
function isPlain({ data }: SessionRecord): boolean {
  return data.startsWith('{')
}
