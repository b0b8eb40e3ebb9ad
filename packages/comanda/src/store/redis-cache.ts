import { hash, randomBytes } from 'node:crypto'
import { recordOfText, textOf } from './record-text.ts'
import { createScriptRunner, REDIS_DEADLINE_MS } from './redis-calls.ts'
import { type RedisClient, scriptPortOf } from './redis-client.ts'
import type { Script } from './redis-scripts.ts'
import { LEASE_MS, type SessionCache } from './session-cache.ts'

/** What {@link createRedisCache} needs. */
export interface RedisCacheOptions {
  /** Of one server or of a cluster. Not closed by the cache. */
  readonly client: RedisClient
  /** What the names of all keys start with, without braces. Default: `comanda:cache:`. */
  readonly prefix?: string
}

// A value is a record (R), a lease (L) or a bar (B). Without `allow-oom` a full memory is a failure, which is survived.

const READ = script(`#!lua
  local found = redis.call('GET', KEYS[1])
  local kind = found and found:sub(1, 1)
  if kind == 'R' then return { 'hit', found:sub(2) } end
  if kind == 'B' then return { 'barred' } end
  redis.call('SET', KEYS[1], 'L' .. ARGV[1], 'PX', ARGV[2])
  return { 'lease' }`)

const FILL = script(`#!lua
  if redis.call('GET', KEYS[1]) ~= 'L' .. ARGV[1] then return { 'refused' } end
  redis.call('SET', KEYS[1], 'R' .. ARGV[2], 'PX', ARGV[3])
  return { 'filled' }`)

const DROP = script(`#!lua flags=allow-oom
  local found = redis.call('GET', KEYS[1])
  if found and found:sub(1, 1) ~= 'B' then redis.call('DEL', KEYS[1]) end
  return { 'dropped' }`)

const BAR = script(`#!lua flags=allow-oom
  redis.call('SET', KEYS[1], 'B', 'PX', ARGV[1])
  return { 'barred' }`)

/**
 * The fast store of `createCachedStore` in Redis 7 or newer, or Valkey, for any number of processes. It may run as a cache: without a
 * disk, and with a `maxmemory-policy` that drops what was not read for long.
 *
 * Throws RedisStoreError as `createRedisStore` does.
 */
export function createRedisCache({ client, prefix = 'comanda:cache:' }: RedisCacheOptions): SessionCache {
  const keyOf = (id: string): string => `${prefix}{${id}}`
  const settings = { anyKey: keyOf('any'), mayEvict: true, deadlineMs: REDIS_DEADLINE_MS }
  const run = createScriptRunner(scriptPortOf(client, 'any'), settings)
  return {
    async read(id) {
      const lease = randomBytes(12).toString('base64url')
      const [kind, text = ''] = await run(READ, [keyOf(id)], [lease, String(LEASE_MS)])
      if (kind === 'hit') return { kind, record: recordOfText(text) }
      return kind === 'barred' ? { kind } : { kind: 'lease', lease }
    },

    async fill(record, lease, keptMs) {
      await run(FILL, [keyOf(record.id)], [lease, textOf(record), String(keptMs)])
    },

    async drop(id) {
      await run(DROP, [keyOf(id)], [])
    },

    async bar(id, barredMs) {
      await run(BAR, [keyOf(id)], [String(barredMs)])
    },
  }
}

function script(text: string): Script {
  return { text, sha1: hash('sha1', text) }
}
