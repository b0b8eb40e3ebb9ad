import { COOKIE_BYTES_MAX, type Secrets, seal, unseal } from '../cookie/index.ts'
import { type Clock, type Saved, type SessionRecord, type SessionStore, StoreUnavailable } from '../store/store.ts'
import type { Codec } from './codec.ts'
import { SessionError } from './error.ts'
import { type Randomness, randomId } from './token.ts'

/** What {@link createSealedCodec} needs. */
export interface SealedCookieOptions {
  readonly secrets: Secrets
  /**
   * Where it is noted that a session has ended or has a new token: one small record for each, until the session would
   * have ended anyway. Every request with a session asks it. WARNING: without it whoever has an old cookie can go on
   * using it after a sign-out; only the browser forgets it.
   */
  readonly epochs?: SessionStore
}

/** What the codec gets from the engine. */
export interface SealedCodecParts {
  readonly cookieName: string
  readonly clock: Clock
  readonly randomness: Randomness
}

const PURPOSE = 'session'
/** The generation of an ended session: no cookie has a higher one. */
const ENDED = Number.MAX_SAFE_INTEGER
const RAISE_ATTEMPTS_MAX = 16

/**
 * The session itself is the cookie, sealed: nothing is kept here (but for epochs), and all of it together must fit into
 * {@link COOKIE_BYTES_MAX} bytes. Of two requests at once the last answer wins, since each has its own copy: it is the
 * one home in which parallel changes can be lost.
 */
export function createSealedCodec(
  { secrets, epochs }: SealedCookieOptions,
  { cookieName, clock, randomness }: SealedCodecParts,
): Codec {
  const binding = { purpose: PURPOSE, name: cookieName }

  async function isOutdated({ id, generation }: SessionRecord): Promise<boolean> {
    const epoch = epochs === undefined ? null : await epochs.load(id)
    return epoch !== null && generation < epoch.generation
  }

  /** From now on cookies of this session with a lower generation open nothing. */
  async function raiseEpoch(record: SessionRecord, generation: number): Promise<void> {
    if (epochs === undefined) return
    for (let attempt = 1; attempt <= RAISE_ATTEMPTS_MAX; attempt += 1) {
      const current = await epochs.load(record.id)
      if (current !== null && current.generation >= generation) return
      const writeId = randomId(randomness)
      const version = (current?.version ?? 0) + 1
      const epoch = { ...record, data: '', meta: '', generation, version, writeId, expiresAt: record.absoluteExpiresAt }
      if (current === null ? await epochs.create(epoch) : isSaved(await epochs.save(epoch, current.version))) return
    }
    throw new StoreUnavailable('The epoch of a session could not be raised: others kept changing it.')
  }

  /** The copy of one request. It keeps the contract of stores, so that the engine need not know the difference. */
  function storeOf(opened: SessionRecord | null): SessionStore {
    let record = opened
    const live = (id: string) => (record !== null && record.id === id && record.expiresAt > clock() ? record : null)
    return {
      consistency: 'eventual',
      load: async (id) => live(id),
      async create(created) {
        record = created
        return true
      },
      async save(saved, ifVersion): Promise<Saved> {
        const current = live(saved.id)
        if (current === null || (await isOutdated(current))) return { kind: 'gone' }
        if (current.version !== ifVersion) return { kind: 'conflict', current }
        if (saved.generation > current.generation) await raiseEpoch(saved, saved.generation)
        record = saved
        return { kind: 'saved' }
      },
      async touch(id, expiresAt) {
        const current = live(id)
        if (current === null) return false
        const moved = Math.max(current.expiresAt, Math.min(expiresAt, current.absoluteExpiresAt))
        record = { ...current, expiresAt: moved }
        return true
      },
      async destroy(id) {
        const current = live(id)
        record = null
        if (current !== null) await raiseEpoch(current, ENDED)
      },
    }
  }

  return {
    async open(cookie) {
      const opened = unseal(secrets, binding, cookie)
      const record = opened === null ? null : unpack(opened.value)
      if (record === null || record.expiresAt <= clock() || (await isOutdated(record))) return null
      return { record, store: storeOf(record), token: null }
    },
    storeForNew: () => storeOf(null),
    cookieFor(record) {
      const text = seal(secrets, binding, pack(record), clock(), randomness)
      const bytes = cookieName.length + text.length
      if (bytes <= COOKIE_BYTES_MAX) return text
      throw new SessionError(
        'session/too-large',
        `The session would make a cookie of ${bytes} bytes; browsers keep ${COOKIE_BYTES_MAX}. Keep less in it, or use a store.`,
      )
    },
  }
}

type Packed = readonly [
  id: string,
  generation: number,
  version: number,
  createdAt: number,
  expiresAt: number,
  absoluteExpiresAt: number,
  userId: string | null,
  meta: string,
  data: unknown,
]
const PACKED_FIELDS = 9

/** Without names, and with the data as it is and not as text in text: each byte counts. */
function pack(record: SessionRecord): Packed {
  const { id, generation, version, createdAt, expiresAt, absoluteExpiresAt, userId, meta, data } = record
  return [id, generation, version, createdAt, expiresAt, absoluteExpiresAt, userId, meta, JSON.parse(data)]
}

/** Only we can seal, so what was sealed is what {@link pack} made; another version of it counts as none. */
function unpack(value: unknown): SessionRecord | null {
  if (!Array.isArray(value) || value.length !== PACKED_FIELDS) return null
  const [id, generation, version, createdAt, expiresAt, absoluteExpiresAt, userId, meta, data] =
    value as unknown as Packed
  return {
    id,
    verifierHash: '',
    previousVerifierHash: null,
    rotatedAt: null,
    generation,
    version,
    writeId: '',
    data: JSON.stringify(data),
    userId,
    createdAt,
    expiresAt,
    absoluteExpiresAt,
    meta,
  }
}

function isSaved(saved: Saved): boolean {
  return saved.kind === 'saved'
}
