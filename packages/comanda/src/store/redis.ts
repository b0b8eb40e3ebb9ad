/**
 * Sessions in Redis 7 or newer, or Valkey: on one server, or in a cluster. The client is handed in: one of `iovalkey`,
 * `ioredis` or `redis`.
 *
 * What is acknowledged is as durable as the server is told to be; `docs/stores.md` says what that means for each of its
 * settings, for replicas and for clusters.
 *
 * @module
 */
import { createGroupLoad, GROUP_LOADS_MAX } from './group-load.ts'
import { recordOfText, textOf } from './record-text.ts'
import { createScriptRunner, damaged, REDIS_DEADLINE_MS, type RunScript } from './redis-calls.ts'
import { type RedisClient, type RedisKind, scriptPortOf } from './redis-client.ts'
import { CREATE, DESTROY, DESTROY_BY_USER, LIST_BY_USER, LOAD, SAVE, TOUCH } from './redis-scripts.ts'
import {
  type Clock,
  RecordUnreadable,
  type Saved,
  type SessionRecord,
  type SessionStore,
  type UserIndex,
} from './store.ts'

export { createRedisCache, type RedisCacheOptions } from './redis-cache.ts'
export { REDIS_CALLS_MAX, REDIS_DEADLINE_MS } from './redis-calls.ts'
export { type IoredisClient, type NodeRedisClient, type RedisClient, RedisStoreError } from './redis-client.ts'

/**
 * Redis removes a record so long after its end, in milliseconds. The clock of the app decides when a session ends; Redis
 * only clears away, and its clock may run faster.
 */
export const KEPT_AFTER_END_MS = 600_000

/** What {@link createRedisStore} and {@link createRedisClusterStore} need. */
export interface RedisStoreOptions {
  /** Not closed by the store. */
  readonly client: RedisClient
  /** What the names of all keys start with, without braces. Default: `comanda:`. */
  readonly prefix?: string
  /**
   * Whether sessions may vanish when the memory is full, as in a cache. Default: false, and a server whose
   * `maxmemory-policy` would drop them is not used; of a cluster, one node is asked.
   */
  readonly mayEvict?: boolean
  /** How long a call may take, in milliseconds. Default: {@link REDIS_DEADLINE_MS}. */
  readonly deadlineMs?: number
  /** Says what time it is. Default: `Date.now`. */
  readonly clock?: Clock
}

/** A Redis store on one server finds the sessions of a user. What has expired, Redis removes by itself. */
export interface RedisStore extends SessionStore, UserIndex {}

/**
 * A store on one Redis server, or on a primary that has replicas. Each call is an atomic step of the server, which the loads
 * of one moment share, and is answered within `deadlineMs`. A replica is never asked: it refuses.
 *
 * Throws {@link RedisStoreError} if the client sends commands again by itself, or would be lost after an outage.
 */
export function createRedisStore({ prefix = 'comanda:', ...options }: RedisStoreOptions): RedisStore {
  const users = `${prefix}user:`
  const run = runnerOf({ prefix, ...options }, 'single')
  const { clock = Date.now } = options
  return {
    ...storeOn(run, { clock, keysOf: (id) => [keyOf(prefix, id), users], loadsMax: GROUP_LOADS_MAX }),

    async listByUser(userId) {
      const [, ...found] = await run(LIST_BY_USER, [users + userId], [String(clock()), userId])
      const listed = Array.from({ length: found.length / 2 }, (_, at) => readable(found[2 * at], found[2 * at + 1]))
      return listed.filter((record) => record !== null)
    },

    async destroyByUser(userId, except) {
      const spared = except === undefined ? [] : [keyOf(prefix, except)]
      await run(DESTROY_BY_USER, [users + userId, ...spared], [userId])
    },
  }
}

