import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild } from '../child.ts'
import { findPostgres, howToGetPostgres } from './programs.ts'
import { newFolder, ownerFor, type Server, startServer } from './server.ts'

/** How a PostgreSQL is started. */
export interface PostgresOptions {
  /** Keeps what it acknowledges through a crash of the machine, as in production. Default: false, which is faster. */
  readonly durable?: boolean
  /** Settings as of postgresql.conf, such as `{ default_transaction_read_only: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

const run = promisify(execFile)
const CONNECTIONS_MAX = '200'

/** Starts a PostgreSQL of its own, empty, on a free port. Its user `comanda` may do everything and needs no password. */
export async function startPostgres({ durable = false, settings = {} }: PostgresOptions = {}): Promise<Server> {
  const programs = findPostgres()
  if (programs === null) throw new Error(`There is no PostgreSQL. ${howToGetPostgres}`)
  const owner = ownerFor('postgres')
  const folder = newFolder('comanda-postgres-', owner)
  const place = { ...owner, cwd: folder }
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }
  const data = join(folder, 'data')
  const cluster = ['-D', data, '-U', 'comanda', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
  await run(join(programs, 'initdb'), durable ? cluster : [...cluster, '--no-sync'], { ...place, env })

  const all = { max_connections: CONNECTIONS_MAX, fsync: durable ? 'on' : 'off', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = await startServer({
    scheme: 'postgres://comanda@',
    folder,
    ready: /ready to accept (read-only )?connections/,
    // Waits for clients to leave: one that is just closing would throw, outside any test, at being thrown out.
    endSignal: 'SIGTERM',
    async start(port) {
      const where = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder]
      return startChild([join(programs, 'postgres'), ...where, ...flags], env, { ...place, deathSignal: 'INT' })
    },
  })
  return { ...server, url: `${server.url}/postgres` }
}
