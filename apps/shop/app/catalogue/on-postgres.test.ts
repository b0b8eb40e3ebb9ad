/** The same on PostgreSQL: see the files that are loaded. */
import { test } from 'node:test'
import { testOnPostgres } from '../data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('the catalogue on PostgreSQL', { skip: whyNot }, () => {})
else {
  await import('./queries.test.ts')
  await import('./languages.test.ts')
  await import('./listing/find-listing.test.ts')
  await import('./listing/refresh.test.ts')
  await import('./listing/listing.test.ts')
  await import('./product.test.ts')
  await import('./translated-pages.test.ts')
}
