import { once } from 'node:events'
import type { Clock } from 'comanda/store'
import { createRedisClusterStore, createRedisStore } from 'comanda/store/redis'
import { Cluster, Redis, type RedisOptions } from 'iovalkey'
import { DatabaseUnusable } from '../data/database.ts'
import { reasonOf } from '../data/reason-of.ts'
import type { OpenSessions } from './session-store.ts'

/** How long Redis may take to be there when the shop starts, in milliseconds. Later it may go and come. */
const REDIS_START_MS_MAX = 10_000
const REDIS_CONNECT_MS_MAX = 2_000
/** A connection that has been silent so long while an answer was due is given up, in milliseconds. */
const REDIS_SILENCE_MS_MAX = 5_000
/** How often a cluster is asked which of its servers has which sessions: after a failover they are found so soon. Milliseconds. */
const SLOTS_REFRESH_MS = 1_000

const DISCONNECT_AGAIN_MS = 100

/** Commands are sent now or not at all, and never twice: the store asks for that. */
const NOW_OR_NOT: RedisOptions = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: REDIS_CONNECT_MS_MAX,
  socketTimeout: REDIS_SILENCE_MS_MAX,
}

/**
 * Opens the sessions in Redis or Valkey: on one server, or in a cluster if there are several addresses. Redis removes what
 * has expired.
 *
 * @throws {DatabaseUnusable} if it does not answer within {@link REDIS_START_MS_MAX}
 */
export async function openRedisSessions(urls: readonly string[], clock: Clock): Promise<OpenSessions> {
  const [url = '', ...others] = urls
  const isCluster = others.length > 0
  const client = isCluster ? clusterOf(urls) : new Redis(url, { ...NOW_OR_NOT, enableOfflineQueue: false })
  // It connects again by itself; each call of the store tells of what failed.
  client.on('error', () => {})
  try {
    if (client.status !== 'ready') await once(client, 'ready', { signal: AbortSignal.timeout(REDIS_START_MS_MAX) })
    const store = isCluster ? createRedisClusterStore({ client, clock }) : createRedisStore({ client, clock })
    return { store, sweeping: null, close: async () => disconnect(client) }
  } catch (cause) {
    disconnect(client)
    throw new DatabaseUnusable(
      `The sessions in Redis at ${urls.map((one) => new URL(one).host).join(', ')} cannot be used: ${reasonOf(cause)}. ` +
        'Check that it runs there, is Redis 7 or newer (or Valkey), and takes the name and password of SESSION_URL.',
      { cause },
    )
  }
}

/** A cluster's client that is just asking who has which slot would ask for ever: the process would not end by itself. */
function disconnect(client: Redis | Cluster): void {
  client.disconnect()
  if (client.isCluster) setInterval(() => client.disconnect(), DISCONNECT_AGAIN_MS).unref()
}

/** All servers take the name and password of the first address. */
function clusterOf(urls: readonly string[]): Cluster {
  const { username, password, protocol } = new URL(urls[0] ?? '')
  const nodes = urls.map((one) => {
    const { hostname, port } = new URL(one)
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) }
  })
  const signIn = {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  }
  return new Cluster(nodes, {
    enableOfflineQueue: false,
    retryDelayOnFailover: 0,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    redisOptions: { ...NOW_OR_NOT, ...signIn },
  })
}
