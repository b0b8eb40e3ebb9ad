import { POSTGRES_POOL, type PostgresPoolSettings } from '../store/postgres.ts'

const PATIENCE_MS = 60_000

/**
 * For tests of what a store answers, not of how soon: on a machine that does a lot at once its deadlines would make them fail
 * now and then.
 */
export const PATIENT: { readonly deadlineMs: number } = { deadlineMs: PATIENCE_MS }

/** The settings of a pool that go with it. */
export const PATIENT_POOL: PostgresPoolSettings = {
  ...POSTGRES_POOL,
  connectionTimeoutMillis: PATIENCE_MS,
  statement_timeout: PATIENCE_MS,
}
