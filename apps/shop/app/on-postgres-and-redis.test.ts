/** The same on PostgreSQL and Redis: see the files that are loaded. */
import { test } from 'node:test'
import { testOnPostgresAndRedis } from './data/testing/new-database.ts'

const whyNot = testOnPostgresAndRedis()
if (whyNot !== false) test('the shop on PostgreSQL and Redis', { skip: whyNot }, () => {})
else {
  await import('./testing/every-shop-test.ts')
  await import('./testing/every-browser-test.ts')
}
