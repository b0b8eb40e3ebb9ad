/** The same on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { again } from '../data/testing/again.ts'
import { testOnPostgres } from '../data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('the catalogue on PostgreSQL', { skip: whyNot }, () => {})
else {
  await import('./testing/every-shop-test.ts')
  again('queries', () => import('./queries.test.ts'))
  again('languages', () => import('./languages.test.ts'))
  again('listing/find-listing', () => import('./listing/find-listing.test.ts'))
  again('listing/refresh', () => import('./listing/refresh.test.ts'))
}
