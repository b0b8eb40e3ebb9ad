import { COOKIE_BYTES_MAX, type Secrets, seal, unseal } from '../cookie/index.ts'
import type { Clock, Saved, SessionRecord, SessionStore } from '../store/store.ts'
import type { Codec } from './codec.ts'
import { createEpochs, noEpochs } from './epochs.ts'
import { SessionError } from './error.ts'
import type { Observe } from './events.ts'
import type { Randomness } from './token.ts'

/** What {@link createSealedCodec} needs. */
export interface SealedCookieOptions {
  readonly secrets: Secrets
  /**
   * Where it is noted that a session has ended, has a new token or another end: one small record for each, until no
   * cookie of the session could be alive anyway. Every request with a session asks it. WARNING: without it whoever has an
   * old cookie can go on using it after a sign-out; only the browser forgets it.
   */
  readonly epochs?: SessionStore
}

/** What the codec gets from the engine. */
export interface SealedCodecParts {
  readonly cookieName: string
  readonly clock: Clock
  readonly randomness: Randomness
  readonly observe: Observe
}

const PURPOSE = 'session'

/**
 * The session itself is the cookie, sealed: nothing is kept here (but for epochs), and all of it together must fit into
 * {@link COOKIE_BYTES_MAX} bytes. Of two requests at once the last answer wins, since each has its own copy: it is the
 * one home in which parallel changes can be lost.
 */
export function createSealedCodec(
  { secrets, epochs: epochStore }: SealedCookieOptions,
  { cookieName, clock, randomness, observe }: SealedCodecParts,
): Codec {
  const binding = { purpose: PURPOSE, name: cookieName }
  const epochs = epochStore === undefined ? noEpochs : createEpochs(epochStore, randomness)

  function stranger(reason: 'unknown' | 'stale-token' | 'bad-signature'): null {
    observe({ kind: 'stranger', reason })
    return null
  }

  function textOf(record: SessionRecord): string {
    const text = seal(secrets, binding, pack(record), clock(), randomness)
    const bytes = cookieName.length + text.length
    if (bytes <= COOKIE_BYTES_MAX) return text
    throw new SessionError(
      'session/too-large',
      `The session would make a cookie of ${bytes} bytes; browsers keep ${COOKIE_BYTES_MAX}. Keep less in it, or use a store.`,
    )
  }

  /** Whether the browser may get `next` for what it sent. What other cookies of the session are to know is noted first. */
  async function mayFollow(opened: SessionRecord, next: SessionRecord): Promise<boolean> {
    const isNoted = next.generation > opened.generation || next.absoluteExpiresAt !== opened.absoluteExpiresAt
    if (!isNoted) return !(await epochs.isOver(opened))
    // Too large is told before anything is noted: a note without its cookie would lock the browser out.
    textOf(next)
    if (!(await epochs.advance(opened, next))) return false
    if (next.expiresAt <= clock()) await epochs.end(next)
    return true
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
        if (current === null) return { kind: 'gone' }
        if (current.version !== ifVersion) return { kind: 'conflict', current }
        if (!(await mayFollow(current, saved))) return { kind: 'gone' }
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
        // Also if this copy has expired meanwhile: another tab may have one that has not.
        if (record?.id !== id) return
        await epochs.end(record)
        record = null
      },
    }
  }

  return {
    async open(cookie) {
      const opened = unseal(secrets, binding, cookie)
      const record = opened === null ? null : unpack(opened.value)
      if (opened === null || record === null) return stranger('bad-signature')
      if (record.expiresAt <= clock()) return stranger('unknown')
      if (await epochs.isOver(record)) return stranger('stale-token')
      if (opened.secretAge > 0) observe({ kind: 'old-secret', secretAge: opened.secretAge })
      observe({ kind: 'loaded', id: record.id })
      return { record, store: storeOf(record), token: null }
    },
    storeForNew: () => storeOf(null),
    cookieFor: textOf,
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
