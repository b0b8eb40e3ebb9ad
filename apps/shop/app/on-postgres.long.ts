/** The tests of the shop in a browser, on PostgreSQL alone. `npm test` runs them on SQLite, and on PostgreSQL and Redis. */
import { test } from 'node:test'
import { testOnPostgres } from './data/testing/new-database.ts'

const whyNot = testOnPostgres()
if (whyNot !== false) test('the shop in a browser, on PostgreSQL', { skip: whyNot }, () => {})
else {
  await import('./testing/every-browser-test.ts')
  await import('./cart/testing/every-browser-test.ts')
  await import('./catalogue/testing/every-browser-test.ts')
}
