/** The shop's promises on PostgreSQL: see the file that is loaded. */
import { test } from 'node:test'
import { testOnPostgres } from './app/data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('proofs on PostgreSQL', { skip: whyNot }, () => {})
else await import('./proofs.test.ts')
