/** The same on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { testOnPostgres } from '../data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('imports on PostgreSQL', { skip: whyNot }, () => {})
else {
  await import('./import.test.ts')
  await import('./collections.test.ts')
  await import('./translations.test.ts')
}
