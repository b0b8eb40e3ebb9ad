import { ComandaError } from '../error.ts'
import { byDeadline, lend, type PostgresClient, type PostgresPool, STANDBY } from './postgres-ask.ts'

/** How long {@link migratePostgresStore} may take, in milliseconds: waiting for other processes that do the same, too. */
export const POSTGRES_MIGRATION_MS_MAX = 60_000
/** "comanda" in letters of a telephone. */
const ADVISORY_LOCK = 2_662_632

/** What brings the tables from each version to the next. Steps that were released are never changed. */
const STEPS: readonly (readonly string[])[] = [
  [
    `create table comanda_session (
      id text collate "C" primary key,
      verifier_hash text not null,
      previous_verifier_hash text,
      rotated_at bigint,
      generation bigint not null,
      version bigint not null,
      write_id text not null,
      data text not null,
      user_id text collate "C",
      created_at bigint not null,
      expires_at bigint not null,
      absolute_expires_at bigint not null,
      meta text not null
    )`,
    'create index comanda_session_expires_at on comanda_session (expires_at)',
    'create index comanda_session_user_id on comanda_session (user_id) where user_id is not null',
  ],
]
const SCHEMA_VERSION = STEPS.length

/**
 * Why a database cannot hold sessions.
 * - `store/postgres-read-only`: it is a standby, or set to be read-only.
 * - `store/postgres-not-durable`: `synchronous_commit` is off for this user: acknowledged changes could be lost.
 * - `store/postgres-too-new`: a newer Comanda made the tables.
 * - `store/postgres-cannot-migrate`: PostgreSQL did not do it; `cause` is the driver's own error.
 */
export class PostgresStoreError extends ComandaError<
  'store/postgres-read-only' | 'store/postgres-not-durable' | 'store/postgres-too-new' | 'store/postgres-cannot-migrate'
> {
  override readonly name: string = 'PostgresStoreError'
}

/**
 * Makes the store's tables `comanda_session` and `comanda_schema`, or brings them up to date, in one transaction. Call it
 * before the store is used; any number of processes may do so at once. Nothing is done where nothing is to be done, so a
 * user without the right to make tables will do then.
 *
 * Rejects with {@link PostgresStoreError}.
 */
export async function migratePostgresStore(pool: PostgresPool): Promise<void> {
  const deadline = performance.now() + POSTGRES_MIGRATION_MS_MAX
  try {
    const client = await byDeadline(pool.connect(), deadline, (late) => late.release())
    await lend(client, () => byDeadline(migrate(client), deadline))
  } catch (cause) {
    if (cause instanceof PostgresStoreError) throw cause
    const message = `PostgreSQL did not make the tables of sessions: ${cause instanceof Error ? cause.message : cause}.`
    throw new PostgresStoreError('store/postgres-cannot-migrate', message, { cause })
  }
}

async function migrate(client: PostgresClient): Promise<void> {
  await checkServer(client)
  // Whoever waited for the lock has to see what was done meanwhile.
  await run(client, 'begin isolation level read committed')
  try {
    await run(client, 'set local statement_timeout = 0')
    await run(client, `select pg_advisory_xact_lock(${ADVISORY_LOCK})`)
    const version = await versionOf(client)
    for (const statement of STEPS.slice(version).flat()) await run(client, statement)
    if (version < SCHEMA_VERSION) await run(client, `insert into comanda_schema values (${SCHEMA_VERSION})`)
    await run(client, 'commit')
  } catch (error) {
    await run(client, 'rollback').catch(() => {})
    throw error
  }
}

async function checkServer(client: PostgresClient): Promise<void> {
  const [isStandby, readOnly, synchronous] = await run(
    client,
    `select pg_is_in_recovery(), current_setting('transaction_read_only'), current_setting('synchronous_commit')`,
  )
  if (isStandby === true || readOnly === 'on') throw new PostgresStoreError('store/postgres-read-only', STANDBY)
  if (synchronous === 'off') {
    const message =
      'synchronous_commit is off, so a crash would lose acknowledged changes. Set it to on, for this user at least.'
    throw new PostgresStoreError('store/postgres-not-durable', message)
  }
}

/** The version the tables have; 0 if there are none. */
async function versionOf(client: PostgresClient): Promise<number> {
  const [table] = await run(client, `select to_regclass('comanda_schema')::text`)
  if (table === null) await run(client, 'create table comanda_schema (version integer primary key)')
  const [newest] = await run(client, 'select coalesce(max(version), 0) from comanda_schema')
  const version = Number(newest)
  if (version <= SCHEMA_VERSION) return version
  throw new PostgresStoreError(
    'store/postgres-too-new',
    `The tables of sessions are of schema ${version}; this Comanda knows up to ${SCHEMA_VERSION}. Start the newer one again.`,
  )
}

/** The first row of what a statement answers. */
async function run(client: PostgresClient, text: string): Promise<readonly unknown[]> {
  const { rows } = await client.query({ text, values: [], rowMode: 'array' })
  return rows[0] ?? []
}
