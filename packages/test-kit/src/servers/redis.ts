/**
 * A real Redis for tests: a number of its own each on a server all test files share, or a server or cluster of one's own.
 *
 * @module
 */
import { connect } from 'node:net'
import { test } from 'node:test'
import { findRedis, howToGetRedis } from './programs.ts'
import { sharedServer } from './shared-server.ts'
import { startRedis } from './start-redis.ts'

export type { Server } from './server.ts'
export {
  type RedisCluster,
  type RedisClusterOptions,
  type RedisOptions,
  startRedis,
  startRedisCluster,
} from './start-redis.ts'

const shared = sharedServer({
  name: 'Redis',
  variable: 'COMANDA_REDIS_URL',
  find: findRedis,
  howToGet: howToGetRedis,
  start: startRedis,
})

/** Why tests that need Redis are left out on this machine, or false if they run: for `{ skip: whyNoRedis() }`. */
export const whyNoRedis = shared.whyNot

/** Registers a test that needs Redis. Without one it is skipped with the reason, and in continuous integration it fails. */
export function redisTest(name: string, body: () => Promise<void>): void {
  test(name, { skip: whyNoRedis() }, body)
}

/** The address of an empty database of the shared server, such as `redis://127.0.0.1:6379/17`, that nobody else gets. */
export async function newRedisDatabase(): Promise<string> {
  const url = new URL(await shared.url())
  // Database 0 keeps the count.
  url.pathname = `/${await countUp(url, 'comanda-test-databases')}`
  return url.href
}

function countUp({ hostname, port }: URL, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port || 6379), hostname)
    let answer = ''
    socket.setEncoding('utf8').on('error', reject)
    socket.on('data', (text) => {
      answer += text
      if (answer.includes('\r\n')) socket.end()
    })
    socket.on('close', () => {
      const [, count] = /^:(\d+)\r\n$/.exec(answer) ?? []
      if (count === undefined) reject(new Error(`Redis did not count up: ${answer}`))
      else resolve(Number(count))
    })
    socket.write(`INCR ${key}\r\n`)
  })
}
