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

/**
 * - `documented`: the settings of `docs/stores.md`, and no other.
 * - `quick`: for tests that cut hundreds of connections. Connects again within {@link RECONNECT_MS} milliseconds, and waits for
 *   a server that hangs.
 */
export type ClientSettings = 'documented' | 'quick'

const RECONNECT_MS = 20
/** A connection that has been silent so long is given up, as documented. Milliseconds. */
export const SILENCE_MS_MAX = 3_000
const ONCE = { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 }
const IO_SINGLE = {
  documented: {
    ...ONCE,
    enableOfflineQueue: false,
    socketTimeout: SILENCE_MS_MAX,
    retryStrategy: (times: number) => Math.min(50 * times, 2_000),
  },
  quick: { ...ONCE, enableOfflineQueue: false, retryStrategy: () => RECONNECT_MS },
}
const IO_CLUSTER = {
  documented: {
    redisOptions: { ...ONCE, socketTimeout: SILENCE_MS_MAX },
    retryDelayOnFailover: 0,
    slotsRefreshInterval: 1_000,
  },
  quick: { redisOptions: ONCE, retryDelayOnFailover: 0, slotsRefreshInterval: 500 },
}
const NODE_OPTIONS = {
  documented: {
    disableOfflineQueue: true,
    pingInterval: 1_000,
    socket: {
      socketTimeout: SILENCE_MS_MAX,
      reconnectStrategy: (retries: number) => Math.min(50 * (retries + 1), 2_000),
    },
  },
  quick: { disableOfflineQueue: true, socket: { reconnectStrategy: () => RECONNECT_MS } },
} as const

/** Opens a client of `iovalkey`. Resolves when it is ready. */
export async function openIovalkey(
  url: string,
  settings: ClientSettings = 'quick',
): Promise<OpenClient<iovalkey.Redis>> {
  const { Redis } = await import('iovalkey')
  return opened(new Redis(url, IO_SINGLE[settings]))
}

/** Where an app finds what servers call each other by `host:port`: at a proxy, for example. */
export type AddressMap = Readonly<Record<string, { readonly host: string; readonly port: number }>>

/** How an app finds a primary through sentinels. */
export interface SentinelAddresses {
  readonly name: string
  /** Of the sentinels, on this machine. */
  readonly ports: readonly number[]
  /** Where the app finds what the sentinels call by another port. */
  readonly natMap?: AddressMap
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
  return opened(new Redis({ ...IO_SINGLE.quick, ...given, sentinels, sentinelRetryStrategy: () => RECONNECT_MS }))
}

/** Opens a client of `ioredis`. Resolves when it is ready. */
export async function openIoredis(url: string, settings: ClientSettings = 'quick'): Promise<OpenClient<ioredis.Redis>> {
  const { Redis } = await import('ioredis')
  return opened(new Redis(url, IO_SINGLE[settings]))
}

/** Opens a client of `redis`. Resolves when it is ready. */
export async function openNodeRedis(url: string, settings: ClientSettings = 'quick') {
  const { createClient } = await import('redis')
  const client = createClient({ url, ...NODE_OPTIONS[settings] })
  client.on('error', () => {})
  await client.connect()
  return { client, close: () => client.destroy() }
}

/** Opens a cluster client of `iovalkey`. */
export async function openIovalkeyCluster(
  urls: readonly string[],
  settings: ClientSettings = 'quick',
  map: AddressMap = {},
): Promise<OpenClient<iovalkey.Cluster>> {
  const { Cluster } = await import('iovalkey')
  return opened(new Cluster(urls.map(String), { ...IO_CLUSTER[settings], natMap: { ...map } }))
}

/** Opens a cluster client of `ioredis`. */
export async function openIoredisCluster(
  urls: readonly string[],
  settings: ClientSettings = 'quick',
  map: AddressMap = {},
): Promise<OpenClient<ioredis.Cluster>> {
  const { Cluster } = await import('ioredis')
  return opened(new Cluster(urls.map(String), { ...IO_CLUSTER[settings], natMap: { ...map } }))
}

/** Opens a cluster client of `redis`. */
export async function openNodeRedisCluster(
  urls: readonly string[],
  settings: ClientSettings = 'quick',
  map: AddressMap = {},
) {
  const { createCluster } = await import('redis')
  const client = createCluster({
    rootNodes: urls.map((url) => ({ url })),
    defaults: NODE_OPTIONS[settings],
    nodeAddressMap: { ...map },
  })
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
