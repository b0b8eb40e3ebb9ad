/**
 * Random histories, long: 100,000 operations a store. Every run has other seeds; to have one again, put the seed that the
 * run printed, or the one a failure names, into the environment: `SEED=17 npm run test:long`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '../../store/memory.ts'
import { createSqliteStore } from '../../store/sqlite.node.ts'
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
