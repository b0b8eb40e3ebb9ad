/** The same on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { again } from './data/testing/again.ts'
import { testOnPostgres } from './data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('the shop on PostgreSQL', { skip: whyNot }, () => {})
else {
  await import('./testing/every-shop-test.ts')
  again('data/migrations/0002', () => import('./data/migrations/0002-languages-and-collections.test.ts'))
  again('pictures/import', () => import('./pictures/import.test.ts'))
}
