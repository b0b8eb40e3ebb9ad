import { ComandaError } from '../error.ts'

/** What Comanda calls of an `ioredis` or `iovalkey` client, single or cluster. */
export interface IoredisClient {
  readonly options: object
  readonly isCluster: boolean
  evalsha(sha1: string, keyCount: number, ...rest: string[]): Promise<unknown>
  readonly eval: (script: string, keyCount: number, ...rest: string[]) => Promise<unknown>
}

/** What Comanda calls of a client of the package `redis`, single or cluster. */
export interface NodeRedisClient {
  evalSha(sha1: string, given: { keys: string[]; arguments: string[] }): Promise<unknown>
  readonly eval: (script: string, given: { keys: string[]; arguments: string[] }) => Promise<unknown>
}

/** A client of `iovalkey`, `ioredis` or `redis`: told apart by what it can do, not by its package. */
export type RedisClient = IoredisClient | NodeRedisClient

/** `single`: one server, be it a primary with replicas. `cluster`: slots on several. */
export type RedisKind = 'single' | 'cluster'

/** `store/redis-client`: this client would make the store break its promises; the message says which option to set. */
export class RedisStoreError extends ComandaError<'store/redis-client'> {
  override readonly name: string = 'RedisStoreError'
}

/** Runs scripts: all that the stores need of Redis. */
export interface ScriptPort {
  /** By its SHA-1; the server may not know it. */
  bySha(sha1: string, keys: readonly string[], args: readonly string[]): Promise<unknown>
  byText(text: string, keys: readonly string[], args: readonly string[]): Promise<unknown>
}

/**
 * The port of a client. Throws {@link RedisStoreError} if the client is of another kind; if it sends commands again by
 * itself after a cut connection (what was sent may have been done, and nobody would be told that it was done twice); or
 * if it would not recover: from a failover in a cluster, or from its own `socketTimeout`.
 */
export function scriptPortOf(client: RedisClient, kind: RedisKind | 'any'): ScriptPort {
  if ('evalSha' in client) {
    checkNodeRedis(client, kind)
    const given = (keys: readonly string[], args: readonly string[]) => ({ keys: [...keys], arguments: [...args] })
    return {
      bySha: (sha1, keys, args) => client.evalSha(sha1, given(keys, args)),
      byText: (text, keys, args) => client.eval(text, given(keys, args)),
    }
  }
  if (!('evalsha' in client))
    throw refusal('This is no client that Comanda knows: hand in one of iovalkey, ioredis or redis.')
  checkIoredis(client, kind)
  return {
    bySha: (sha1, keys, args) => client.evalsha(sha1, keys.length, ...keys, ...args),
    byText: (text, keys, args) => client.eval(text, keys.length, ...keys, ...args),
  }
}

function checkIoredis({ options, isCluster }: IoredisClient, kind: RedisKind | 'any'): void {
  checkKind(isCluster ? 'cluster' : 'single', kind)
  if (isCluster) demand(options, 'retryDelayOnFailover', 0, RESENDS)
  else demand(options, 'enableOfflineQueue', false, WAITS)
  demandNoResending(isCluster ? childOf(options, 'redisOptions') : options, isCluster ? 'redisOptions.' : '')
  if (isCluster) demandLooking(options)
}

/** Not even a refused connection makes such a client look who has a slot now, as long as it sends nothing again. */
function demandLooking(options: object): void {
  if (Number(Reflect.get(options, 'slotsRefreshInterval')) > 0) return
  throw refusal(
    'Set slotsRefreshInterval: 1000 on the Redis client: otherwise it never finds a replica that took over.',
  )
}

const RESENDS = 'a command whose connection was cut is sent again, though it may have been done'
const WAITS = 'what cannot be sent now is sent at some later time'

function demandNoResending(options: object, path: string): void {
  demand(options, 'autoResendUnfulfilledCommands', false, RESENDS, path)
  demand(options, 'maxRetriesPerRequest', 0, 'commands of a cut connection wait for the next one', path)
}

function checkNodeRedis(client: NodeRedisClient, kind: RedisKind | 'any'): void {
  if ('getSentinelNode' in client)
    throw refusal('The sentinel client of the package redis sends commands again: use that of iovalkey or ioredis.')
  const isCluster = 'slots' in client
  checkKind(isCluster ? 'cluster' : 'single', kind)
  const options = isCluster ? childOf(childOf(client, '_options'), 'defaults') : childOf(client, 'options')
  const path = isCluster ? 'defaults.' : ''
  demand(options, 'disableOfflineQueue', true, WAITS, path)
  demandReconnecting(childOf(options, 'socket'), `${path}socket.`)
}

/** Unless it is told otherwise, such a client connects again after every failure but its own `socketTimeout`. */
function demandReconnecting(socket: object, path: string): void {
  const strategy: unknown = Reflect.get(socket, 'reconnectStrategy')
  if (typeof strategy === 'number' || typeof strategy === 'function') return
  const ends = strategy === false ? 'the first cut' : Reflect.get(socket, 'socketTimeout') && `${path}socketTimeout`
  if (!ends) return
  throw refusal(
    `Set ${path}reconnectStrategy: (retries) => Math.min(50 * (retries + 1), 2_000) on the Redis client: ` +
      `otherwise ${ends} closes it for ever, and every later call fails.`,
  )
}

function checkKind(found: RedisKind, wanted: RedisKind | 'any'): void {
  if (wanted === 'any' || found === wanted) return
  const maker = { single: 'createRedisStore', cluster: 'createRedisClusterStore' }[found]
  throw refusal(`This is the client of a ${found === 'cluster' ? 'cluster' : 'single server'}: use ${maker}.`)
}

function demand(options: object, name: string, value: unknown, otherwise: string, path = ''): void {
  if (Reflect.get(options, name) === value) return
  throw refusal(`Set ${path}${name}: ${value} on the Redis client: otherwise ${otherwise}.`)
}

function childOf(parent: object, name: string): object {
  const child: unknown = Reflect.get(parent, name)
  return typeof child === 'object' && child !== null ? child : {}
}

function refusal(message: string): RedisStoreError {
  return new RedisStoreError('store/redis-client', message)
}
