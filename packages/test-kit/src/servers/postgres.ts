/**
 * A real PostgreSQL for tests: a fresh database each on a server all test files share, or a server of one's own.
 *
 * @module
 */
import { test } from 'node:test'
import { createPostgresDatabase } from './postgres-database.ts'
import { findPostgres, howToGetPostgres } from './programs.ts'
import { sharedServer } from './shared-server.ts'
import { startPostgres } from './start-postgres.ts'

export type { Server } from './server.ts'
export { type PostgresOptions, startPostgres } from './start-postgres.ts'

const shared = sharedServer({
  name: 'PostgreSQL',
  variable: 'COMANDA_POSTGRES_URL',
  find: findPostgres,
  howToGet: howToGetPostgres,
  start: startPostgres,
})

/** Why tests that need PostgreSQL are left out on this machine, or false if they run: for `{ skip: whyNoPostgres() }`. */
export const whyNoPostgres = shared.whyNot

/**
 * Registers a test that needs PostgreSQL. Without one it is skipped with the reason, and in continuous integration it
 * fails.
 */
export function postgresTest(name: string, body: () => Promise<void>): void {
  test(name, { skip: whyNoPostgres() }, body)
}

/**
 * Creates an empty database for a test file, and hands back its address. It is not dropped: connections that are still
 * closing would be cut, and the whole server is thrown away at the end.
 */
export async function newPostgresDatabase(name: string): Promise<string> {
  return createPostgresDatabase(await shared.url(), name)
}
