import { findPostgres, findRedis, startPostgres, startRedis, startRedisCluster } from '@comanda/test-kit/servers'
import { findDjango } from '../django/find-django.ts'

/** What some contestants need and npm does not bring. */
export type Need = 'PostgreSQL' | 'Redis' | 'Django'

/** The servers that sessions live in. Everybody's names are their own there, so one database is enough for all. */
export interface Servers {
  /** The address of a database. */
  postgres(): Promise<string>
  redis(): Promise<string>
  /** The addresses of the nodes of a cluster. */
  redisCluster(): Promise<readonly string[]>
}

/** What of `needs` is missing on this machine. */
export function missing(needs: readonly Need[]): readonly Need[] {
  const find = { PostgreSQL: findPostgres, Redis: findRedis, Django: findDjango }
  return needs.filter((need) => find[need]() === null)
}

/** Servers of one's own, each started when somebody asks for it first. `stop` ends them. */
export function createServers(): Servers & { stop(): Promise<void> } {
  const stops: (() => Promise<void>)[] = []
  function once<Server extends { stop(): Promise<void> }, Address>(
    start: () => Promise<Server>,
    addressOf: (server: Server) => Address,
  ): () => Promise<Address> {
    let address: Promise<Address> | null = null
    const started = async (): Promise<Address> => {
      const server = await start()
      stops.push(server.stop)
      return addressOf(server)
    }
    return () => {
      address ??= started()
      return address
    }
  }
  return {
    postgres: once(startPostgres, ({ url }) => url),
    redis: once(startRedis, ({ url }) => url),
    redisCluster: once(startRedisCluster, ({ nodes }) => nodes.map(({ url }) => url)),
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
  }
}
