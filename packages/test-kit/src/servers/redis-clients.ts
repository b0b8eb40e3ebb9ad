/**
 * Clients of Redis as an app would open them: the three packages, each set so that it sends nothing again by itself.
 * A package is loaded when it is needed: together they take longer to load than most tests.
 *
 * @module
 */
import { type EventEmitter, once } from 'node:events'
import type * as ioredis from 'ioredis'
import type * as iovalkey from 'iovalkey'

/** An open client and how to close it. */
export interface OpenClient<Client> {
  readonly client: Client
  close(): void
}

const ONCE = { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 }
const RECONNECT_MS = 20
const IO_SINGLE = { ...ONCE, enableOfflineQueue: false, retryStrategy: () => RECONNECT_MS }
const IO_CLUSTER = { redisOptions: ONCE, retryDelayOnFailover: 0, slotsRefreshInterval: 500 }
const NODE_OPTIONS = {
  disableOfflineQueue: true,
  socket: { reconnectStrategy: () => RECONNECT_MS },
} as const

/** Opens a client of `iovalkey`. Resolves when it is ready. */
export async function openIovalkey(url: string): Promise<OpenClient<iovalkey.Redis>> {
  const { Redis } = await import('iovalkey')
  return opened(new Redis(url, IO_SINGLE))
}

/** How an app finds a primary through sentinels. */
export interface SentinelAddresses {
  readonly name: string
  /** Of the sentinels, on this machine. */
  readonly ports: readonly number[]
  /** Where the app finds what the sentinels call by another port. */
  readonly natMap?: Readonly<Record<string, { readonly host: string; readonly port: number }>>
  /** Whether the client leaves a primary that the sentinels have replaced, though it may still answer. */
  readonly failoverDetector?: boolean
}

/** Opens a client of `iovalkey` that asks sentinels for the primary. Resolves when it is ready. */
export async function openIovalkeySentinels({
  ports,
  ...given
}: SentinelAddresses): Promise<OpenClient<iovalkey.Redis>> {
  const { Redis } = await import('iovalkey')
  const sentinels = ports.map((port) => ({ host: '127.0.0.1', port }))
  return opened(new Redis({ ...IO_SINGLE, ...given, sentinels, sentinelRetryStrategy: () => RECONNECT_MS }))
}

/** Opens a client of `ioredis`. Resolves when it is ready. */
export async function openIoredis(url: string): Promise<OpenClient<ioredis.Redis>> {
  const { Redis } = await import('ioredis')
  return opened(new Redis(url, IO_SINGLE))
}

/** Opens a client of `redis`. Resolves when it is ready. */
export async function openNodeRedis(url: string) {
  const { createClient } = await import('redis')
  const client = createClient({ url, ...NODE_OPTIONS })
  client.on('error', () => {})
  await client.connect()
  return { client, close: () => client.destroy() }
}

/** Opens a cluster client of `iovalkey`. */
export async function openIovalkeyCluster(urls: readonly string[]): Promise<OpenClient<iovalkey.Cluster>> {
  const { Cluster } = await import('iovalkey')
  return opened(new Cluster(urls.map(String), IO_CLUSTER))
}

/** Opens a cluster client of `ioredis`. */
export async function openIoredisCluster(urls: readonly string[]): Promise<OpenClient<ioredis.Cluster>> {
  const { Cluster } = await import('ioredis')
  return opened(new Cluster(urls.map(String), IO_CLUSTER))
}

/** Opens a cluster client of `redis`. */
export async function openNodeRedisCluster(urls: readonly string[]) {
  const { createCluster } = await import('redis')
  const client = createCluster({ rootNodes: urls.map((url) => ({ url })), defaults: NODE_OPTIONS })
  client.on('error', () => {})
  await client.connect()
  return { client, close: () => client.destroy() }
}

interface IoClient extends EventEmitter {
  readonly isCluster: boolean
  disconnect(): void
}

async function opened<Client extends IoClient>(client: Client): Promise<OpenClient<Client>> {
  // Reconnects by itself; without a listener it would print every failure.
  client.on('error', () => {})
  await once(client, 'ready')
  return { client, close: () => disconnect(client) }
}

/** All three, for what is the same with each. */
export const redisClients = [
  { name: 'iovalkey', open: openIovalkey, openCluster: openIovalkeyCluster },
  { name: 'ioredis', open: openIoredis, openCluster: openIoredisCluster },
  { name: 'redis', open: openNodeRedis, openCluster: openNodeRedisCluster },
] as const

const AGAIN_MS = 100

/** A cluster's client that is just asking who has which slot would ask for ever: its process would not end. */
function disconnect(client: IoClient): void {
  client.disconnect()
  if (client.isCluster) setInterval(() => client.disconnect(), AGAIN_MS).unref()
}
