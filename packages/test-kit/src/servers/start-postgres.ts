import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild } from '../child.ts'
import { findPostgres, howToGetPostgres } from './programs.ts'
import { newFolder, type Owner, ownerFor, type Server, startServer } from './server.ts'

/** How a PostgreSQL is started. */
export interface PostgresOptions {
  /** Keeps what it acknowledges through a crash of the machine, as in production. Default: false, which is faster. */
  readonly durable?: boolean
  /** Settings as of postgresql.conf, such as `{ default_transaction_read_only: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

const run = promisify(execFile)
const CONNECTIONS_MAX = '200'

/** Where the programs are, and where a server keeps its data, as whom. */
interface Place extends Owner {
  readonly programs: string
  readonly folder: string
  readonly data: string
}

/** Starts a PostgreSQL of its own, empty, on a free port. Its user `comanda` may do everything and needs no password. */
export async function startPostgres({ durable = false, settings = {} }: PostgresOptions = {}): Promise<Server> {
  const place = newPlace('comanda-postgres-')
  const cluster = ['-D', place.data, '-U', 'comanda', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
  await runIn(place, 'initdb', durable ? cluster : [...cluster, '--no-sync'])
  return startIn(place, { max_connections: CONNECTIONS_MAX, fsync: durable ? 'on' : 'off', ...settings })
}

/** Starts a standby of the PostgreSQL at `url`, on a free port, with a copy of all that is there, which it keeps up to date. */
export async function startPostgresStandby(url: string): Promise<Server> {
  const place = newPlace('comanda-standby-')
  await runIn(place, 'pg_basebackup', ['-D', place.data, '-d', url, '-X', 'stream', '-R', '--no-sync'])
  return startIn(place, { max_connections: CONNECTIONS_MAX })
}

function newPlace(prefix: string): Place {
  const programs = findPostgres()
  if (programs === null) throw new Error(`There is no PostgreSQL. ${howToGetPostgres}`)
  const owner = ownerFor('postgres')
  const folder = newFolder(prefix, owner)
  return { ...owner, programs, folder, data: join(folder, 'data') }
}

const env = () => ({ PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' })

async function runIn({ programs, folder, data: _, ...owner }: Place, program: string, args: string[]): Promise<void> {
  await run(join(programs, program), args, { ...owner, cwd: folder, env: env() })
}

async function startIn(place: Place, settings: Readonly<Record<string, string>>): Promise<Server> {
  const { programs, folder, data, ...owner } = place
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = await startServer({
    scheme: 'postgres://comanda@',
    folder,
    ready: /ready to accept (read-only )?connections/,
    // Waits for clients to leave: one that is just closing would throw, outside any test, at being thrown out.
    endSignal: 'SIGTERM',
    async start(port) {
      const where = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder]
      const how = { ...owner, cwd: folder, deathSignal: 'INT' } as const
      return startChild([join(programs, 'postgres'), ...where, ...flags], env(), how)
    },
  })
  return { ...server, url: `${server.url}/postgres` }
}
