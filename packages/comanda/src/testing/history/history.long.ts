/**
 * Random histories, long: 100,000 operations a store. Every run has other seeds; to have one again, put the seed that the
 * run printed, or the one a failure names, into the environment: `SEED=17 npm run test:long`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { createMemoryStore } from '../../store/memory.ts'
import { createPostgresStore, migratePostgresStore } from '../../store/postgres.ts'
import { createSqliteStore } from '../../store/sqlite.node.ts'
import { PATIENT, PATIENT_POOL } from '../patience.ts'
import { historyContract } from './history-contract.ts'
import { restlessHome } from './restless-home.ts'

const SEEDS = 1_000_000_000
const options = { seed: Number(process.env['SEED'] ?? Date.now() % SEEDS), rounds: 100, operations: 1_000 }

historyContract(
  'memory',
  (unrest) => {
    const store = createMemoryStore()
    return { home: restlessHome([store, store], unrest) }
  },
  options,
)

historyContract(
  'two connections to one SQLite file',
  (unrest) => {
    const folder = mkdtempSync(join(tmpdir(), 'comanda-histories-'))
    const path = join(folder, 'sessions.sqlite')
    const connections = [createSqliteStore({ path }), createSqliteStore({ path })] as const
    return {
      home: restlessHome(connections, unrest),
      async cleanup() {
        for (const connection of connections) await connection.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
  options,
)

describe('PostgreSQL', { skip: whyNoPostgres() }, () => {
  const place = Promise.withResolvers<string>()
  before(async () => {
    const connectionString = await newPostgresDatabase('histories')
    const pool = new pg.Pool({ connectionString })
    await migratePostgresStore(pool)
    await pool.end()
    place.resolve(connectionString)
  })
  historyContract(
    'two pools to one PostgreSQL',
    async (unrest) => {
      const connectionString = await place.promise
      const pools = [1, 2].map(() => new pg.Pool({ connectionString, ...PATIENT_POOL }))
      const [one, other] = pools.map((pool) => createPostgresStore({ ...PATIENT, pool }))
      if (one === undefined || other === undefined) throw new Error('there are two')
      return {
        home: restlessHome([one, other], unrest),
        cleanup: async () => void (await Promise.all(pools.map((pool) => pool.end()))),
      }
    },
    options,
  )
})
