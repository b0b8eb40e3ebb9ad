/**
 * The Lua scripts of the Redis store: one for each call of the contract, each an atomic step. LOAD is one for several calls.
 *
 * A session is a hash: `text` is the record as it was saved last, the other fields are what the scripts decide by. Where
 * there is one server, a second key, the start of the names of users' sorted sets, makes the script keep the index of
 * users in the same step; a cluster has no such key, since a user's set lies in another slot.
 *
 * Scripts with `#!lua` are refused by a replica, also those that only read, and by servers before Redis 7. Those with
 * `allow-oom` are run also when the memory is full. Lua's numbers hold all safe integers, but are written with 14 digits:
 * numbers that are stored are texts throughout.
 *
 * @module
 */
import { hash } from 'node:crypto'

/** A script and its SHA-1, by which servers know it. */
export interface Script {
  readonly text: string
  readonly sha1: string
}

const LOOK = `
  local function look(key, now)
    local found = redis.pcall('HMGET', key, 'text', 'version', 'expiresAt', 'absoluteExpiresAt', 'userId')
    if found.err then return 'damaged', {} end
    local text, version, ends, last, user = unpack(found)
    if not text and not version and redis.call('EXISTS', key) == 0 then return 'absent', {} end
    if not (text and tonumber(version) and tonumber(ends) and tonumber(last)) then return 'damaged', {} end
    local is_live = tonumber(ends) > tonumber(now)
    return is_live and 'live' or 'absent', { text = text, version = version, ends = ends, last = last, user = user }
  end`

/** Sets of users hold the keys of their sessions, by their ends; those that ended an hour ago are dropped by and by. */
const INDEX = `
  local function unlist(user)
    if KEYS[2] and user then redis.call('ZREM', KEYS[2] .. user, KEYS[1]) end
  end
  local function list(user, now, ends, ttl)
    if not (KEYS[2] and user) then return end
    local set = KEYS[2] .. user
    redis.call('ZREMRANGEBYSCORE', set, '-inf', string.format('(%.0f', tonumber(now) - 3600000))
    redis.call('ZADD', set, ends, KEYS[1])
    if redis.call('PTTL', set) < tonumber(ttl) then redis.call('PEXPIRE', set, ttl) end
  end`

/** ARGV from 3 on: text, version, expiresAt, absoluteExpiresAt, milliseconds to keep, and the user if there is one. */
const PUT = `
  local function put(now, before)
    local text, version, ends, last, ttl, user = unpack(ARGV, 3)
    redis.call('HSET', KEYS[1], 'text', text, 'version', version, 'expiresAt', ends, 'absoluteExpiresAt', last)
    if user then redis.call('HSET', KEYS[1], 'userId', user) else redis.call('HDEL', KEYS[1], 'userId') end
    redis.call('PEXPIRE', KEYS[1], ttl)
    if before.user and before.user ~= user then unlist(before.user) end
    list(user, now, ends, ttl)
  end`

/** KEYS: any number of sessions. ARGV: now. The answer has three texts for each: what there is, the record, and its end. */
export const LOAD: Script = script(
  'allow-oom',
  LOOK,
  `
  local reply = { 'loaded' }
  for _, key in ipairs(KEYS) do
    local kind, found = look(key, ARGV[1])
    local is_live = kind == 'live'
    table.insert(reply, kind)
    table.insert(reply, is_live and found.text or '')
    table.insert(reply, is_live and found.ends or '')
  end
  return reply`,
)

/** ARGV: now, nothing, and those of PUT. */
export const CREATE: Script = script(
  '',
  LOOK,
  INDEX,
  PUT,
  `
  local kind, found = look(KEYS[1], ARGV[1])
  if kind ~= 'absent' then return { kind } end
  put(ARGV[1], found)
  return { 'created' }`,
)

/** ARGV: now, the version it must have, and those of PUT. */
export const SAVE: Script = script(
  '',
  LOOK,
  INDEX,
  PUT,
  `
  local kind, found = look(KEYS[1], ARGV[1])
  if kind ~= 'live' then return { kind } end
  if found.version ~= ARGV[2] then return { 'conflict', found.text, found.ends } end
  put(ARGV[1], found)
  return { 'saved' }`,
)

/** ARGV: now, expiresAt, milliseconds to keep beyond it. */
export const TOUCH: Script = script(
  '',
  LOOK,
  INDEX,
  `
  local kind, found = look(KEYS[1], ARGV[1])
  if kind ~= 'live' then return { kind } end
  local ends = ARGV[2]
  if tonumber(ends) > tonumber(found.last) then ends = found.last end
  if tonumber(ends) <= tonumber(found.ends) then return { kind } end
  local ttl = string.format('%.0f', tonumber(ends) - tonumber(ARGV[1]) + tonumber(ARGV[3]))
  redis.call('HSET', KEYS[1], 'expiresAt', ends)
  redis.call('PEXPIRE', KEYS[1], ttl)
  list(found.user, ARGV[1], ends, ttl)
  return { kind }`,
)

/** Also with a full memory: sign-out must work then too. */
export const DESTROY: Script = script(
  'allow-oom',
  INDEX,
  `
  local user = redis.pcall('HGET', KEYS[1], 'userId')
  redis.call('DEL', KEYS[1])
  if type(user) == 'string' then unlist(user) end
  return { 'destroyed' }`,
)

/** KEYS: the user's set. ARGV: now, the user. What is damaged is not listed. */
export const LIST_BY_USER: Script = script(
  'allow-oom',
  LOOK,
  `
  local reply = { 'listed' }
  for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local kind, found = look(key, ARGV[1])
    if kind == 'live' and found.user == ARGV[2] then
      table.insert(reply, found.text)
      table.insert(reply, found.ends)
    end
  end
  return reply`,
)

/**
 * KEYS: the user's set, and the session that is spared if there is one. ARGV: the user. What is no hash any more (an error, and
 * so a table) is the user's whose set it is in.
 */
export const DESTROY_BY_USER: Script = script(
  'allow-oom',
  `
  for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if key ~= KEYS[2] then
      local user = redis.pcall('HGET', key, 'userId')
      if user == ARGV[1] or type(user) == 'table' then redis.call('DEL', key) end
      redis.call('ZREM', KEYS[1], key)
    end
  end
  return { 'destroyed' }`,
)

/** What the server does when its memory is full. */
export const MEMORY: Script = script(
  'allow-oom',
  `
  local info = redis.pcall('INFO', 'memory')
  if type(info) ~= 'string' then return { '0', 'unknown' } end
  return { info:match('maxmemory:(%d+)') or '0', info:match('maxmemory_policy:([%w-]+)') or 'unknown' }`,
)

function script(flags: '' | 'allow-oom', ...parts: string[]): Script {
  const text = `#!lua${flags === '' ? '' : ` flags=${flags}`}\n${parts.join('\n')}`
  return { text, sha1: hash('sha1', text) }
}
