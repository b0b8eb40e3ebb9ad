/** The same on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { again } from '../data/testing/again.ts'
import { testOnPostgres } from '../data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('imports on PostgreSQL', { skip: whyNot }, () => {})
else {
  again('import', () => import('./import.test.ts'))
  again('collections', () => import('./collections.test.ts'))
  again('translations', () => import('./translations.test.ts'))
  again('demo', () => import('./demo.test.ts'))
}
