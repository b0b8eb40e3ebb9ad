/**
 * Sessions in PostgreSQL, for any number of processes and machines.
 *
 * Brings no driver: hand in a `Pool` of `pg`, or one that is used like it, with {@link POSTGRES_POOL} among its settings.
 * Each write is one statement and a transaction of its own; a save compares versions and writes in that one statement. The
 * loads of one moment share a statement.
 *
 * @module
 */
import { createGroupLoad } from './group-load.ts'
import { ask, POSTGRES_DEADLINE_MS, type PostgresAnswer, type PostgresPool, STANDBY, unheard } from './postgres-ask.ts'
import { COLUMNS, type Row, recordOf, rowOf } from './row.ts'
import {
  type Clock,
  type ExpirySweeping,
  type SessionRecord,
  type SessionStore,
  StoreUnavailable,
  type UserIndex,
} from './store.ts'

export {
  POSTGRES_DEADLINE_MS,
  POSTGRES_POOL,
  type PostgresAnswer,
  type PostgresClient,
  type PostgresPool,
  type PostgresPoolSettings,
  type PostgresQuery,
} from './postgres-ask.ts'
export { migratePostgresStore, POSTGRES_MIGRATION_MS_MAX, PostgresStoreError } from './postgres-schema.ts'

/** What {@link createPostgresStore} needs. */
export interface PostgresStoreOptions {
  readonly pool: PostgresPool
  /**
   * Says what time it is, for all that expires: the clock of the app, never the database's. Servers of one app need clocks
   * that agree to within a second or so. Default: `Date.now`.
   */
  readonly clock?: Clock
  /**
   * Whether statements are prepared once in each connection, which costs half. Default: true. Say false for a pgbouncer in
   * transaction mode that is older than 1.21 or has `max_prepared_statements` 0.
   */
  readonly namedStatements?: boolean
  /** How long a call may take, in milliseconds. Default: {@link POSTGRES_DEADLINE_MS}. */
  readonly deadlineMs?: number
}

/** A PostgreSQL store has every ability. The pool is yours to end. */
export interface PostgresStore extends SessionStore, ExpirySweeping, UserIndex {}

/** Records that are swept in one statement. */
const SWEPT_AT_ONCE_MAX = 256

// Every answer of a read has one row at least, which tells whether this is a standby: failover may have made it one.
const READ = `select pg_is_in_recovery(), ${COLUMNS} from (select 1) as one left join comanda_session`
const STATEMENTS = {
  loadAll: `${READ} on id = any ($1) and expires_at > $2`,
  // Writes over an expired record, which counts as absent, and over nothing else.
  create: `
    insert into comanda_session (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (id) do update set (${COLUMNS}) = row (excluded.*) where comanda_session.expires_at <= $14`,
  save: `
    update comanda_session set verifier_hash = $2, previous_verifier_hash = $3, rotated_at = $4, generation = $5,
      version = $6, write_id = $7, data = $8, user_id = $9, created_at = $10, expires_at = $11,
      absolute_expires_at = $12, meta = $13
    where id = $1 and version = $14 and expires_at > $15`,
  touch: `
    update comanda_session set expires_at = greatest(expires_at, least($2, absolute_expires_at))
    where id = $1 and expires_at > $3`,
  destroy: 'delete from comanda_session where id = $1',
  // The rows are looked at again as they are locked. Named by their ids alone, they are found however many have expired.
  deleteExpired: `
    delete from comanda_session where id = any (array(
      select id from comanda_session where expires_at <= $1 order by expires_at limit $2 for update skip locked))`,
  listByUser: `${READ} on user_id = $1 and expires_at > $2`,
  destroyByUser: 'delete from comanda_session where user_id = $1 and id is distinct from $2',
} as const

/**
 * A store in the tables that `migratePostgresStore` made.
 *
 * Linearizable on the primary. An acknowledged write is as durable as the server's `synchronous_commit` makes it. Refuses
 * a standby, whose answers may be old. No call takes longer than its deadline: a connection whose answer never came is
 * closed, so that no later call gets that answer. Transactions that were in each other's way are tried again.
 *
 * Errors of idle connections, which would end the process if nobody listened, are heard: the pool replaces them.
 */
export function createPostgresStore(options: PostgresStoreOptions): PostgresStore {
  const { pool, clock = Date.now, namedStatements = true, deadlineMs = POSTGRES_DEADLINE_MS } = options
  pool.on('error', unheard)

  function answerOf(name: keyof typeof STATEMENTS, values: unknown[]): Promise<PostgresAnswer> {
    const query = { text: STATEMENTS[name], values, rowMode: 'array' } as const
    return ask(pool, namedStatements ? { name: `comanda_${name}_1`, ...query } : query, deadlineMs)
  }

  async function changes(name: keyof typeof STATEMENTS, values: unknown[]): Promise<number> {
    return (await answerOf(name, values)).rowCount ?? 0
  }

  async function records(name: keyof typeof STATEMENTS, values: unknown[]): Promise<SessionRecord[]> {
    const { rows } = await answerOf(name, values)
    return rows.flatMap(([isStandby, ...row]) => {
      if (isStandby !== false) throw new StoreUnavailable(STANDBY)
      return row[0] === null ? [] : [recordOf(withNumbers(row as unknown as Row))]
    })
  }

  const find = createGroupLoad(async (ids) => {
    const found = new Map((await records('loadAll', [ids, clock()])).map((record) => [record.id, record]))
    return ids.map((id) => found.get(id))
  })

  async function load(id: string): Promise<SessionRecord | null> {
    const found = await find(id)
    // Who else asked for it at this moment gets a record of their own.
    return found === undefined ? null : { ...found }
  }

  return {
    consistency: 'strong',
    load,
    create: async (record) => (await changes('create', [...rowOf(record), clock()])) !== 0,

    async save(record, ifVersion) {
      if ((await changes('save', [...rowOf(record), ifVersion, clock()])) !== 0) return { kind: 'saved' }
      // A statement of its own: the first one, if it waited for another writer, still sees what was there before that.
      const current = await load(record.id)
      return current === null ? { kind: 'gone' } : { kind: 'conflict', current }
    },

    touch: async (id, expiresAt) => (await changes('touch', [id, expiresAt, clock()])) !== 0,
    destroy: async (id) => void (await changes('destroy', [id])),

    async deleteExpired(before, limit) {
      let removed = 0
      for (;;) {
        const count = Math.min(limit - removed, SWEPT_AT_ONCE_MAX)
        const swept = await changes('deleteExpired', [Math.min(before, clock()), count])
        removed += swept
        if (swept < count || removed === limit) return removed
      }
    },

    listByUser: (userId) => records('listByUser', [userId, clock()]),
    destroyByUser: async (userId, except) => void (await changes('destroyByUser', [userId, except ?? null])),
  }
}

/** Drivers give bigint as text, unless they were told otherwise. */
function withNumbers(row: Row): Row {
  const [id, verifierHash, previousVerifierHash, rotatedAt, generation, version, writeId, ...rest] = row
  const [data, userId, createdAt, expiresAt, absoluteExpiresAt, meta] = rest
  const ends = [Number(createdAt), Number(expiresAt), Number(absoluteExpiresAt)] as const
  const rotated = rotatedAt === null ? null : Number(rotatedAt)
  const counts = [rotated, Number(generation), Number(version)] as const
  return [id, verifierHash, previousVerifierHash, ...counts, writeId, data, userId, ...ends, meta]
}
