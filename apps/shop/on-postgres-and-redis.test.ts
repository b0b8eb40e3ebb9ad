/** The shop's promises on PostgreSQL and Redis: see the file that is loaded. */
import { test } from 'node:test'
import { testOnPostgresAndRedis } from './app/data/testing/new-database.ts'

const whyNot = testOnPostgresAndRedis()
if (whyNot !== false) test('proofs on PostgreSQL and Redis', { skip: whyNot }, () => {})
else await import('./proofs.test.ts')
