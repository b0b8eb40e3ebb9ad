import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { DatabaseUnavailable } from './unavailable.ts'

/** Settings of the shop's connections to PostgreSQL. Times are milliseconds. */
export interface PoolSettings {
  /** Connections at most, of one process. */
  readonly max: number
  /** How long a request waits for a connection, whether all are lent or the server does not answer. */
  readonly connectionTimeoutMillis: number
  /** After this long the server gives a statement up by itself, one that waits for the lock of a writer too. */
  readonly statement_timeout: number
  /** After this long nobody waits for a server that has gone silent. */
  readonly query_timeout: number
  /** A process that stands still within a transaction loses it after this long, so that others can write again. */
  readonly idle_in_transaction_session_timeout: number
  readonly keepAlive: boolean
}

/** Of the shop while it is open. */
export const DATABASE_POOL: PoolSettings = {
  max: 10,
  connectionTimeoutMillis: 3_000,
  statement_timeout: 5_000,
  query_timeout: 6_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
}

/** While the tables are brought up to date, which another process may be doing already. */
export const START_POOL: PoolSettings = {
  ...DATABASE_POOL,
  max: 1,
  statement_timeout: 60_000,
  query_timeout: 65_000,
}

/**
 * What PostgreSQL answers when the same may do in a moment: undone because of others (40001, 40P01), no lock in time
 * (55P03), given up (57…), no resources (53…), connection lost (08…), or a standby that will be the primary (25006).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING = /^(?:40001|40P01|55P03|57...|53...|08...|25006)$/

/**
 * A pool for Kysely. It differs from that of `pg` in this:
 *
 * - 64-bit integers are numbers, and one that a number does not hold exactly is an error.
 * - U+0000, which PostgreSQL cannot keep in text, becomes U+FFFD.
 * - A connection that broke is closed and never ends the process; what is worth another try is {@link DatabaseUnavailable}.
 */
export function createPool(url: string, settings: PoolSettings): PostgresPool {
  const pool = new pg.Pool({ connectionString: url, types: { getTypeParser }, ...settings })
  // A connection that breaks while nobody uses it: the pool replaces it.
  pool.on('error', unheard)
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      try {
        return lent(await pool.connect())
      } catch (error) {
        throw translated(error)
      }
    },
  }
}

function lent(client: pg.PoolClient): PostgresPoolClient {
  let isSound = true
  client.on('error', unheard)

  async function query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      const answer = await client.query(text, parameters.map(bindable))
      return answer as unknown as PostgresQueryResult<Row>
    } catch (error) {
      isSound &&= error instanceof pg.DatabaseError && error.severity === 'ERROR'
      throw translated(error)
    }
  }

  return {
    query: query as PostgresPoolClient['query'],
    release(destroy = false) {
      client.release(destroy || !isSound)
      client.removeListener('error', unheard)
    },
  }
}

/** Whoever waits for an answer is told; the event beside that would end the process. */
function unheard(): void {}

function translated(error: unknown): unknown {
  const isLasting = error instanceof pg.DatabaseError && !PASSING.test(error.code ?? '')
  // What is no answer and no mistake of ours is the network's.
  if (isLasting || error instanceof RangeError || error instanceof TypeError) return error
  return new DatabaseUnavailable('PostgreSQL did not answer, or refused.', { cause: error })
}

function bindable(parameter: unknown): unknown {
  return typeof parameter === 'string' ? parameter.replaceAll('\u0000', '\ufffd') : parameter
}

function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (type === pg.types.builtins.INT8 && format !== 'binary') return safeInteger
  return pg.types.getTypeParser(type, format)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError('A 64-bit integer of the database is beyond what a number holds exactly.')
}
