import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import fc from 'fast-check'
import pg from 'pg'
import { createSecrets } from '../../cookie/index.ts'
import { createMemoryStore } from '../../store/memory.ts'
import { createPostgresStore, migratePostgresStore } from '../../store/postgres.ts'
import { createSqliteStore, type SqliteStore } from '../../store/sqlite.node.ts'
import type { SessionStore } from '../../store/store.ts'
import { touchShortensStore, upsertingStore } from '../broken-stores.ts'
import { createFakeClock } from '../fake-clock.ts'
import { PATIENT, PATIENT_POOL } from '../patience.ts'
import type { CommandKind } from './command.ts'
import { newSessionRun, sessionCommands } from './session-commands.ts'
import { newStoreRun, storeCommands } from './store-commands.ts'

/** Runs random commands on fresh pairs of model and real thing; a failure is told with its seed and the fewest commands. */
function checkAgainstModel<Model extends object, Real>(
  kinds: readonly CommandKind<Model, Real>[],
  newRun: () => { model: Model; real: Real },
  numRuns: number,
): Promise<void> {
  const commands = kinds.map(({ below, make }) => fc.tuple(...below.map((limit) => fc.nat(limit - 1))).map(make))
  const property = fc.asyncProperty(fc.commands(commands, { maxCommands: 120, size: 'max' }), (drawn) =>
    fc.asyncModelRun(newRun, drawn),
  )
  return fc.assert(property, { numRuns })
}

const clock = createFakeClock()
let folder: string
let sqlite: SqliteStore
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'comanda-model-'))
  sqlite = createSqliteStore({ path: join(folder, 'sessions.sqlite'), clock })
})
after(async () => {
  await sqlite.close()
  rmSync(folder, { recursive: true })
})
const memory = createMemoryStore({ clock })
async function onPostgres(check: (store: SessionStore) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString: await newPostgresDatabase('model'), ...PATIENT_POOL })
  await migratePostgresStore(pool)
  await check(createPostgresStore({ ...PATIENT, pool, clock })).finally(() => pool.end())
}
const secrets = createSecrets(['a secret of the models, more than 32 bytes'])

describe('whatever is done to it, a store answers as the model does:', () => {
  test('memory', () => checkAgainstModel(storeCommands, () => newStoreRun(memory, clock), 300))
  test('SQLite', () => checkAgainstModel(storeCommands, () => newStoreRun(sqlite, clock), 60))
  test('PostgreSQL', { skip: whyNoPostgres() }, () =>
    onPostgres((store) => checkAgainstModel(storeCommands, () => newStoreRun(store, clock), 40)),
  )
})

describe('whatever browsers and handlers do, a session is what the model is:', () => {
  test('on memory, with three browsers', () =>
    checkAgainstModel(sessionCommands, () => newSessionRun({ store: memory }, clock, 3), 300))
  test('on SQLite, with three browsers', () =>
    checkAgainstModel(sessionCommands, () => newSessionRun({ store: sqlite }, clock, 3), 60))
  test('on PostgreSQL, with three browsers', { skip: whyNoPostgres() }, () =>
    onPostgres((store) => checkAgainstModel(sessionCommands, () => newSessionRun({ store }, clock, 3), 40)),
  )
  test('in the sealed cookie, with one browser', () =>
    checkAgainstModel(sessionCommands, () => newSessionRun({ sealedCookie: { secrets } }, clock, 1), 200))
  test('in the sealed cookie with epochs, with one browser', () =>
    checkAgainstModel(
      sessionCommands,
      () => newSessionRun({ sealedCookie: { secrets, epochs: memory } }, clock, 1),
      200,
    ))
})

describe('a model that agrees with everything proves nothing, so', () => {
  /** What the fewest commands were that showed the difference, and what it was. */
  async function difference(check: Promise<void>): Promise<string> {
    const error: unknown = await check.catch((reason: unknown) => reason)
    assert.ok(error instanceof Error && error.cause instanceof Error, 'the model agrees')
    const [commands] = /Counterexample: .*/.exec(error.message) ?? []
    return `${commands?.replace(/ \/\*.*\*\//, '')} ${error.cause.message}`
  }

  test('it does not agree with a store that upserts', async () => {
    const broken = upsertingStore(clock)
    assert.match(
      await difference(checkAgainstModel(storeCommands, () => newStoreRun(broken, clock), 300)),
      /^Counterexample: \[save\(.*\)\] save\(\d\): the model answers "gone", the real thing "saved"\.$/,
    )
  })

  test('it does not agree with a store whose touch shortens', async () => {
    const broken = touchShortensStore(clock)
    assert.match(
      await difference(checkAgainstModel(storeCommands, () => newStoreRun(broken, clock), 1_000)),
      /^Counterexample: \[create\(.*\),touch\(.*\),.*\] /,
    )
  })

  test('it does not agree with sessions whose sign-out only the browser hears of', async () => {
    const broken = { ...memory, destroy: async () => {} }
    assert.match(
      await difference(checkAgainstModel(sessionCommands, () => newSessionRun({ store: broken }, clock, 3), 2_000)),
      /destroy\(\).*the model answers/,
    )
  })
})