/**
 * A store on a Redis cluster: a session is in one slot, and each call one atomic step of the server that has it. It does
 * not know the sessions of a user: they are in other slots, and a list of them could lag behind. `createStoreWithUsers` notes
 * them in a database.
 *
 * Throws {@link RedisStoreError} if the client sends commands again by itself, or would be lost after an outage.
 */
export function createRedisClusterStore({ prefix = 'comanda:', ...options }: RedisStoreOptions): SessionStore {
  const run = runnerOf({ prefix, ...options }, 'cluster')
  return storeOn(run, { clock: options.clock ?? Date.now, keysOf: (id) => [keyOf(prefix, id)], loadsMax: 1 })
}

interface StoreParts {
  readonly clock: Clock
  /** The keys that the scripts of a session get: its own first, then what the names of users' keys start with, if they are kept. */
  keysOf(id: string): readonly [string, ...string[]]
  /** Sessions that are loaded together at most: in a cluster they are on several servers. */
  readonly loadsMax: number
}

function runnerOf(options: RedisStoreOptions & { readonly prefix: string }, kind: RedisKind): RunScript {
  const { client, prefix, mayEvict = false, deadlineMs = REDIS_DEADLINE_MS } = options
  return createScriptRunner(scriptPortOf(client, kind), { anyKey: keyOf(prefix, 'any'), mayEvict, deadlineMs })
}

/** In braces: a cluster puts all keys with the same text between them into one slot. */
function keyOf(prefix: string, id: string): string {
  return `${prefix}{${id}}`
}

function storeOn(run: RunScript, { clock, keysOf, loadsMax }: StoreParts): SessionStore {
  const look = createGroupLoad(async (ids) => {
    const keys = ids.map((id) => keysOf(id)[0])
    const [, ...found] = await run(LOAD, keys, [String(clock())], ids.length)
    return ids.map((_, at) => ({ kind: found[3 * at], text: found[3 * at + 1], expiresAt: found[3 * at + 2] }))
  }, loadsMax)

  function putArguments(record: SessionRecord, now: number): string[] {
    const { version, expiresAt, absoluteExpiresAt, userId } = record
    const numbers = [version, expiresAt, absoluteExpiresAt, expiresAt - now + KEPT_AFTER_END_MS]
    return [textOf(record), ...numbers.map(String), ...(userId === null ? [] : [userId])]
  }

  return {
    consistency: 'strong',

    async load(id) {
      const found = await look(id)
      if (found?.kind === 'live') return recordOf(found.text, found.expiresAt)
      if (found?.kind === 'absent') return null
      throw damaged()
    },

    async create(record) {
      const now = clock()
      const [kind] = await run(CREATE, keysOf(record.id), [String(now), '', ...putArguments(record, now)])
      return kind === 'created'
    },

    async save(record, ifVersion): Promise<Saved> {
      const now = clock()
      const written = [String(now), String(ifVersion), ...putArguments(record, now)]
      const [kind, text, expiresAt] = await run(SAVE, keysOf(record.id), written)
      if (kind === 'saved') return { kind }
      return kind === 'conflict' ? { kind, current: recordOf(text, expiresAt) } : { kind: 'gone' }
    },

    async touch(id, expiresAt) {
      const [kind] = await run(TOUCH, keysOf(id), [clock(), expiresAt, KEPT_AFTER_END_MS].map(String))
      return kind === 'live'
    },

    async destroy(id) {
      await run(DESTROY, keysOf(id), [])
    },
  }
}

/** The record as it was saved, with the end that touches have moved on since. */
function recordOf(text: string | undefined, expiresAt: string | undefined): SessionRecord {
  const ends = Number(expiresAt)
  const record = recordOfText(text ?? '')
  if (Number.isSafeInteger(ends) && ends >= record.expiresAt) return { ...record, expiresAt: ends }
  throw new RecordUnreadable('What Redis keeps of the end of a session is not what Comanda wrote.')
}

function readable(text: string | undefined, expiresAt: string | undefined): SessionRecord | null {
  try {
    return recordOf(text, expiresAt)
  } catch {
    return null
  }
}
