import { randomInt } from 'node:crypto'
import { inTime } from './in-time.ts'
import { StoreUnavailable } from './store.ts'

/** How long a call of the store may take in all, in milliseconds: waiting for a connection, the answer, and further tries. */
export const POSTGRES_DEADLINE_MS = 2_500

/** Settings of a `Pool` of `pg`. Times are milliseconds. */
export interface PostgresPoolSettings {
  /** Connections at most. */
  readonly max: number
  readonly connectionTimeoutMillis: number
  /** After this long the server gives a statement up by itself. */
  readonly statement_timeout: number
  readonly keepAlive: boolean
}

/**
 * Settings for the `Pool` of `pg` that go with the store: `new Pool({ connectionString, ...POSTGRES_POOL })`. A server that
 * is away costs no slot of the pool for longer than a call waits, and gives up by itself what nobody waits for any more.
 */
export const POSTGRES_POOL: PostgresPoolSettings = {
  max: 10,
  connectionTimeoutMillis: 2_000,
  statement_timeout: POSTGRES_DEADLINE_MS,
  keepAlive: true,
}

/** One statement. */
export interface PostgresQuery {
  /** Prepared once in each connection under this name. */
  readonly name?: string
  readonly text: string
  readonly values: unknown[]
  readonly rowMode: 'array'
}

/** What one statement answered. */
export interface PostgresAnswer {
  readonly rows: unknown[][]
  readonly rowCount: number | null
}

/** The part of a `PoolClient` of `pg` that the store needs. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<PostgresAnswer>
  /** With `true` the connection is closed and not used again. */
  release(destroy?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** The part of a `Pool` of `pg` that the store needs. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** Two transactions were in each other's way and this one was undone: the same can be tried again. */
const UNDONE_CODES: readonly unknown[] = ['40001', '40P01']
const READ_ONLY_CODE = '25006'
const NO_TABLE_CODE = '42P01'
/** After what was undone, before it is tried again, at most. */
const UNDONE_PAUSE_MS_MAX = 20

/**
 * Runs one statement, a transaction of its own, on any connection. What was undone because of others is tried again.
 * Rejects with {@link StoreUnavailable} for everything else, after `deadlineMs` milliseconds at the latest.
 */
export async function ask(pool: PostgresPool, query: PostgresQuery, deadlineMs: number): Promise<PostgresAnswer> {
  const deadline = performance.now() + deadlineMs
  for (;;) {
    try {
      return await askOnce(pool, query, deadline)
    } catch (error) {
      if (!UNDONE_CODES.includes(codeOf(error)) || performance.now() > deadline) throw unavailable(error)
      await new Promise((resolve) => setTimeout(resolve, randomInt(1, UNDONE_PAUSE_MS_MAX)))
    }
  }
}

async function askOnce(pool: PostgresPool, query: PostgresQuery, deadline: number): Promise<PostgresAnswer> {
  const client = await byDeadline(pool.connect(), deadline, (late) => late.release())
  return lend(client, () => byDeadline(client.query(query), deadline))
}

/** Runs `use` and gives the connection back, or closes it if it may still answer what nobody waits for any more. */
export async function lend<Result>(client: PostgresClient, use: () => Promise<Result>): Promise<Result> {
  let isSound = true
  client.on('error', unheard)
  try {
    return await use()
  } catch (error) {
    isSound = severityOf(error) === 'ERROR'
    throw error
  } finally {
    client.release(!isSound)
    client.removeListener('error', unheard)
  }
}

/** A connection that breaks says so to whoever waits for its answer; the event beside that would end the process. */
export function unheard(): void {}

/** What `promise` resolves with. Rejects at the deadline; what comes `late` is handed over then. */
export function byDeadline<Result>(
  promise: Promise<Result>,
  deadline: number,
  late?: (result: Result) => void,
): Promise<Result> {
  return inTime(promise, deadline - performance.now(), 'There was no answer in time.', late)
}

function unavailable(cause: unknown): StoreUnavailable {
  switch (codeOf(cause)) {
    case READ_ONLY_CODE:
      return new StoreUnavailable(STANDBY, { cause })
    case NO_TABLE_CODE:
      return new StoreUnavailable('There is no table of sessions. Call migratePostgresStore before.', { cause })
    default:
      return new StoreUnavailable('PostgreSQL did not answer, or refused.', { cause })
  }
}

/** What is said of a server that cannot be written to: what it knows may be old, and a sign-out would not reach it. */
export const STANDBY = 'This PostgreSQL is a standby, or read-only. Connect to the primary.'

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code
}

function severityOf(error: unknown): unknown {
  return (error as { severity?: unknown } | null)?.severity
}
