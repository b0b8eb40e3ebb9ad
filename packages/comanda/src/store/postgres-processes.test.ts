import { test } from 'node:test'
import { newPostgresDatabase, whyNoPostgres } from '@comanda/test-kit/postgres'
import pg from 'pg'
import { PATIENT, PATIENT_POOL } from '../testing/patience.ts'
import { storeProcesses } from '../testing/store-processes.ts'
import { createPostgresStore, migratePostgresStore } from './postgres.ts'

const newPool = (connectionString: string) => new pg.Pool({ connectionString, ...PATIENT_POOL })

const reason = whyNoPostgres()
if (reason !== false) test('several processes: PostgreSQL', { skip: reason }, () => {})
else
  await storeProcesses('PostgreSQL', {
    file: import.meta.filename,
    async newPlace() {
      const url = await newPostgresDatabase('processes')
      const pool = newPool(url)
      await migratePostgresStore(pool)
      await pool.end()
      return url
    },
    open(url) {
      const pool = newPool(url)
      return { ...createPostgresStore({ ...PATIENT, pool }), close: () => pool.end() }
    },
  })
